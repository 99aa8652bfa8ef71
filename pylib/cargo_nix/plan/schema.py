"""plan.json, field by field. Our own format: unknown fields are refused, and the version changes with the meaning.

Numbers in ``externs``, ``closure`` and their like are indices into ``units``; dependencies come first there.
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
    """``--extern``: the name in the source, the unit that provides it, rustc's options (``noprelude``, …)."""

    name: str
    unit: int
    options: str = ""


class PathOrigin(_Plan):
    """Where a package's files are: ``directory`` of the workspace, or ``subdirectory`` of a locked ``crate``."""

    directory: str | None = None
    crate: str | None = None
    subdirectory: str = ""


class RunScript(_Plan):
    """What running a build script needs beside its unit's fields.

    ``program`` is the unit that compiled it, ``program_file`` its file there; None where the configuration has the
    output, which is ``override``. ``links`` are the package's direct dependencies with ``links``: DEP_ name and their
    run unit. ``cfg`` is a key of the plan's: ``host`` or a triple. ``profile_dir`` is the directory that Cargo names
    after the profile. ``targets`` and ``rust_version`` decide which directives are errors.
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
    """What crates may do with files: words of ``crates/words.py``, ``macros`` that load files where they are called.

    The libraries of ``members``, by directory, take part as well; their scans have the words.
    """

    words: list[str]
    macros: list[str]
    members: list[str]


class PlanTarget(_Plan):
    """A target of a path package, for its file set; ``src_path`` starts at the package.

    ``expands`` is by mode (``plain``, ``test``, ``doc``) what the proc-macros do that expand in the target, ``links``
    what the libraries do that it links. A mode in which no unit compiles the target is not there.
    """

    kind: str
    name: str
    src_path: str
    expands: dict[str, PlanAccess]
    links: dict[str, PlanAccess]


class PlanFileSet(_Plan):
    """The files of a unit, all as paths from the root of the source.

    ``take`` and ``leave`` are files and directories: the longest of them that holds a path decides about it. ``files``
    are there besides, where they exist, and ``places``: directories with all that they hold, a file for its directory.
    ``level`` says what decided: ``closed``, ``package`` or ``workspace``. ``embeds`` is whether the compiled code knows
    where its package lies, ``programs`` whether rustc may read the programs of the package, ``in_target`` whether a
    macro looks for the workspace from where rustc writes.
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
    """A package: ``env`` is CARGO_PKG_*, the same for each of its units.

    ``has_script`` tells whether it has a build script, built here or not. A path package has its ``targets``.
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
    """A unit. ``name`` is the derivation's; ``args`` and ``args_after`` stand before and after the paths in argv.

    ``files`` is what rustc writes, ``linkable`` those of them that dependents link, ``products`` the names that Cargo
    gives them in the target directory. ``src_path`` starts at the source's root for a path package, else at the
    package.
    ``kind`` and ``mode`` are Cargo's. ``to_link`` are the run units whose search paths rustc gets, in Cargo's
    order; ``plugins`` those of its proc-macros; ``script`` the package's own. ``incremental`` is what Cargo would let
    rustc do where there is a directory for it. ``artifacts`` are the variables of artifact dependencies: a unit and a
    file of it, "" for its directory; a unit without any has no such field.
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
    """What each package of a selection of several is when it is built alone: ``roots`` by its name.

    ``units`` are those that the selection as a whole has not; they are numbered from its last unit on.
    """

    units: list[PlanUnit]
    roots: dict[str, list[int]]


class Plan(_Plan):
    """The whole plan. ``inputs`` is the hash over what it was made from; nixlib compares it with the source.

    ``runners`` are the programs that the configuration has tests run by, with their arguments, by platform (the keys
    are those of ``cfg``). ``files`` has the file sets by package directory and ``kind:name:mode``; None where each unit
    sees the whole workspace. ``members`` is None where the selection is one package, or no build. ``directories`` is
    where all of the workspace's path packages lie, also those that the selection does without: a package's own files
    end where another one begins.
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
