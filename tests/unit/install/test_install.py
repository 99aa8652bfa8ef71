"""Installed files: a unit's product under Cargo's name, without references to build inputs."""

import json
from pathlib import Path

import pytest

from cargo_nix.install import install
from cargo_nix.install.install import main, scrub_references
from support.projects import write_project

BUILD_HASH, RUNTIME_HASH = "b" * 32, "k" * 32


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(f"/nix/store/{BUILD_HASH}-src/a.rs", f"/nix/store/{'e' * 32}-src/a.rs", id="one"),
        pytest.param(
            f"/nix/store/{RUNTIME_HASH}-libz/lib", f"/nix/store/{RUNTIME_HASH}-libz/lib", id="a library that it needs"
        ),
        pytest.param(
            f"/nix/store/{BUILD_HASH}/nix/store/{BUILD_HASH}", f"/nix/store/{'e' * 32}" * 2, id="side by side"
        ),
        pytest.param(
            f"/nix/store//nix/store/{BUILD_HASH}", f"/nix/store//nix/store/{'e' * 32}", id="after an empty one"
        ),
        pytest.param(f"/nix/store/{BUILD_HASH[1:]}", f"/nix/store/{BUILD_HASH[1:]}", id="cut off at the end"),
        pytest.param(f"{BUILD_HASH}-src", f"{'e' * 32}-src", id="without the store's directory"),
        pytest.param(f"7{BUILD_HASH}7", f"7{'e' * 32}7", id="in a longer run"),
        pytest.param("1" * 100 + BUILD_HASH, "1" * 100 + "e" * 32, id="at the end of a long run"),
        pytest.param(BUILD_HASH.upper(), BUILD_HASH.upper(), id="in capitals"),
        pytest.param("", "", id="empty"),
    ],
)
def test_references_to_build_inputs_are_replaced(content: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "program"
    file.write_text(content, encoding="utf-8")
    scrub_references(str(file), {BUILD_HASH.encode()})
    assert file.read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("before", range(64))
def test_a_hash_across_two_chunks_is_replaced(before: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "_CHUNK", 40)
    file = tmp_path / "program"
    file.write_text("/" * before + BUILD_HASH + "/" * 50 + BUILD_HASH, encoding="utf-8")
    scrub_references(str(file), {BUILD_HASH.encode()})
    assert file.read_text(encoding="utf-8") == "/" * before + "e" * 32 + "/" * 50 + "e" * 32


def test_products_are_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "app-0123"
    program.write_text(f"/nix/store/{BUILD_HASH}-src", encoding="utf-8")
    program.chmod(0o555)
    out = tmp_path / "out"
    attrs = {
        "outputs": {"out": str(out)},
        "files": [{"from": str(program), "to": "bin/app"}],
        "generated": [],
        "scripts": {"libexec/choose": "#!/bin/sh\n"},
        "scrub": [f"/nix/store/{BUILD_HASH}-src"],
    }
    file = tmp_path / "attrs.json"
    file.write_text(json.dumps(attrs), encoding="utf-8")
    monkeypatch.setenv("NIX_ATTRS_JSON_FILE", str(file))
    main()
    assert (out / "bin/app").read_text(encoding="utf-8") == f"/nix/store/{'e' * 32}-src"
    assert (out / "bin/app").stat().st_mode & 0o777 == 0o755
    assert program.read_text(encoding="utf-8") == f"/nix/store/{BUILD_HASH}-src"
    assert (out / "libexec/choose").read_text(encoding="utf-8") == "#!/bin/sh\n"
    assert (out / "libexec/choose").stat().st_mode & 0o777 == 0o755


def _install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **attributes: object) -> Path:
    attrs = {"outputs": {"out": str(tmp_path / "out")}, "files": [], "generated": [], "scripts": {}, "scrub": []}
    file = tmp_path / "attrs.json"
    file.write_text(json.dumps({**attrs, **attributes}), encoding="utf-8")
    monkeypatch.setenv("NIX_ATTRS_JSON_FILE", str(file))
    main()
    return tmp_path / "out"


def test_debug_information_is_beside_its_product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = write_project(
        tmp_path / "unit",
        {"app-01": "a", "app-01.dwp": f"{BUILD_HASH}", "liba.so": "l", "liba.so.dSYM/Contents/a": "d"},
    )
    files = [{"from": f"{unit}/app-01", "to": "bin/app"}, {"from": f"{unit}/liba.so", "to": "lib/liba.so"}]
    out = _install(tmp_path, monkeypatch, files=files, scrub=[f"/nix/store/{BUILD_HASH}-src"])
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {
        *("bin/app", "bin/app.dwp", "lib/liba.so", "lib/liba.so.dSYM/Contents/a"),
    }
    assert (out / "bin/app.dwp").read_text(encoding="utf-8") == "e" * 32


GENERATED = {
    "package": "app",
    "directory": "crates/app",
    "paths": ["include", "config.h"],
}


def test_generated_files_are_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "written/crates/app/include/a.h": BUILD_HASH,
        "written/crates/app/include/b/c.h": "",
        "debug/build/app-01/out/config.h": "1",
        "debug/build/app-01/out/other.h": "",
    }
    script = write_project(tmp_path / "script", files)
    result = {"out_dir": f"{script}/debug/build/app-01/out"}
    write_project(script, {"output.json": json.dumps(result)})
    generated = [{**GENERATED, "script": str(script)}]
    out = _install(tmp_path, monkeypatch, generated=generated, scrub=[f"/nix/store/{BUILD_HASH}-src"])
    texts = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*.h")}
    assert texts == {"include/a.h": "e" * 32, "include/b/c.h": "", "config.h": "1"}


@pytest.mark.parametrize("path", ["missing.h", "../other.h", "/etc/passwd"])
def test_a_file_that_no_script_writes_is_an_error(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = write_project(tmp_path / "script", {"out/config.h": "", "other.h": ""})
    write_project(script, {"output.json": json.dumps({"out_dir": f"{script}/out"})})
    with pytest.raises(SystemExit) as stopped:
        _install(tmp_path, monkeypatch, generated=[{**GENERATED, "script": str(script), "paths": [path]}])
    assert str(stopped.value).splitlines() == [
        f"error: the build script of app did not write `{path}`",
        "  at: buildCargoWorkspace: packageOverrides.app.shippedFiles",
        "  expected: a file or directory that the script writes, as a path from the package or from OUT_DIR",
        "  got: config.h",
    ]


def test_a_package_without_a_script_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit, match="  got: no build script"):
        _install(tmp_path, monkeypatch, generated=[{**GENERATED, "script": ""}])
