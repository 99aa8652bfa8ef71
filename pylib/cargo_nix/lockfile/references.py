"""The references between locked packages: ``name``, ``name version`` or ``name version (source)``."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile.model import PackageKey
from cargo_nix.lockfile.source_id import SourceId, parse_source_id

__all__ = ["Index", "Reference", "parse_reference"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """One reference; what is None is left out because the rest tells enough, or because the package has no source."""

    name: str
    version: str | None
    source: SourceId | None


def parse_reference(text: str, *, encoded: bool) -> Reference | None:
    """Return the reference that ``text`` is, or None if it is none (``EncodablePackageId::from_str``)."""
    name, _, rest = text.partition(" ")
    version, _, source = rest.partition(" ")
    if not source:
        return Reference(name=name, version=version or None, source=None) if name else None
    if not (source.startswith("(") and source.endswith(")")):
        return None
    source_id = parse_source_id(source[1:-1], encoded=encoded)
    return None if source_id is None else Reference(name=name, version=version, source=source_id)


class Index:
    """The packages of one lock file, found by reference as Cargo finds them (``EncodableResolve::into_resolve``)."""

    def __init__(self, packages: Iterable[tuple[PackageKey, SourceId | None]]) -> None:
        self._by_name: dict[str, list[tuple[PackageKey, SourceId | None]]] = defaultdict(list)
        for key, source in packages:
            self._by_name[key.name].append((key, source))

    def find(self, reference: Reference) -> list[PackageKey]:
        """Return the packages that ``reference`` may mean: one if all is well."""
        found = [
            (key, source)
            for key, source in self._by_name.get(reference.name, [])
            if reference.version in (None, key.version)
        ]
        if reference.source is not None:
            wanted = reference.source.identity
            return [key for key, source in found if source is not None and source.identity == wanted]
        # A reference without source means the path package, which has none to name, if there is one.
        return [key for key, source in found if source is None] or [key for key, _ in found]

    def get(self, text: str, place: str, *, encoded: bool) -> PackageKey:
        """Return the package that the reference ``text`` means; raises `LockfileError` if it means none or several."""
        reference = parse_reference(text, encoded=encoded)
        if reference is None:
            raise LockfileError(
                problem=f"`{text}` is no reference to a package",
                place=place,
                expected="`name`, `name version` or `name version (source)`",
                ways_out=("cargo generate-lockfile",),
            )
        found = self.find(reference)
        if len(found) != 1:
            raise self._not_one(text, place, reference.name, found)
        return found[0]

    def _not_one(self, text: str, place: str, name: str, found: list[PackageKey]) -> LockfileError:
        near = found or [key for key, _ in self._by_name.get(self._nearest(name), [])]
        shown = ", ".join(f"`{key}`" for key in sorted(near))
        return LockfileError(
            problem=f"`{text}` may mean {len(found)} locked packages"
            if found
            else f"no locked package matches `{text}`",
            place=place,
            expected=f"one of {shown}" if found else "a package of the lock file" + (f", say {shown}" if near else ""),
            ways_out=("cargo update --workspace", "if a merge mixed two lock files, take one side whole first"),
        )

    def _nearest(self, name: str) -> str:
        if name in self._by_name:
            return name
        return next(iter(get_close_matches(name, sorted(self._by_name), n=1)), "")
