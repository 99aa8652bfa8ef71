"""Source ids: where a locked package comes from, in the spellings of the lock file, cargo metadata and the unit graph.

The three differ for git references with characters that a URL escapes (cargo 1.97.1, branch ``a/b``): a version 4
lock file and the unit graph say ``?branch=a%2Fb``, an older lock file and cargo metadata ``?branch=a/b``.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote_plus, unquote_plus

__all__ = ["GitSource", "ReferenceKind", "RegistrySource", "SourceId", "parse_source_id"]

ReferenceKind = Literal["default", "branch", "tag", "rev"]

_DEFAULT_INDEX = "crates.io-index"
_LOWERED_HOST = "//github.com/"
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
_REFERENCE_KINDS: dict[str, ReferenceKind] = {
    "": "default",
    "branch": "branch",
    "ref": "branch",  # as Cargo spelled it in its first years
    "tag": "tag",
    "rev": "rev",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RegistrySource:
    """A registry, named by its index."""

    raw: str
    """As the lock file spells it, ``registry+URL`` or ``sparse+URL``."""
    protocol: Literal["registry", "sparse"]
    url: str
    """The index, without the protocol."""

    @property
    def is_default(self) -> bool:
        """Whether this is the registry that Cargo uses when a manifest names none."""
        return self.url.rstrip("/").rpartition("/")[2] == _DEFAULT_INDEX

    @property
    def without_rev(self) -> str:
        """The lock file's spelling; a registry has no revision."""
        return self.raw

    @property
    def spec(self) -> str:
        """The spelling of the unit graph, up to the ``#``."""
        return self.raw

    @property
    def metadata_source(self) -> str:
        """The ``source`` of the package in ``cargo metadata``."""
        return self.raw

    @property
    def identity(self) -> tuple[str, ...]:
        """What two sources share that are one to Cargo (``SourceId``'s ``Eq``)."""
        return (self.protocol, _canonical_url(self.url))


@dataclass(frozen=True, kw_only=True, slots=True)
class GitSource:
    """A commit of a git repository, and the reference that led to it."""

    raw: str
    """As the lock file spells it, ``git+URL?branch=NAME#COMMIT``."""
    url: str
    """The repository, without reference and commit."""
    reference_kind: ReferenceKind
    reference_name: str
    """Decoded; empty for the default branch."""
    rev: str
    """The locked commit, in full; empty in a dependency's reference, which names none."""

    @property
    def without_rev(self) -> str:
        """The lock file's spelling up to the ``#``."""
        return self.raw[: len(self.raw) - len(self.rev) - 1] if self.rev else self.raw

    @property
    def spec(self) -> str:
        """The spelling of the unit graph, up to the ``#``."""
        # What `form_urlencoded` leaves as it is: letters, digits and "*-._"; quote_plus would keep "~" as well.
        return self._spell(quote_plus(self.reference_name, safe="*").replace("~", "%7E"))

    @property
    def metadata_source(self) -> str:
        """The ``source`` of the package in ``cargo metadata``."""
        return f"{self._spell(self.reference_name)}#{self.rev}"

    @property
    def identity(self) -> tuple[str, ...]:
        """What two sources share that are one to Cargo (``SourceId``'s ``Eq``): all but the commit."""
        return ("git", _canonical_url(self.url), self.reference_kind, self.reference_name)

    def _spell(self, name: str) -> str:
        return f"git+{self.url}" if self.reference_kind == "default" else f"git+{self.url}?{self.reference_kind}={name}"


SourceId = RegistrySource | GitSource


def parse_source_id(raw: str, *, encoded: bool) -> SourceId | None:
    """Return the source that ``raw`` names, or None if it is none that a lock file may hold.

    ``encoded`` is whether the reference is URL-encoded: it is in version 4 of the lock file and in the unit graph,
    it is not in older versions and in ``cargo metadata``.

    Source: The Cargo Book, "Package ID Specifications"; ``SourceId::from_url`` in Cargo's ``core/source_id.rs``.
    """
    protocol, plus, url = raw.partition("+")
    if not plus or "://" not in url:
        return None
    match protocol:
        case "registry" | "sparse":
            return RegistrySource(raw=raw, protocol=protocol, url=url)
        case "git":
            return _parse_git(raw, url, encoded=encoded)
        case _:
            return None


def _parse_git(raw: str, url: str, *, encoded: bool) -> GitSource | None:
    # From the right: where references are not encoded, a tag may hold a "#".
    base, _, rev = url.rpartition("#")
    if _COMMIT.fullmatch(rev) is None:
        base, rev = url, ""
    repository, question_mark, query = base.partition("?")
    kind, _, name = query.partition("=")
    reference_kind = _REFERENCE_KINDS.get(kind)
    if reference_kind is None or (question_mark and not name):
        return None
    return GitSource(
        raw=raw,
        url=repository,
        reference_kind=reference_kind,
        reference_name=unquote_plus(name) if encoded else name,
        rev=rev,
    )


def _canonical_url(url: str) -> str:
    """Return one spelling for all that Cargo takes for the same repository (``CanonicalUrl``)."""
    canonical = url.rstrip("/")
    if _LOWERED_HOST in canonical:
        canonical = "https:" + canonical[canonical.index(_LOWERED_HOST) :].lower()
    return canonical.removesuffix(".git")
