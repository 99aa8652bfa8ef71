"""Cargo's JSON, field by field: ``cargo metadata`` (format version 1) and ``--unit-graph`` (version 1).

Unknown fields are ignored, because newer versions of Cargo add fields.
Source: Cargo book, "External tools" and "Unstable features: unit-graph"; core/compiler/unit_graph.rs.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "Metadata",
    "UnitGraph",
    "WireArtifact",
    "WireDependency",
    "WirePackage",
    "WirePackageDependency",
    "WireProfile",
    "WireTarget",
    "WireUnit",
]


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class WireTarget(_Wire):
    """A target of a package; ``src_path`` is absolute."""

    kind: tuple[str, ...]
    crate_types: tuple[str, ...]
    name: str
    src_path: str
    edition: str
    required_features: Annotated[tuple[str, ...], Field(alias="required-features")] = ()
    doctest: bool = False
    test: bool = False
    doc: bool = False


class WireArtifact(_Wire):
    """The artifacts that a manifest asks of a dependency: ``bin``, ``bin:name``, ``cdylib`` or ``staticlib``."""

    kinds: tuple[str, ...]


class WirePackageDependency(_Wire):
    """A dependency in a manifest; ``name`` is the package's name, ``rename`` the manifest's own name.

    ``kind`` is ``dev``, ``build`` or None. ``target`` is a triple or a
    ``cfg(…)``, None for all platforms. ``features`` are the requested features.
    """

    name: str
    rename: str | None = None
    kind: str | None = None
    target: str | None = None
    optional: bool = False
    uses_default_features: bool = True
    features: tuple[str, ...] = ()
    artifact: WireArtifact | None = None


class WirePackage(_Wire):
    """A package of ``cargo metadata``; ``features`` includes the implicit features of optional dependencies."""

    id: str
    name: str
    version: str
    source: str | None
    manifest_path: str
    authors: tuple[str, ...] = ()
    description: str | None = None
    homepage: str | None = None
    repository: str | None = None
    license: str | None = None
    license_file: str | None = None
    readme: str | None = None
    rust_version: str | None = None
    links: str | None = None
    features: dict[str, tuple[str, ...]] = {}
    dependencies: tuple[WirePackageDependency, ...] = ()
    targets: tuple[WireTarget, ...] = ()


class WireDependencyKind(_Wire):
    """Kind and target of entries of a manifest, as in `WirePackageDependency`."""

    kind: str | None = None
    target: str | None = None


class WireNodeDependency(_Wire):
    """A locked dependency: the id ``pkg``, and ``name``, the name in source code."""

    name: str
    pkg: str
    dep_kinds: tuple[WireDependencyKind, ...] = ()


class WireNode(_Wire):
    """The locked dependencies of the package ``id``, for all platforms."""

    id: str
    deps: tuple[WireNodeDependency, ...] = ()


class WireResolve(_Wire):
    """The locked dependencies of all packages."""

    nodes: tuple[WireNode, ...] = ()


class Metadata(_Wire):
    """The answer of ``cargo metadata``."""

    resolve: WireResolve = WireResolve()
    packages: tuple[WirePackage, ...]
    workspace_members: tuple[str, ...]
    workspace_root: str


class WireProfile(_Wire):
    """The profile of a unit. ``strip`` is ``{"resolved" | "deferred": "None" | {"Named": …}}``."""

    name: str
    opt_level: str
    lto: str
    codegen_backend: str | None = None
    codegen_units: int | None = None
    debuginfo: int | str | None = None
    split_debuginfo: str | None = None
    debug_assertions: bool
    overflow_checks: bool
    rpath: bool
    incremental: bool
    panic: str
    strip: dict[str, str | dict[str, str]]
    rustflags: tuple[str, ...] = ()


class WireDependency(_Wire):
    """An edge to the unit at ``index``. Cargo writes the last three fields only with nightly features."""

    index: int
    extern_crate_name: str
    public: bool = False
    noprelude: bool = False
    nounused: bool = False


class WireUnit(_Wire):
    """A unit; ``platform`` None is the host."""

    pkg_id: str
    target: WireTarget
    profile: WireProfile
    platform: str | None
    mode: Literal["build", "test", "check", "doc", "doctest", "docscrape", "run-custom-build"]
    features: tuple[str, ...]
    dependencies: tuple[WireDependency, ...]


class UnitGraph(_Wire):
    """The answer of ``cargo build --unit-graph``; ``roots`` are indices of ``units``."""

    version: Annotated[int, Field(ge=1, le=1)]
    units: tuple[WireUnit, ...]
    roots: tuple[int, ...]
