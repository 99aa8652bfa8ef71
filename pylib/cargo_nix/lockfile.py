"""Cargo.lock, versions 1 to 4 -> its packages with their sources.

Planning and ``cargo-nix git-hashes`` need no more of the file than this. References between packages and checksums are
left to Cargo, which reads the same file with ``--locked``, and to nixlib/crates.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_plus

import tomli

from cargo_nix.errors import LockfileError

__all__ = ["GitCommit", "LockedPackage", "LockedSource", "parse_lockfile"]

_URL_ENCODED = 4
_VERSIONS = (None, 3, _URL_ENCODED)
_COMMIT = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")
# In its first years Cargo wrote `ref` for `branch`.
_REFERENCE_KINDS = {"branch": "branch", "ref": "branch", "tag": "tag", "rev": "rev"}
_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_GENERATE = "cargo generate-lockfile"


class GitCommit(NamedTuple):
    """A commit of a git repository."""

    url: str
    """The repository, without branch, tag or revision."""
    rev: str
    """The commit, in full."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedSource:
    """Where a locked package comes from."""

    raw: str
    """The spelling of Cargo.lock: ``registry+URL``, ``sparse+URL`` or ``git+URL?branch=NAME#COMMIT``."""
    metadata_source: str
    """The spelling of ``cargo metadata``, which encodes no character of a branch or tag."""
    commit: GitCommit | None
    """None for a registry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedPackage:
    """One ``[[package]]``."""

    name: str
    version: str
    source: LockedSource | None
    """None for a path package, be it a member of the workspace or not."""


def parse_lockfile(text: str, *, file: str = "Cargo.lock") -> tuple[LockedPackage, ...]:
    """Return the packages of the lock file whose content is ``text``, in its order; ``file`` is its name in errors.

    Raises ``LockfileError`` if the text is not TOML or of a version after 4, or if a package has no name, no version or
    a source that Cargo does not write.

    Source: Cargo's core/resolver/encode.rs, ``EncodableResolve::into_resolve``.
    """
    document = _parse_toml(text, file)
    version = document.get("version")
    # To Python a boolean is an integer.
    if version not in _VERSIONS or isinstance(version, bool):
        raise LockfileError(
            problem=f"the lock file is of version {version}, which is not known",
            place=f"{file}: version",
            expected="3 or 4, or no such line, as in versions 1 and 2",
            came=repr(version),
            ways_out=(
                "use a release of cargo-nix that knows this version",
                "remove the lock file and run `cargo generate-lockfile` with a stable cargo",
            ),
        )
    packages = document.get("package", [])
    if not isinstance(packages, list) or not all(isinstance(package, dict) for package in packages):
        raise LockfileError(
            problem="`package` holds more than tables",
            place=f"{file}: package",
            expected="[[package]] tables",
            ways_out=(_GENERATE,),
        )
    encoded = version == _URL_ENCODED
    return tuple(
        _parse_package(package, f"{file}: package[{index}]", encoded=encoded) for index, package in enumerate(packages)
    )


def _parse_package(table: dict[str, object], place: str, *, encoded: bool) -> LockedPackage:
    name = _get_text(table, "name", place)
    place = f'{place} "{name}"'
    version = _get_text(table, "version", place)
    if "source" not in table:
        return LockedPackage(name=name, version=version, source=None)
    raw = _get_text(table, "source", place)
    source = _parse_source(raw, encoded=encoded)
    if source is None:
        raise LockfileError(
            problem="the source is none that a lock file may hold",
            place=f"{place}.source",
            expected="`registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full",
            came=raw,
            ways_out=(_GENERATE,),
        )
    return LockedPackage(name=name, version=version, source=source)


def _get_text(table: dict[str, object], key: str, place: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise LockfileError(
            problem=f"`{key}` is missing",
            place=f"{place}.{key}",
            expected="a string",
            came="" if value is None else repr(value),
            ways_out=(_GENERATE,),
        )
    return value


def _parse_source(raw: str, *, encoded: bool) -> LockedSource | None:
    """Return the source that ``raw`` names, or None; ``encoded`` is whether its branch or tag is URL-encoded.

    Source: Cargo's core/source_id.rs, ``SourceId::from_url``.
    """
    protocol, _plus, url = raw.partition("+")
    if "://" not in url:
        return None
    if protocol in {"registry", "sparse"}:
        return LockedSource(raw=raw, metadata_source=raw, commit=None)
    # From the right: where references are not encoded, a tag may hold a "#".
    location, _hash, rev = url.rpartition("#")
    if protocol != "git" or _COMMIT.fullmatch(rev) is None:
        return None
    repository, _mark, query = location.partition("?")
    key, _equals, name = query.partition("=")
    if query and (key not in _REFERENCE_KINDS or not name):
        return None
    reference = f"?{_REFERENCE_KINDS[key]}={unquote_plus(name) if encoded else name}" if query else ""
    return LockedSource(
        raw=raw, metadata_source=f"git+{repository}{reference}#{rev}", commit=GitCommit(url=repository, rev=rev)
    )


def _parse_toml(text: str, file: str) -> dict[str, object]:
    text = text.removeprefix("\ufeff")
    try:
        return tomli.loads(text)
    # Besides its own error, a ValueError too, tomli lets through Python's limits on digits and on recursion.
    except (ValueError, RecursionError) as error:
        message = str(error)
        place, excerpt = file, ""
        if (position := _POSITION.search(message)) is not None:
            # tomli counts lines as the "\n" of a text whose "\r\n" it has replaced; columns start at 1.
            line, column = int(position[1]), int(position[2])
            place = f"{file}:{line}:{column}"
            excerpt = text.replace("\r\n", "\n").split("\n")[line - 1] + f"\n{' ' * (column - 1)}^"
        raise LockfileError(
            problem="the lock file is not TOML",
            place=place,
            came=_POSITION.sub("", message),
            excerpt=excerpt,
            ways_out=(
                "if a merge left conflict markers, take one side whole, then `cargo update --workspace`",
                _GENERATE,
            ),
        ) from error
