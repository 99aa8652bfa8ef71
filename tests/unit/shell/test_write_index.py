"""The index has a file for each call, and a runner for each build script."""

import json
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.shell.call_text import file_name
from cargo_nix.shell.write_index import write_index

ATTRIBUTES: dict[str, Any] = {
    "configEnv": {}, "dependencyEnv": {}, "packageEnv": {"CARGO_PKG_NAME": "native"}, "cargo": "", "rustc": "",
    "rustdoc": "", "manifestDir": "", "cfg": [],
    "unit": {"env": {}, "linker": None, "run": {"rustflags": [], "features": [], "debug_assertions": True}},
}  # fmt: skip


def _row(name: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "out": f"/store/{name}", "package": "native", "version": "1.0.0", "crate": "native-1.0.0", "vendored": "",
        "store": "/store", "crateName": "native", "edition": "2021", "args": ["--crate-type", "lib"], "argsAfter": [],
        "strip": [], "platform": None, "externs": [], "files": [f"{name}.file"], "identity": "1d", "script": "",
        "linked": [], "passLinks": True, "variables": {"KNOWN": "value"}, "run": None, "attributes": None, **fields,
    }  # fmt: skip


def _script(name: str, debuginfo: str) -> list[dict[str, Any]]:
    """Return the rows of a library with ``debuginfo``, of a script that links the library, and of the script's run."""
    library = _row(f"{name}-helper", crateName="helper", args=["-C", f"debuginfo={debuginfo}"])
    externs = [{"name": "helper", "options": "", "unit": library["out"]}]
    program = _row(f"{name}-program", crateName="build_script_build", args=["--crate-type", "bin"], externs=externs)
    run = {"program": program["out"], "links": []}
    return [library, program, _row(f"{name}-run", run=run, attributes=ATTRIBUTES)]


def _write(tmp_path: Path, rows: list[dict[str, Any]]) -> Path:
    (tmp_path / "registry").write_text("registry-name\n", encoding="utf-8")
    (tmp_path / "variables").write_text('{"native-1.0.0": ["KNOWN", "OTHER"]}', encoding="utf-8")
    request = {
        "units": rows, "registry": str(tmp_path / "registry"), "variables": [str(tmp_path / "variables")],
        "program": "/bin/cargo-nix-script", "environment": "/environment",
    }  # fmt: skip
    write_index(request, tmp_path / "index")
    return tmp_path / "index"


def _entries(index: Path) -> list[dict[str, Any]]:
    return [entry for path in (index / "keys").iterdir() for entry in json.loads(path.read_text(encoding="utf-8"))]


def test_a_library_is_found_by_the_hash_of_its_text(tmp_path: Path) -> None:
    index = _write(tmp_path, [_row("library")])
    (path,) = (index / "keys").iterdir()
    (entry,) = json.loads(path.read_text(encoding="utf-8"))
    assert path.name == file_name(entry["text"])
    assert entry["text"].splitlines()[:3] == ["native", "1.0.0", "registry registry-name"]
    assert (entry["unit"], entry["files"], entry["runner"]) == ("/store/library", ["library.file"], "")
    assert entry["variables"] == {"RUSTC_BOOTSTRAP": None, "KNOWN": "value", "OTHER": None}


def test_equal_calls_share_a_file(tmp_path: Path) -> None:
    index = _write(tmp_path, [_row("one", script="/store/a"), _row("two", script="/store/b")])
    assert len(list((index / "keys").iterdir())) == 1
    assert {entry["unit"] for entry in _entries(index)} == {"/store/one", "/store/two"}


def test_a_directory_source_is_a_path_of_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "vendored"
    folder.mkdir()
    index = _write(tmp_path, [_row("library", vendored=str(folder), store=str(tmp_path))])
    assert _entries(index)[0]["text"].splitlines()[2] == "store vendored"


def test_a_script_has_a_runner(tmp_path: Path) -> None:
    index = _write(tmp_path, _script("a", "2"))
    first, record = (index / "runners/a-program").read_text(encoding="utf-8").split("\n", 1)
    assert first == "#!/bin/cargo-nix-script"
    assert json.loads(record)["program"] == "/store/a-program/a-program.file"
    assert [run["out"] for run in json.loads(record)["runs"]] == ["/store/a-run"]
    assert {entry["runner"] for entry in _entries(index)} == {"", str(index / "runners/a-program")}


@pytest.mark.parametrize(
    ("difference", "runs"), [("0", ["/store/b-run", "/store/a-run"]), ("2 -C x", ["/store/a-run"])]
)
def test_scripts_that_differ_in_debug_information_share_their_runs(
    tmp_path: Path, difference: str, runs: list[str]
) -> None:
    """The run that a library depends on is first."""
    debuginfo, *more = difference.split(" ")
    other = _script("b", debuginfo)
    other[0]["args"] += more
    index = _write(tmp_path, [*_script("a", "2"), *other, _row("library", script="/store/b-run")])
    record = json.loads((index / "runners/a-program").read_text(encoding="utf-8").split("\n", 1)[1])
    assert [run["out"] for run in record["runs"]] == runs
    # Cargo has one run for libraries of the target and of the host, so the answer may be the other run.
    library = next(entry for entry in _entries(index) if entry["unit"] == "/store/library")
    assert library["scripts"] == ["/store/b-run", *(run for run in runs if run == "/store/a-run" and difference == "0")]
