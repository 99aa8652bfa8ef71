"""Archives of crates: what is unpacked, what planning reads, and one message for each archive that Cargo refuses."""

import gzip
import io
import tarfile
import tempfile
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.builder import crate_archive as shared_crate_archive
from cargo_nix.crates.crate_manifest import main as write_manifests
from support.random_inputs import count_inputs, examples
from support.standalone import standalone_module

# The builder imports these two when it needs them.
crate_archive, _message, unpack_crate = map(standalone_module, ("crate_archive", "message", "unpack_crate"))

Entry = tuple[tarfile.TarInfo, bytes]
MANIFEST = b'[package]\nname = "x"\nversion = "1.0.0"\n'
MESSAGE = "error: the archive of x-1.0.0 cannot be "


def _entry(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = "", mode: int = 0o644) -> Entry:
    entry = tarfile.TarInfo(name)
    entry.size, entry.type, entry.linkname, entry.mode = len(data), kind, link, mode
    return entry, data


def _tar(entries: Iterable[Entry]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for entry, data in entries:
            tar.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


CRATE = [_entry("x-1.0.0/Cargo.toml", MANIFEST), _entry("x-1.0.0/src/lib.rs", b"fn f() {}\n")]


def _gz(*entries: Entry) -> bytes:
    return gzip.compress(_tar([*CRATE, *entries]), mtime=0)


def _unpack(folder: Path, data: bytes) -> dict[str, bytes] | str:
    """Return the files of the unpacked crate, or the message."""
    archive = folder / "0000-crate-x-1.0.0.tar.gz"
    archive.write_bytes(data)
    try:
        unpack_crate.unpack_archive(str(archive), str(folder / "out"))
    except SystemExit as error:
        return str(error)
    paths = (path for path in (folder / "out").rglob("*") if path.is_file() or path.is_symlink())
    return {
        path.relative_to(folder / "out").as_posix(): b"" if path.is_symlink() else path.read_bytes() for path in paths
    }


def _plan(folder: Path, data: bytes) -> str:
    """Write the manifest folder of the crate; return the message, or nothing."""
    archive = folder / "planned.tar.gz"
    archive.write_bytes(data)
    try:
        write_manifests(["x-1.0.0", str(archive), "0" * 64, str(folder / "manifests")])
    except SystemExit as error:
        return str(error)
    return ""


FILES = {"Cargo.toml": MANIFEST, "src/lib.rs": b"fn f() {}\n"}
UNPACKED = {
    "a crate": (_gz(), FILES),
    "an executable": (_gz(_entry("x-1.0.0/run.sh", b"x", mode=0o755)), {**FILES, "run.sh": b"x"}),
    "a file that nobody may read": (_gz(_entry("x-1.0.0/a", b"x", mode=0)), {**FILES, "a": b"x"}),
    "an empty file": (_gz(_entry("x-1.0.0/a")), {**FILES, "a": b""}),
    "directories": (
        _gz(_entry("x-1.0.0/d", kind=tarfile.DIRTYPE), _entry("x-1.0.0/d/a", b"1")),
        {**FILES, "d/a": b"1"},
    ),
    "a directory that is there": (_gz(_entry("x-1.0.0/src", kind=tarfile.DIRTYPE)), FILES),
    "one file twice": (_gz(_entry("x-1.0.0/src/lib.rs", b"2")), {**FILES, "src/lib.rs": b"2"}),
    "a read-only file twice": (
        _gz(_entry("x-1.0.0/a", b"1", mode=0o444), _entry("x-1.0.0/a", b"2", mode=0o444)),
        {**FILES, "a": b"2"},
    ),
    "double slashes and dots": (_gz(_entry("x-1.0.0//src/./a", b"1")), {**FILES, "src/a": b"1"}),
    "a path with two dots": (_gz(_entry("x-1.0.0/src/../../a", b"1")), FILES),
    "Cargo's own mark": (_gz(_entry("x-1.0.0/.cargo-ok", b"ok")), FILES),
    "a link to a file": (_gz(_entry("x-1.0.0/a", kind=tarfile.SYMTYPE, link="src/lib.rs")), {**FILES, "a": b""}),
    "a link out": (_gz(_entry("x-1.0.0/a", kind=tarfile.SYMTYPE, link="../../etc/passwd")), {**FILES, "a": b""}),
    "a link as a library": (
        _gz(_entry("x-1.0.0/src/a.rs", kind=tarfile.SYMTYPE, link="b")),
        {**FILES, "src/a.rs": b""},
    ),
    "a hard link": (
        _gz(_entry("x-1.0.0/a", kind=tarfile.LNKTYPE, link="x-1.0.0/src/lib.rs")),
        {**FILES, "a": b"fn f() {}\n"},
    ),
    "a name in another language": (_gz(_entry("x-1.0.0/src/é日.rs", b"1")), {**FILES, "src/é日.rs": b"1"}),
    "a long path": (_gz(_entry("x-1.0.0/" + "d/" * 300 + "a", b"1")), {**FILES, "d/" * 300 + "a": b"1"}),
    "more after the end": (_gz() + b"\x00" * 512, FILES),
    "garbage after the end": (_gz() + b"garbage", FILES),
    "no blocks at the end": (gzip.compress(_tar(CRATE)[:3072], mtime=0), {**FILES}),
}
REFUSED = {
    "nothing": b"",
    "no gzip": b"not an archive at all",
    "a tar without gzip": _tar(CRATE),
    "another compression": b"BZh91AY&SY" + b"\x00" * 64,
    "cut off in the header": _gz()[:8],
    "cut off in the middle": _gz()[:80],
    "cut off at the end": _gz(_entry("x-1.0.0/a", bytes(range(256)) * 400))[:-300],
    "an empty gzip": gzip.compress(b"")[:-8],
    "gzip of text": gzip.compress(b"text" * 400),
    "a wrong checksum of a header": gzip.compress(_tar(CRATE)[:1024] + b"x" * 512 + _tar(CRATE)[1536:]),
    "half a block": gzip.compress(_tar(CRATE)[:1300]),
    "two members": gzip.compress(_tar(CRATE)[:1300]) + gzip.compress(_tar(CRATE)[1300:]),
    "a second top folder": _gz(_entry("y-1.0.0/a", b"1")),
    "a file beside the top folder": _gz(_entry("a", b"1")),
    "an absolute path": _gz(_entry("/etc/passwd", b"1")),
    "a path that starts with a dot": _gz(_entry("./x-1.0.0/a", b"1")),
    "a path that starts with two dots": _gz(_entry("../x-1.0.0/a", b"1")),
    "a file and a directory": _gz(_entry("x-1.0.0/a", b"1"), _entry("x-1.0.0/a/b", b"1")),
    "a directory and a file": _gz(_entry("x-1.0.0/src", b"1")),
    "a name of 300 characters": _gz(_entry("x-1.0.0/" + "n" * 300, b"1")),
    "a path of 5,000 characters": _gz(_entry("x-1.0.0/" + "d/" * 2500 + "a", b"1")),
    "a pipe": _gz(_entry("x-1.0.0/a", kind=tarfile.FIFOTYPE)),
    "a device": _gz(_entry("x-1.0.0/a", kind=tarfile.CHRTYPE)),
    "a disk": _gz(_entry("x-1.0.0/a", kind=tarfile.BLKTYPE)),
    "a hard link to nothing": _gz(_entry("x-1.0.0/a", kind=tarfile.LNKTYPE, link="x-1.0.0/none")),
    "a hard link out": _gz(_entry("x-1.0.0/a", kind=tarfile.LNKTYPE, link="x-1.0.0/../../../etc/passwd")),
    "a file through a link": _gz(
        _entry("x-1.0.0/d", kind=tarfile.SYMTYPE, link="/"), _entry("x-1.0.0/d/proc/escape", b"1")
    ),
    "a file through a link above": _gz(
        _entry("x-1.0.0/d", kind=tarfile.SYMTYPE, link="../.."), _entry("x-1.0.0/d/escape", b"1")
    ),
}
# What planning refuses and unpacking does not: Cargo needs the manifest.
WITHOUT_MANIFEST = {
    "no entries": gzip.compress(_tar([])),
    "no manifest": gzip.compress(_tar(CRATE[1:])),
    "a link as the manifest": gzip.compress(
        _tar([_entry("x-1.0.0/Cargo.toml", kind=tarfile.SYMTYPE, link="a"), *CRATE[1:]])
    ),
    "a directory as the manifest": gzip.compress(_tar([_entry("x-1.0.0/Cargo.toml", kind=tarfile.DIRTYPE)])),
}


@pytest.mark.parametrize("name", UNPACKED)
def test_unpacked_archives(name: str, tmp_path: Path) -> None:
    data, expected = UNPACKED[name]
    assert _unpack(tmp_path, data) == expected
    assert _plan(tmp_path, data) == ""


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_archives(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    message = _unpack(folder, REFUSED[name])
    assert isinstance(message, str)
    assert message.startswith(MESSAGE + "unpacked\n  at: ")
    assert "\n  ways out:\n" in message
    assert _names(tmp_path) == {"folder"}
    assert _names(folder) == {"0000-crate-x-1.0.0.tar.gz", "out"}


def test_an_absolute_link_leads_nowhere(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "folder", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    link = _entry("x-1.0.0/d", kind=tarfile.SYMTYPE, link=str(elsewhere))
    message = _unpack(folder, _gz(link, _entry("x-1.0.0/d/a", b"1")))
    assert isinstance(message, str)
    assert "'x-1.0.0/d/a' leads out of the archive" in message
    assert _names(elsewhere) == set()


@pytest.mark.parametrize("name", WITHOUT_MANIFEST)
def test_archives_without_a_manifest(name: str, tmp_path: Path) -> None:
    assert _plan(tmp_path, WITHOUT_MANIFEST[name]).startswith(MESSAGE + "read\n  at: ")


def test_planning_writes_below_its_folder(tmp_path: Path) -> None:
    manifest = MANIFEST + b'[lib]\npath = "../other/lib.rs"\n[[bin]]\npath = "/etc/a.rs"\n'
    entries = [_entry("x-1.0.0/Cargo.toml", manifest), _entry("x-1.0.0/../other/lib.rs", b"")]
    assert _plan(tmp_path, gzip.compress(_tar(entries))) == ""
    assert {path.name for path in (tmp_path / "manifests").iterdir()} == {"x-1.0.0"}


def test_an_archive_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared_crate_archive, "_LARGEST", 1 << 20)
    small, large = (_gz(_entry("x-1.0.0/a", b"\0" * size)) for size in (1 << 19, 1 << 21))
    assert _plan(tmp_path, small) == ""
    message = _plan(tmp_path, large)
    assert message.startswith(MESSAGE + "read\n")
    assert "more than Cargo unpacks" in message


def test_a_large_file_needs_little_memory(tmp_path: Path) -> None:
    archive = tmp_path / "x.tar.gz"
    archive.write_bytes(_gz(_entry("x-1.0.0/a", b"\0" * (64 << 20))))
    tracemalloc.start()
    try:
        unpack_crate.unpack_archive(str(archive), str(tmp_path / "out"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "out/a").stat().st_size == 64 << 20
    assert peak < 4 << 20


names = st.one_of(
    st.sampled_from(["x-1.0.0/a", "x-1.0.0/a/b", "x-1.0.0/src/lib.rs", "x-1.0.0", "y/a", "../a", "/a", "x-1.0.0/../a"]),
    st.text(st.sampled_from("ax/.-é\udc80\n"), min_size=1, max_size=20).map("x-1.0.0/{}".format),
)
kinds = st.sampled_from(
    [
        *(tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE),
        *(tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE, b"Z"),
    ]
)
entries = st.builds(_entry, names, st.binary(max_size=40), kinds, names, st.integers(0, 0o7777))


def _damage(data: bytes, edits: Iterable[tuple[int, int]]) -> bytes:
    damaged = bytearray(data)
    for offset, value in edits:
        damaged[offset % len(damaged)] = value
    return bytes(damaged)


edits = st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), max_size=4)
archives: dict[str, st.SearchStrategy[bytes]] = {
    "entries": st.lists(entries, max_size=6).map(lambda more: _gz(*more)),
    "damaged tar": st.tuples(st.lists(entries, max_size=4), edits).map(
        lambda parts: gzip.compress(_damage(_tar([*CRATE, *parts[0]]), parts[1]))
    ),
    "damaged gzip": st.tuples(st.lists(entries, max_size=4), edits).map(
        lambda parts: _damage(_gz(*parts[0]), parts[1])
    ),
    "cut off": st.tuples(st.lists(entries, max_size=4), st.integers(1, 2000)).map(
        lambda parts: _gz(*parts[0])[: -parts[1]]
    ),
    "bytes": st.binary(max_size=200).map(lambda data: b"\x1f\x8b\x08" + data),
}


@pytest.mark.parametrize("kind", archives)
@examples(200)
@given(draws=st.data())
def test_random_archives(kind: str, draws: st.DataObject) -> None:
    data = draws.draw(archives[kind])
    count_inputs(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "folder"
        folder.mkdir()
        unpacked, planned = _unpack(folder, data), _plan(folder, data)
        assert isinstance(unpacked, dict) or unpacked.startswith(MESSAGE)
        assert not planned or planned.startswith(MESSAGE)
        assert _names(Path(scratch)) == {"folder"}
        assert _names(folder) <= {"0000-crate-x-1.0.0.tar.gz", "planned.tar.gz", "out", "manifests"}
