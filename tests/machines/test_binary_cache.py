"""A binary cache with `roots`: over HTTP and as one archive, a new machine builds only what an edit changed."""

import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from machine_project import write_workspace
from remote import Finished, build, built_by_name, serve

pytestmark = [pytest.mark.nix, pytest.mark.skipif(shutil.which("nix") is None, reason="Nix is not installed")]


def _push(src: Path, store: Path, cache: Path) -> Finished:
    """Build `roots` of ``src`` in ``store``, and copy the closure to the cache in ``cache``."""
    finished = build(src, store, {}, output="roots")
    assert finished.code == 0, finished.log
    argv = ["nix", "copy", "--store", f"local?root={store}", "--to", f"file://{cache}?compression=zstd", finished.path]
    subprocess.run(argv, check=True, capture_output=True)
    return finished


def _options(url: str) -> dict[str, str]:
    return {"substituters": url, "require-sigs": "false"}


def _new_machine(src: Path, store: Path, options: dict[str, str]) -> list[str]:
    """Build the default package of ``src`` with the new store ``store``; return the names of built units."""
    finished = build(src, store, options)
    assert finished.code == 0, finished.log
    lines = built_by_name(finished.log, "")
    return sorted(line.partition("-")[2].partition(".drv")[0] for line in lines if "-0.1.0" in line)


def test_a_new_machine_builds_nothing_but_an_edit(tmp_path: Path) -> None:
    src, cache = write_workspace(tmp_path / "src", note=str(tmp_path)), tmp_path / "cache"
    _push(src, tmp_path / "first", cache)
    with serve(cache) as served:
        assert _new_machine(src, tmp_path / "second", _options(served.url)) == []
        assert served.narinfos > 0
        assert served.bytes > 0
        with (src / "far/src/main.rs").open("a", encoding="utf-8") as main:
            main.write("// An edit.\n")
        assert _new_machine(src, tmp_path / "third", _options(served.url)) == ["far-0.1.0-bin-far"]


def test_one_archive_is_a_whole_cache(tmp_path: Path) -> None:
    src, cache = write_workspace(tmp_path / "src", note=str(tmp_path)), tmp_path / "cache"
    _push(src, tmp_path / "first", cache)
    archive = tmp_path / "cache.tar"
    with tarfile.open(archive, "w") as files:
        files.add(cache, ".")
    unpacked = tmp_path / "unpacked"
    with tarfile.open(archive) as files:
        files.extractall(unpacked, filter="data")
    assert _new_machine(src, tmp_path / "second", _options(f"file://{unpacked}")) == []


def test_an_export_of_the_store_is_a_whole_cache(tmp_path: Path) -> None:
    src = write_workspace(tmp_path / "src", note=str(tmp_path))
    first, second = tmp_path / "first", tmp_path / "second"
    roots = build(src, first, {}, output="roots")
    assert roots.code == 0, roots.log
    closure = _nix_store(first, "--query", "--requisites", roots.path).split()
    exported = subprocess.run(
        ["nix-store", "--store", f"local?root={first}", "--export", *map(bytes.decode, closure)],
        check=True,
        capture_output=True,
    ).stdout
    argv = ["nix-store", "--store", f"local?root={second}", "--option", "require-sigs", "false", "--import"]
    subprocess.run(argv, input=exported, check=True, capture_output=True)
    assert _new_machine(src, second, {}) == []


def _nix_store(store: Path, *words: str) -> bytes:
    argv = ["nix-store", "--store", f"local?root={store}", *words]
    return subprocess.run(argv, check=True, capture_output=True).stdout
