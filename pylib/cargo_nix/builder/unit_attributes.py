"""The attributes of a unit's derivation, as nixlib/units/mkUnit.nix writes them.

For the type checker: nothing imports this at run time.
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
    """A unit of the plan (plan/schema.py, ``PlanUnit``) without what became paths."""

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
    """What a run of a build script needs beside its unit (plan/schema.py, ``RunScript``)."""

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
    """The unit of a run of a build script."""

    run: ScriptRun


class FileAttributes(TypedDict):
    """Which files of its package a unit sees.

    ``script`` is the output of the run of the package's build script, or "". ``writers`` are the packages of the
    workspace that the unit depends on and that have a build script: a name, and the output of the script's run.
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
    """What all units of a package have."""

    packageVersion: str
    packageEnv: dict[str, str]
    configEnv: dict[str, str]
    dependencyEnv: dict[str, str]
    rustc: str
    cargo: str
    writable: bool


class CrateAttributes(PackageAttributes):
    """What is known of a crate that is compiled or run; ``toLink`` and ``plugins`` are outputs of script runs."""

    unit: UnitRow
    cwd: str
    srcPath: str
    toLink: list[str]
    plugins: list[str]
    bins: dict[str, str]
    remap: list[list[str]]


class Extern(TypedDict):
    """A library that rustc is told of by name."""

    name: str
    options: str
    file: str
    where: Literal["own", "host"]


class LinkableFiles(TypedDict):
    """The libraries that rustc may open: those for the unit's platform, and those for the host."""

    own: list[str]
    host: list[str]


class RustcAttributes(CrateAttributes):
    """What a compiler's command line is made of."""

    externs: list[Extern]
    closure: LinkableFiles
    incrementalDir: NotRequired[str]


class CompileAttributes(RustcAttributes):
    """The derivation of a unit that is compiled; ``archive`` is empty where ``src`` exists already."""

    archive: str
    inTarget: bool
    outputs: dict[str, str]


class ScriptAttributes(PackageAttributes):
    """The derivation of a run of a build script; ``links`` are DEP_ names with outputs of script runs.

    ``sources`` are the sources that the script, and the libraries which it links, were compiled with.
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
