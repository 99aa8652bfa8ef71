"""Units and packages as the rest of the program sees them: no absolute path, no index of cargo's answer."""

from dataclasses import dataclass

from cargo_nix.cargo import WireProfile

__all__ = ["LINKABLE", "Artifact", "Edge", "Lto", "Package", "Target", "Unit"]

# Crate types that a dependent can link as an --extern (cargo core/compiler/crate_type.rs, is_linkable).
LINKABLE = frozenset({"lib", "rlib", "dylib", "proc-macro"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Artifact:
    """What a manifest wants built of the package ``name`` beside its library (reference S35).

    ``rename`` is the manifest's own name for it, ``scope`` is ``dev``, ``build`` or None, ``kinds`` are Cargo's.
    """

    name: str
    rename: str | None
    scope: str | None
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """A package of the graph.

    ``id`` is Cargo's package id made independent of the checkout: ``registry+URL#name@version``,
    ``git+URL?ref#sha#name@version`` or ``path+<directory from the workspace root>#name@version``.
    ``directory`` is that directory for a path package ("" is the root), None otherwise.
    ``subdirectory`` is where a git package lies in its repository.
    ``declared_features`` are all names that ``--check-cfg`` lists.
    ``targets`` and ``no_harness`` are pairs of kind and name; the latter are those with ``harness = false``.
    ``sources`` are kind, name and source of a path package's targets.
    ``artifacts`` are its dependencies with ``artifact``; ``names_library`` is whether ``[lib]`` has a ``name``.
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
    """A target; ``kind`` is one of lib, bin, example, test, bench, custom-build, proc-macro."""

    kind: str
    crate_types: tuple[str, ...]
    name: str
    src_path: str
    edition: str

    @property
    def crate_name(self) -> str:
        """The name as rustc takes it."""
        return self.name.replace("-", "_")

    @property
    def is_lib(self) -> bool:
        """Whether Cargo counts it as the package's library (a proc-macro is one)."""
        return self.kind in {"lib", "proc-macro"}

    @property
    def is_linkable(self) -> bool:
        """Whether a dependent links it (cargo core/manifest.rs, Target::is_linkable)."""
        return self.is_lib and any(crate_type in LINKABLE for crate_type in self.crate_types)

    @property
    def for_host(self) -> bool:
        """Whether it always runs on the building machine (cargo core/manifest.rs, Target::for_host)."""
        return self.kind == "custom-build" or self.is_proc_macro

    @property
    def is_proc_macro(self) -> bool:
        """Whether rustc loads it: an example can be such a library too (util/toml/targets.rs, configure)."""
        return "proc-macro" in self.crate_types


@dataclass(frozen=True, kw_only=True, slots=True)
class Edge:
    """A dependency on the unit at ``unit`` under the name that the source uses."""

    unit: int
    extern_crate_name: str
    noprelude: bool
    public: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lto:
    """What a unit's rustc must emit: ``kind`` is run, off, only-bitcode, only-object or object-and-bitcode."""

    kind: str
    run: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A compilation unit. ``platform`` None is the host; edges point into the same tuple of units.

    ``checks_test`` is whether a unit of mode ``check`` is that of a test.
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
        """Whether rustc compiles it with ``--test`` or ``--cfg test``."""
        return self.mode == "test" or self.checks_test
