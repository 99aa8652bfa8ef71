"""The attributes of a unit's derivation, as nixlib/units/commonAttributes.nix and those beside it write them.

Only the type checker imports this module.
"""

from typing import Literal, NotRequired, TypedDict

__all__ = [
    "CompileAttributes",
    "CrateAttributes",
    "Extern",
    "FileAttributes",
    "LinkableFiles",
    "PackageAttributes",
    "RustcAttributes",
    "ScriptAttributes",
    "ScriptRun",
    "ScriptUnit",
    "UnitRow",
]


class UnitRow(TypedDict):
    """A unit of the plan (plan/schema.py, ``PlanUnit``), without the fields that nixlib turns into paths."""

    kind: str
    mode: str
    target: str
    crate_name: str
    crate_types: list[str]
    edition: str
    platform: str | None
    identity: str
    files: list[str]
    products: list[str]
    args: list[str]
    args_after: list[str]
    strip: list[str]
    linker: str | None
    env: dict[str, str]
    pass_links: bool


class ScriptRun(TypedDict):
    """The facts for a run of a build script (plan/schema.py, ``RunScript``)."""

    override: str | None
    has_links: bool
    profile_dir: str
    rustflags: list[str]
    rust_version: str | None
    targets: list[tuple[str, str]]  # kind and name
    features: list[str]
    has_cdylib: bool
    debug_assertions: bool


class ScriptUnit(UnitRow):
    """A unit that runs a build script."""

    run: ScriptRun


class FileAttributes(TypedDict):
    """The files that a unit sees: store path, directory of the package, level.

    ``script`` is the output of the run of the package's build script, or "". ``writers`` are the packages of the
    workspace that the unit depends on and that have a build script: pairs of a name and the output of the script's run.
    """

    packageName: str
    member: bool
    src: str
    manifestDir: str
    level: str
    narrowed: str
    script: NotRequired[str]
    writers: NotRequired[list[tuple[str, str]]]


class PackageAttributes(FileAttributes):
    """The attributes of all units of a package."""

    packageVersion: str
    packageEnv: dict[str, str]
    configEnv: dict[str, str]
    dependencyEnv: dict[str, str]
    rustc: str
    cargo: str
    writable: bool


class CrateAttributes(PackageAttributes):
    """The attributes of a compiled crate. ``toLink`` and ``plugins`` are outputs of script runs."""

    unit: UnitRow
    cwd: str
    srcPath: str
    toLink: list[str]
    plugins: list[str]
    bins: dict[str, str]
    remap: list[list[str]]


class Extern(TypedDict):
    """A library of an ``--extern`` argument."""

    name: str
    options: str
    file: str
    where: Literal["own", "host"]


class LinkableFiles(TypedDict):
    """The libraries that rustc may open: for the unit's platform, and for the host."""

    own: list[str]
    host: list[str]


class RustcAttributes(CrateAttributes):
    """The attributes from which the command line of rustc is composed."""

    externs: list[Extern]
    closure: LinkableFiles
    incrementalDir: NotRequired[str]


class CompileAttributes(RustcAttributes):
    """The derivation of a compiled unit. ``archive`` is empty if ``src`` already exists."""

    archive: str
    inTarget: bool
    outputs: dict[str, str]


class ScriptAttributes(PackageAttributes):
    """The derivation of a run of a build script. ``links`` are pairs of a DEP_ name and an output of a script run.

    ``sources`` are the source trees in which the script, and the libraries that it links, were compiled.
    """

    unit: ScriptUnit
    cwd: str
    sources: list[str]
    rustdoc: str
    program: str
    links: list[tuple[str, str]]
    plugins: list[str]
    cfg: list[str]
    outputs: dict[str, str]
