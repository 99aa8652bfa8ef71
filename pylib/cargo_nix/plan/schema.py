"""plan.json, field by field.

Unknown fields are errors. A change of the format needs a new version (``SCHEMA``). In ``units``, dependencies come
first. Numbers in fields such as ``externs`` and ``closure`` are indices of ``units``.
"""

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

__all__ = [
    "SCHEMA",
    "Extern",
    "Members",
    "PathOrigin",
    "Plan",
    "PlanAccess",
    "PlanFileSet",
    "PlanPackage",
    "PlanTarget",
    "PlanUnit",
    "RunScript",
]

SCHEMA = 3


class _Plan(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Extern(_Plan):
    """An ``--extern`` of rustc: the name in the source, the unit, and options (``noprelude``, …)."""

    name: str
    unit: int
    options: str = ""


class PathOrigin(_Plan):
    """The files of a package: ``directory`` of the source, or ``subdirectory`` of a locked ``crate``.

    ``crate`` is a key of nixlib's ``crates``.
    """

    directory: str | None = None
    crate: str | None = None
    subdirectory: str = ""


class RunScript(_Plan):
    """The fields of a unit that runs a build script.

    ``program``: the unit with the compiled script, None if the configuration overrides the script.
    ``program_file``: the file of the script in this unit.
    ``override``: the configured output.
    ``links``: direct dependencies with ``links``: the name for DEP_ variables, and the run.
    ``has_links``: whether the package itself has ``links``.
    ``cfg``: a key of the plan's ``cfg``: ``host`` or a triple.
    ``profile_dir``: Cargo's directory for the profile.
    ``rust_version``, ``targets``, ``has_cdylib``: facts that decide which directives are errors.
    """

    program: int | None
    program_file: str
    override: str | None = None
    links: list[tuple[str, int]]
    has_links: bool
    cfg: str
    profile_dir: str
    rustflags: list[str]
    rust_version: str | None
    targets: list[tuple[str, str]]
    features: list[str]
    has_cdylib: bool
    debug_assertions: bool


class PlanAccess(_Plan):
    """The access of some libraries: how they may use files.

    ``words``: words of locked crates (``crates/words.py``).
    ``macros``: macros of locked crates that load a file at the call.
    ``members``: directories of members whose libraries take part; their words are in the scans.
    """

    words: list[str]
    macros: list[str]
    members: list[str]


class PlanTarget(_Plan):
    """A target of a path package, for its file sets.

    ``src_path``: a path from the directory of the package.
    ``expands``: by mode (``plain``, ``test``, ``doc``), the access of proc-macros that expand in the target.
    ``links``: by mode, the access of the libraries that the target links.

    A mode without a unit has no entry.
    """

    kind: str
    name: str
    src_path: str
    expands: dict[str, PlanAccess]
    links: dict[str, PlanAccess]


class PlanFileSet(_Plan):
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
    take: list[str]
    leave: list[str]
    files: list[str]
    places: list[str]
    embeds: bool
    programs: bool
    in_target: bool


class PlanPackage(_Plan):
    """A package.

    ``member``: whether the package is a path package.
    ``has_script``: whether the package has a build script, also if the selection does not build it.
    ``env``: the variables CARGO_PKG_*.
    ``targets``: the targets of a path package; empty for a locked crate.
    """

    id: str
    name: str
    version: str
    links: str | None
    member: bool
    has_script: bool
    origin: PathOrigin
    env: dict[str, str]
    targets: list[PlanTarget]


class PlanUnit(_Plan):
    """A unit.

    ``name``: the name of the derivation.
    ``src_path``: a path from the root of the source for a path package, else from the package.
    ``files``: the files that rustc writes.
    ``linkable``: the files that dependents link.
    ``products``: Cargo's names for ``files`` in the target directory; empty in modes other than ``build``.
    ``args``, ``args_after``: arguments of rustc before and after the arguments with paths.
    ``closure``, ``host_closure``: the closure for the unit's own platform, and for the host.
    ``script``: the run of the package's build script.
    ``to_link``: runs whose search paths rustc gets, in Cargo's order.
    ``plugins``: runs of the proc-macros.
    ``pass_links``: whether rustc gets the ``-l`` flags of the package's build script.
    ``incremental``: whether Cargo compiles the unit incrementally.
    ``bins``: units of the programs for CARGO_BIN_EXE_*.
    ``artifacts``: variables of artifact dependencies, each with a unit and a file, or "" for its directory. The JSON
    has this field only for units with such variables.
    """

    name: str
    package: int
    kind: str
    mode: str
    target: str
    crate_name: str
    crate_types: list[str]
    edition: str
    src_path: str
    platform: str | None
    identity: str
    files: list[str]
    linkable: list[str]
    products: list[str]
    args: list[str]
    args_after: list[str]
    strip: list[str]
    linker: str | None
    needs_linker: bool
    env: dict[str, str]
    externs: list[Extern]
    closure: list[int]
    host_closure: list[int]
    script: int | None
    to_link: list[int]
    plugins: list[int]
    pass_links: bool
    incremental: bool
    bins: dict[str, int]
    artifacts: dict[str, tuple[int, str]] = {}
    run: RunScript | None

    @model_serializer(mode="wrap")
    def _without_nothing(self, serialize: SerializerFunctionWrapHandler) -> dict[str, object]:
        fields: dict[str, object] = serialize(self)
        if not self.artifacts:
            fields.pop("artifacts", None)
        return fields


class Members(_Plan):
    """The packages of a selection, each built alone.

    ``units``: the units that the plan of the whole selection lacks. Their numbers continue those of the plan.
    ``roots``: the roots of each package, by name.
    """

    units: list[PlanUnit]
    roots: dict[str, list[int]]


class Plan(_Plan):
    """The whole plan.

    ``cargo``, ``rustc``: versions.
    ``inputs``: the hash over the inputs of the plan; nixlib compares the hash with the source.
    ``host``, ``target``: triples; ``target`` is None without ``--target``.
    ``cfg``: the cfg of each platform: ``host`` or a triple.
    ``config_env``, ``config_paths``: plain values and paths of ``[env]``.
    ``config_forced``: names in ``[env]`` with ``force``.
    ``directories``: the directories of all path packages, also outside of the selection. The files of a package exclude
    the directories of other packages.
    ``runners``: programs that start tests, with arguments, by platform.
    ``files``: file sets by directory of the package and ``kind:name:mode``; None if each unit sees the whole workspace.
    ``members``: None for a selection of one package, and for commands other than ``build``.
    """

    schema_version: int = Field(alias="schema")
    cargo: str
    rustc: str
    inputs: str
    host: str
    target: str | None
    cfg: dict[str, list[str]]
    config_env: dict[str, str]
    config_paths: dict[str, str]
    config_forced: list[str] = []
    directories: list[str] = []
    runners: dict[str, list[str]] = {}
    packages: list[PlanPackage]
    units: list[PlanUnit]
    files: dict[str, dict[str, PlanFileSet]] | None = None
    roots: list[int]
    members: Members | None = None
