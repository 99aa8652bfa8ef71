"""Laws: what is written is read back, and no text makes the parser raise anything but its stage's error."""

from contextlib import suppress
from typing import Literal
from urllib.parse import quote_plus

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.errors import LockfileError
from cargo_nix.lockfile import GitSource, LockedPackage, Lockfile, PackageKey, RegistrySource, SourceId, parse_lockfile

KINDS: tuple[Literal["default", "branch", "tag", "rev"], ...] = ("default", "branch", "tag", "rev")
INDEX = "https://github.com/rust-lang/crates.io-index"
names = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
versions = st.from_regex(r"[0-9]\.[0-9]\.[0-9](-rc\.1)?(\+meta)?", fullmatch=True)
shas = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
commits = st.from_regex(r"[0-9a-f]{40}", fullmatch=True)
reference_names = st.from_regex(r"[a-z0-9/+%#&._=-]{1,12}", fullmatch=True)


def encode(name: str, version: int) -> str:
    return quote_plus(name, safe="*") if version == 4 else name


@st.composite
def sources(draw: st.DrawFn, version: int) -> SourceId | None:
    match draw(st.sampled_from(["path", "registry", "sparse", "git"])):
        case "registry":
            return RegistrySource(raw=f"registry+{INDEX}", protocol="registry", url=INDEX)
        case "sparse":
            url = "https://example.org/index/"
            return RegistrySource(raw=f"sparse+{url}", protocol="sparse", url=url)
        case "git":
            kind = draw(st.sampled_from(KINDS))
            name = "" if kind == "default" else draw(reference_names)
            query = "" if kind == "default" else f"?{kind}={encode(name, version)}"
            url, rev = f"https://example.org/{draw(names)}", draw(commits)
            raw = f"git+{url}{query}#{rev}"
            return GitSource(raw=raw, url=url, reference_kind=kind, reference_name=name, rev=rev)
        case _:
            return None


@st.composite
def lockfiles(draw: st.DrawFn, version: int) -> Lockfile:
    keys: dict[PackageKey, tuple[SourceId | None, str | None]] = {}
    for name, number in draw(st.lists(st.tuples(names, versions), max_size=6)):
        source = draw(sources(version))
        key = PackageKey(name, number, source.without_rev if source else "")
        keys[key] = (source, draw(shas) if isinstance(source, RegistrySource) else None)
    edges = st.lists(st.sampled_from(sorted(keys)), unique=True) if keys else st.just([])
    packages = [
        LockedPackage(
            name=key.name,
            version=key.version,
            source=source,
            checksum=checksum,
            dependencies=tuple(sorted(draw(edges))),
            replace=None,
        )
        for key, (source, checksum) in sorted(keys.items())
    ]
    return Lockfile(version=version, packages=tuple(packages))


def write(lockfile: Lockfile) -> str:
    """Spell a lock file as Cargo does, references as short as they may be (``EncodeState``)."""
    entries: list[dict[str, object]] = []
    checksums = {}
    for package in lockfile.packages:
        entry: dict[str, object] = {"name": package.name, "version": package.version}
        if package.source:
            entry["source"] = package.source.raw
        if package.checksum and lockfile.version > 1:
            entry["checksum"] = package.checksum
        if package.dependencies:
            entry["dependencies"] = [refer(key, lockfile) for key in package.dependencies]
        if package.source and lockfile.version == 1:
            checksums[f"checksum {refer(package.key, lockfile)}"] = package.checksum or "<none>"
        entries.append(entry)
    number = {"version": lockfile.version} if lockfile.version > 2 else {}
    metadata = {"metadata": checksums} if checksums else {}
    return tomli_w.dumps({**number, "package": entries, **metadata})


def refer(key: PackageKey, lockfile: Lockfile) -> str:
    source = lockfile.by_key()[key].source
    if lockfile.version == 1:
        return f"{key.name} {key.version}" + (f" ({source.raw})" if source else "")
    same_name = [package for package in lockfile.packages if package.name == key.name]
    if len({package.version for package in same_name}) == 1 and len(same_name) == 1:
        return key.name
    if len([package for package in same_name if package.version == key.version]) == 1 or not key.source:
        return f"{key.name} {key.version}"
    return str(key)


@given(st.integers(1, 4).flatmap(lockfiles))
def test_round_trip(lockfile: Lockfile) -> None:
    read = parse_lockfile(write(lockfile))
    assert read.packages == lockfile.packages
    # A lock file that holds nothing of version 2 is taken for version 1, by Cargo as well.
    assert read.version == lockfile.version or (lockfile.version, read.version) == (2, 1)


@given(st.integers(1, 4).flatmap(lockfiles))
def test_order_of_entries_does_not_matter(lockfile: Lockfile) -> None:
    reverse = Lockfile(version=lockfile.version, packages=lockfile.packages[::-1])
    assert parse_lockfile(write(reverse)).packages == lockfile.packages


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(LockfileError):
        parse_lockfile(text)


scalars = st.none() | st.booleans() | st.integers(0, 6) | st.text(max_size=5) | st.sampled_from(["a", "a 1", "a 1 ("])
tables = st.dictionaries(
    st.sampled_from(["name", "version", "source", "checksum", "dependencies", "replace", "checksum a 1", "unused"]),
    (scalars | st.lists(scalars, max_size=2)).filter(lambda value: value is not None and value != [None]),
)
documents = st.dictionaries(
    st.sampled_from(["version", "package", "root", "metadata", "patch"]),
    st.integers(0, 6) | tables | st.lists(tables, max_size=3),
)


def _without_none(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_none(item) for item in value if item is not None]
    return value


@given(documents)
def test_any_document_is_read_or_refused(document: dict[str, object]) -> None:
    clean = _without_none(document)
    assert isinstance(clean, dict)
    with suppress(LockfileError):
        parse_lockfile(tomli_w.dumps(clean))
