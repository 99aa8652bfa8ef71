"""plan.json, field by field. Our own format: unknown fields are refused, and the version changes with the meaning.

Numbers in ``externs``, ``closure`` and their like are indices into ``units``; dependencies come first there.
"""

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["SCHEMA", "Extern", "PathOrigin", "Plan", "PlanPackage", "PlanUnit", "RunScript"]

SCHEMA = 1


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

    ``program`` is the unit that compiled it, ``program_file`` its file there. ``links`` are the package's direct
    dependencies with ``links``: DEP_ name and their run unit. ``cfg`` names a platform of the plan. ``profile_dir`` is
    the directory that Cargo names after the profile. ``targets`` and ``rust_version`` decide which directives are errors.
    """

    program: int
    program_file: str
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


class PlanPackage(_Plan):
    """A package: ``env`` is CARGO_PKG_*, the same for each of its units."""

    id: str
    name: str
    version: str
    links: str | None
    member: bool
    origin: PathOrigin
    env: dict[str, str]


class PlanUnit(_Plan):
    """A unit. ``name`` is the derivation's; ``args`` and ``args_after`` stand before and after the paths in argv.

    ``files`` is what rustc writes, ``linkable`` those of them that dependents link, ``products`` the names that Cargo
    gives them in the target directory. ``src_path`` starts at the workspace root for a path package, else at the package.
    ``kind`` and ``mode`` are Cargo's. ``to_link`` are the run units whose search paths rustc gets, in Cargo's
    order; ``plugins`` those of its proc-macros; ``script`` the package's own.
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
    bins: dict[str, int]
    run: RunScript | None


class Plan(_Plan):
    """The whole plan. ``inputs`` is the hash over what it was made from; nixlib compares it with the source."""

    schema_version: int = Field(alias="schema")
    cargo: str
    rustc: str
    inputs: str
    host: str
    target: str | None
    cfg: dict[str, list[str]]
    config_env: dict[str, str]
    packages: list[PlanPackage]
    units: list[PlanUnit]
    roots: list[int]
