"""Cargo's resolution of features for a build, from the manifests: which features of each package are on.

The features of a package for the host (build scripts, proc-macros and their dependencies) and of the package for the
platform are resolved separately, as by Cargo's resolvers 2 and 3. Resolver 1 turns on at least these features.

Source: Cargo book, "Features" and "Resolver"; core/resolver/features.rs.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cargo_nix.cargo import Answers, WirePackage, WirePackageDependency
from cargo_nix.units.cfg import cfg_matches
from cargo_nix.units.manifest import read_manifest, table_at

__all__ = ["Entry", "FeatureResolver", "PackageFeatures", "Side"]

_LIBRARY = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"})
Side = tuple[str, bool]
"""The id of a package, and whether the package is for the host."""
Entry = tuple[WirePackageDependency, str]
"""A dependency of a manifest, and the id of the package behind it."""


@dataclass(slots=True)
class PackageFeatures:
    """The features of ``package`` that are on.

    ``entries``: the dependencies for the platform. ``names``: the features.
    ``optional``: the names of optional dependencies that are on. ``requests``: features of dependencies, by name.
    """

    package: WirePackage
    entries: tuple[Entry, ...]
    names: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)
    requests: dict[str, set[str]] = field(default_factory=dict)

    def has_active(self, dependency: WirePackageDependency) -> bool:
        """Return whether ``dependency`` is not optional, or on."""
        return not dependency.optional or _name(dependency) in self.optional

    def add(self, names: Iterable[str]) -> bool:
        """Turn on the features ``names``, as far as the package has them; return whether anything changed."""
        waiting = [name for name in names if name in self.package.features and name not in self.names]
        changed = bool(waiting)
        while waiting:
            name = waiting.pop()
            if name in self.names:
                continue
            self.names.add(name)
            for value in self.package.features[name]:
                waiting += self._turn_on(value)
        return changed

    def requests_of(self, dependency: WirePackageDependency) -> Iterator[str]:
        """Yield the features that the package requests of ``dependency``."""
        yield from dependency.features
        if dependency.uses_default_features:
            yield "default"
        yield from self.requests.get(_name(dependency), ())

    def _turn_on(self, value: str) -> Iterator[str]:
        """Count ``value``, a value in the table of features, and yield the features that ``value`` turns on."""
        dependency, slash, feature = value.partition("/")
        if not slash:
            if value.startswith("dep:"):
                self.optional.add(value.removeprefix("dep:"))
            elif value in self.package.features:
                yield value
            return
        # `x?/feature` does not turn on the dependency `x`.
        name = dependency.removesuffix("?")
        self.requests.setdefault(name, set()).add(feature)
        is_optional = any(entry.optional and _name(entry) == name for entry, _to in self.entries)
        if not dependency.endswith("?") and is_optional:
            self.optional.add(name)
            if name in self.package.features:
                yield name


class FeatureResolver:
    """The resolution of features in one workspace.

    ``is_exact``: whether Cargo resolves as this class. Otherwise the result is a lower bound: for resolver 1, for
    artifact dependencies, for `resolver.feature-unification`, and if an entry of a manifest could be two packages.
    """

    def __init__(self, answers: Answers) -> None:
        """Take Cargo's answers. The metadata has the manifests, and the cfg decides about their platforms."""
        self.packages = {package.id: package for package in answers.metadata.packages}
        self.is_exact = (
            _separates_hosts(Path(answers.metadata.workspace_root))
            and "feature-unification" not in table_at(answers.config, "resolver")
            and not any(entry.artifact for package in answers.metadata.packages for entry in package.dependencies)
        )
        self._platforms = {
            is_host: (answers.host if platform is None else platform, answers.cfg[platform])
            for is_host, platform in ((True, None), (False, answers.target))
        }
        self._nodes = {node.id: node.deps for node in answers.metadata.resolve.nodes}
        self._matches: dict[tuple[str, bool], bool] = {}
        self._entries: dict[Side, tuple[Entry, ...]] = {}
        self._macros = {
            package.id for package in answers.metadata.packages if any("proc-macro" in t.kind for t in package.targets)
        }

    def side_of(self, package: str, dependency: WirePackageDependency, *, is_host: bool) -> Side:
        """Return the side of ``package`` behind ``dependency`` of a package for the host or not."""
        return package, is_host or dependency.kind == "build" or package in self._macros

    def entries_of(self, side: Side) -> tuple[Entry, ...]:
        """Return the dependencies of ``side`` for its platform, without dev-dependencies."""
        if side not in self._entries:
            package, is_host = side
            pairs = (
                (entry, self._package_of(package, entry))
                for entry in self.packages[package].dependencies
                if entry.kind != "dev" and self._is_active(entry, is_host=is_host or entry.kind == "build")
            )
            self._entries[side] = tuple((entry, to) for entry, to in pairs if to is not None)
        return self._entries[side]

    def resolve(self, roots: Mapping[str, Iterable[str]]) -> dict[Side, PackageFeatures]:
        """Return the features of all packages below ``roots``: ids of packages with the features that are asked for.

        ``default`` is the name of the default features.
        """
        resolved: dict[Side, PackageFeatures] = {}
        waiting: list[tuple[Side, Iterable[str]]] = []
        for package, names in roots.items():
            waiting.append(((package, False), names))
            # A selected package with a proc-macro, or an example that is one, counts for both sides.
            if any("proc-macro" in target.crate_types for target in self.packages[package].targets):
                waiting.append(((package, True), names))
        while waiting:
            side, names = waiting.pop()
            features = resolved.get(side)
            is_new = features is None
            if features is None:
                features = resolved[side] = PackageFeatures(self.packages[side[0]], self.entries_of(side))
            if not features.add(names) and not is_new:
                continue
            for entry, to in features.entries:
                if features.has_active(entry):
                    to_side = self.side_of(to, entry, is_host=side[1])
                    known, requests = resolved.get(to_side), set(features.requests_of(entry))
                    if known is None or not requests <= known.names:
                        waiting.append((to_side, requests))
        return resolved

    def _package_of(self, package: str, entry: WirePackageDependency) -> str | None:
        """Return the id of the package behind ``entry``, None if no feature of the workspace turns the entry on."""
        nodes = [node for node in self._nodes.get(package, ()) if self.packages[node.pkg].name == entry.name]
        if len(nodes) > 1:
            nodes = [
                node for node in nodes if (entry.kind, entry.target) in {(k.kind, k.target) for k in node.dep_kinds}
            ]
        if len(nodes) > 1:
            nodes = [node for node in nodes if node.name == (entry.rename or self._library(node.pkg)).replace("-", "_")]
        if len(nodes) > 1:
            self.is_exact = False
        return nodes[0].pkg if nodes else None

    def _library(self, package: str) -> str:
        return next((t.name for t in self.packages[package].targets if _LIBRARY.intersection(t.kind)), "")

    def _is_active(self, entry: WirePackageDependency, *, is_host: bool) -> bool:
        if entry.target is None:
            return True
        triple, cfg = self._platforms[is_host]
        key = entry.target, is_host
        if key not in self._matches:
            is_cfg = entry.target.startswith("cfg(")
            self._matches[key] = cfg_matches(entry.target, cfg) if is_cfg else entry.target == triple
        return self._matches[key]


def _name(dependency: WirePackageDependency) -> str:
    return dependency.rename or dependency.name


def _separates_hosts(root: Path) -> bool:
    """Return whether the workspace in ``root`` has resolver 2 or later: named, or the default of the root's edition.

    Source: Cargo book, "Resolver versions".
    """
    manifest = read_manifest(root / "Cargo.toml", "Cargo.toml")
    workspace, package = (table_at(manifest, name) for name in ("workspace", "package"))
    resolver = workspace.get("resolver", package.get("resolver"))
    if resolver is not None:
        return resolver != "1"
    edition = package.get("edition")
    if isinstance(edition, Mapping):
        edition = table_at(workspace, "package").get("edition")
    return isinstance(edition, str) and edition >= "2021"
