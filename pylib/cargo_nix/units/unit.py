"""Data classes of units and packages. Only ``Package.manifest_path`` is an absolute path."""

from dataclasses import dataclass

from cargo_nix.cargo import WireProfile

__all__ = ["LINKABLE", "Artifact", "Edge", "Lto", "Package", "Target", "Unit"]

# Crate types that rustc accepts for --extern (core/compiler/crate_type.rs, CrateType::is_linkable).
LINKABLE = frozenset({"lib", "rlib", "dylib", "proc-macro"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """An artifact dependency of a manifest on the package ``name`` (docs/conformance.md, S35).

    ``rename``: the manifest's own name for the dependency.
    ``scope``: ``dev``, ``build`` or None.
    ``kinds``: ``bin``, ``bin:name``, ``cdylib`` or ``staticlib``.
    """

    name: str
    rename: str | None
    scope: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """A package of the graph.

    ``id``: Cargo's package id without the path of the checkout: ``registry+URL#name@version``,
    ``git+URL?ref#sha#name@version`` or ``path+DIRECTORY#name@version``.
    ``directory``: the directory of a path package from the root of the source ("" is the root), else None.
    ``subdirectory``: the directory of a git package in its repository.
    ``declared_features``: all features, for ``--check-cfg``.
    ``targets``: pairs of kind and name.
    ``no_harness``: the same pairs, for targets with ``harness = false``.
    ``sources``: kind, name and source of each target of a path package.
    ``artifacts``: the dependencies with ``artifact``.
    ``names_library``: whether ``[lib]`` has a ``name``.
    """

    id: str
    name: str
    version: str
    source: str | None
    directory: str | None
    subdirectory: str
    manifest_path: str
    links: str | None
    rust_version: str | None
    member: bool
    env: tuple[tuple[str, str], ...]
    lints: tuple[str, ...]
    declared_features: tuple[str, ...]
    targets: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    has_cdylib: bool
    no_harness: tuple[tuple[str, str], ...]
    artifacts: tuple[Artifact, ...]
    names_library: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """A target.

    ``kind``: lib, bin, example, test, bench, custom-build or proc-macro.
    ``src_path``: a path from the directory of the package.
    """

    kind: str
    crate_types: tuple[str, ...]
    name: str
    src_path: str
    edition: str

    @property
    def crate_name(self) -> str:
        """The name for ``--crate-name``."""
        return self.name.replace("-", "_")

    @property
    def is_lib(self) -> bool:
        """Whether the target is the library of the package; a proc-macro is a library."""
        return self.kind in {"lib", "proc-macro"}

    @property
    def is_linkable(self) -> bool:
        """Whether a dependent can link the target (core/manifest.rs, Target::is_linkable)."""
        return self.is_lib and any(crate_type in LINKABLE for crate_type in self.crate_types)

    @property
    def for_host(self) -> bool:
        """Whether the target always runs on the host (core/manifest.rs, Target::for_host)."""
        return self.kind == "custom-build" or self.is_proc_macro

    @property
    def is_proc_macro(self) -> bool:
        """Whether rustc loads the target as a proc-macro; an example can be one (util/toml/targets.rs, configure)."""
        return "proc-macro" in self.crate_types


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A dependency on the unit with the index ``unit``; sources use ``extern_crate_name``."""

    unit: int
    extern_crate_name: str
    noprelude: bool
    public: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lto:
    """The LTO of a unit, with the names of Cargo's enum ``Lto`` (core/compiler/lto.rs).

    ``kind``: run, off, only-bitcode, only-object or object-and-bitcode.
    ``run``: the value of ``-C lto=…``, None for ``-C lto``.
    """

    kind: str
    run: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit.

    ``package``: an index of packages.
    ``platform``: a triple, None for the host.
    ``edges``: dependencies, as indices of the same list of units.
    ``checks_test``: whether a unit of mode ``check`` is a test.
    """

    package: int
    target: Target
    profile: WireProfile
    platform: str | None
    mode: str
    features: tuple[str, ...]
    edges: tuple[Edge, ...]
    checks_test: bool = False

    @property
    def is_run(self) -> bool:
        """Whether the unit runs a build script."""
        return self.mode == "run-custom-build"

    @property
    def is_test(self) -> bool:
        """Whether rustc compiles the unit with ``--test`` or ``--cfg test``."""
        return self.mode == "test" or self.checks_test
