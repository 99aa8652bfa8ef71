"""The committed plan, field by field: one plan for all commands that the outputs of a workspace need, on all systems.

Units and packages of several commands are stored once. A field with its default is left out (``committed_text.py``).
nixlib/plan/planFields.nix has the same fields and defaults, and a test compares both.

The plan of the first system is stored whole, and the plan of another system as differences (``join_systems.py``).
"""

from pydantic import BaseModel, ConfigDict, Field

from cargo_nix.plan.schema import PlanPackage, PlanUnit

__all__ = ["SCHEMA", "CommittedCommand", "CommittedPlan", "CommittedSet", "CommittedSystem", "UnitChange"]

SCHEMA = 5
"""The version of the format. Each change of the format needs a new version."""


class _Committed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CommittedSet(_Committed):
    """The file set of a unit. All paths start at the root of the source.

    ``level``: the rule behind the set: ``closed``, ``package`` or ``workspace``.
    ``take``, ``leave``: files and directories that the set includes or excludes; for a path, the longest entry decides.
    ``files``: more files, if they exist.
    ``places``: more directories, whole; a file stands for its directory.
    ``embeds``: whether the compiled code may contain the path of the package.
    ``programs``: whether rustc may read the programs of the package.
    ``in_target``: whether a macro looks for the workspace in the parent directories of rustc's output.
    """

    level: str
    take: list[str] = []
    leave: list[str] = []
    files: list[str] = []
    places: list[str] = []
    embeds: bool = False
    programs: bool = False
    in_target: bool = False


class CommittedCommand(_Committed):
    """One Cargo command. Numbers are indices of the units and of the file sets of the whole plan.

    ``units``: the units of the command, in the order of its own plan.
    ``roots``: the units that the command requests.
    ``members``: the roots of each package that is built alone, by name.
    ``files``: file sets by directory of the package and ``kind:name:mode``.
    """

    units: list[int]
    roots: list[int]
    members: dict[str, list[int]] = {}
    files: dict[str, dict[str, int]] = {}


UnitChange = tuple[dict[str, object], list[int]]
"""Fields of units with other values, and the indices of these units. A unit may be in several changes.

``identity`` replaces the identity in the whole row, also in names of files. ``args`` replaces a part of the list: the
first index, the number of arguments, and the new arguments. ``env`` and ``run`` only have the changed names; null is a
variable that the unit lacks.
"""


class CommittedSystem(_Committed):
    """The plan of another system, as differences from the plan of the first system.

    ``units``: the units in the order of this plan, as ranges: the first index and the number of units.
    ``changes``: the changed fields of these units.
    ``commands``: the commands of this plan. None is a command that is the same in the first plan.

    Indices count ``units`` and ``more_units`` (and sets likewise) of the whole file. Of the other fields, None is the
    value of the first plan.
    """

    host: str
    rustc: list[str]
    target: str | None = None
    cfg: dict[str, list[str]]
    runners: dict[str, list[str]] | None = None
    units: list[tuple[int, int]]
    changes: list[UnitChange] = []
    commands: dict[str, CommittedCommand | None]


class CommittedPlan(_Committed):
    """The whole file.

    ``inputs``: nixlib's hash over the inputs of the plan. A source with another hash makes the plan stale.
    ``system``: Nix's name of the first system. ``systems``: the other systems by name.
    ``packages``, ``units``: the packages and units of all commands, dependencies first.
    ``sets``: the file sets of all commands.
    ``more_packages``, ``more_units``, ``more_sets``: the packages, units and sets that only other systems have.
    ``commands``: ``main`` for the selection itself, and ``build``, ``test``, ``bench`` and ``doc`` for the checks.

    The other fields are as in ``Plan``.
    """

    schema_version: int = Field(default=SCHEMA, alias="schema")
    inputs: str
    system: str
    systems: dict[str, CommittedSystem] = {}
    cargo: str
    rustc: list[str]
    host: str
    target: str | None = None
    cfg: dict[str, list[str]]
    config_env: dict[str, str] = {}
    config_paths: dict[str, str] = {}
    config_forced: list[str] = []
    directories: list[str] = []
    runners: dict[str, list[str]] = {}
    commands: dict[str, CommittedCommand]
    packages: list[PlanPackage]
    more_packages: list[PlanPackage] = []
    sets: list[CommittedSet] = []
    more_sets: list[CommittedSet] = []
    units: list[PlanUnit]
    more_units: list[PlanUnit] = []
