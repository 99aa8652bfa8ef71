"""Read the packages of Cargo.lock, versions 1 to 4, with their sources.

Planning and ``cargo-nix git-hashes`` need no other part of the file. Cargo itself checks references and checksums with
``--locked``, and nixlib/crates reads the checksums.
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
# Old versions of Cargo wrote `ref` for `branch`.
_REFERENCE_KINDS = {"branch": "branch", "ref": "branch", "tag": "tag", "rev": "rev"}
_POSITION = re.compile(r" \(at line (\d+), column (\d+)\)$")
_GENERATE = "cargo generate-lockfile"


class GitCommit(NamedTuple):
    """A commit of a git repository."""

    url: str
    """The URL of the repository, without branch, tag or revision."""
    rev: str
    """The complete hash of the commit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedSource:
    """The source of a locked package."""

    raw: str
    """The text in Cargo.lock: ``registry+URL``, ``sparse+URL`` or ``git+URL?branch=NAME#COMMIT``."""
    metadata_source: str
    """The text in ``cargo metadata``. The name of a branch or tag is not URL-encoded."""
    commit: GitCommit | None
    """The commit of a git source, None for a registry."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedPackage:
    """A table ``[[package]]``."""

    name: str
    version: str
    source: LockedSource | None
    """None for members and path dependencies."""


def parse_lockfile(text: str, *, file: str = "Cargo.lock") -> tuple[LockedPackage, ...]:
    """Return the packages of the lock file with the content ``text``, in the order of the file.

    ``file`` is the name of the lock file in errors.

    Raises ``LockfileError`` if the text is not TOML, if the version is unknown, or if a package has no name, no version
    or an invalid source.

    Source: core/resolver/encode.rs, ``into_resolve`` (docs/conformance.md, S39).
    """
    document = _parse_toml(text, file)
    version = document.get("version")
    # In Python, a boolean is an integer.
    if version not in _VERSIONS or isinstance(version, bool):
        raise LockfileError(
            problem=f"the lock file has the unknown version {version}",
            place=f"{file}: version",
            expected="3 or 4, or no `version` in a file of version 1 or 2",
            came=repr(version),
            ways_out=(
                "use a release of cargo-nix that knows this version",
                "remove the lock file and run `cargo generate-lockfile` with a stable cargo",
            ),
        )
    packages = document.get("package", [])
    if not isinstance(packages, list) or not all(isinstance(package, dict) for package in packages):
        raise LockfileError(
            problem="`package` is not a list of tables",
            place=f"{file}: package",
            expected="[[package]] tables",
            ways_out=(_GENERATE,),
        )
    encoded = version == _URL_ENCODED
    return tuple(
        _parse_package(package, f"{file}: package[{index}]", encoded=encoded) for index, package in enumerate(packages)
    )


def _parse_package(table: dict[str, object], location: str, *, encoded: bool) -> LockedPackage:
    name = _get_text(table, "name", location)
    location = f'{location} "{name}"'
    version = _get_text(table, "version", location)
    if "source" not in table:
        return LockedPackage(name=name, version=version, source=None)
    raw = _get_text(table, "source", location)
    source = _parse_source(raw, encoded=encoded)
    if source is None:
        raise LockfileError(
            problem="the source is not valid in a lock file",
            place=f"{location}.source",
            expected="`registry+URL`, `sparse+URL` or `git+URL?branch=NAME#COMMIT`, the commit in full",
            came=raw,
            ways_out=(_GENERATE,),
        )
    return LockedPackage(name=name, version=version, source=source)


def _get_text(table: dict[str, object], key: str, location: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise LockfileError(
            problem=f"`{key}` is missing",
            place=f"{location}.{key}",
            expected="a string",
            came="" if value is None else repr(value),
            ways_out=(_GENERATE,),
        )
    return value


def _parse_source(raw: str, *, encoded: bool) -> LockedSource | None:
    """Return the source for the text ``raw``, or None if the text is no source.

    ``encoded`` tells whether branch and tag are URL-encoded.

    Source: core/source_id.rs, ``SourceId::from_url``.
    """
    protocol, _plus, url = raw.partition("+")
    if "://" not in url:
        return None
    if protocol in {"registry", "sparse"}:
        return LockedSource(raw=raw, metadata_source=raw, commit=None)
    # The search starts at the right end, because a tag that is not URL-encoded may contain "#".
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
    # tomli raises its own ValueError, and lets errors of Python's limits on digits and recursion pass.
    except (ValueError, RecursionError) as error:
        message = str(error)
        location, excerpt = file, ""
        if (position := _POSITION.search(message)) is not None:
            # tomli counts lines after it has replaced "\r\n" with "\n". Columns start at 1.
            line, column = int(position[1]), int(position[2])
            location = f"{file}:{line}:{column}"
            excerpt = text.replace("\r\n", "\n").split("\n")[line - 1] + f"\n{' ' * (column - 1)}^"
        raise LockfileError(
            problem="the lock file is not TOML",
            place=location,
            came=_POSITION.sub("", message),
            excerpt=excerpt,
            ways_out=(
                "if a merge left conflict markers, take one side whole, then `cargo update --workspace`",
                _GENERATE,
            ),
        ) from error
