"""The program of ``nix run .#export`` without Nix: arguments, messages, the directory."""

import json
from pathlib import Path

import pytest

from cargo_nix.apps.export_build import main

SOURCE = ["--url", "https://example.org/app.tar.gz", "--hash", "sha256-AAAA"]
PIN = {"type": "path", "path": "/nixpkgs"}


@pytest.fixture
def inputs(tmp_path: Path) -> list[str]:
    """Return the arguments that Nix passes."""
    return _inputs(tmp_path, PIN, needs=[], omitted=[])


def _inputs(root: Path, nixpkgs: object, *, needs: list[str], omitted: list[str]) -> list[str]:
    arguments = {"arguments": {"features": ["a"]}, "needs": needs, "omitted": omitted}
    (root / "settings").write_text(json.dumps({"arguments": arguments, "nixpkgs": nixpkgs}), encoding="utf-8")
    (root / "plan").write_text("plan", encoding="utf-8")
    folders = ["files", "nixlib", "pylib", "rustlib"]
    for name in folders:
        (root / name / "inner").mkdir(parents=True, exist_ok=True)
        (root / name / "inner" / f"{name}.txt").write_text(name, encoding="utf-8")
    return [str(root / name) for name in ("settings", "plan", *folders)]


def test_the_directory_has_all_parts(inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main([*inputs, "--out", f"{out}/", *SOURCE]) == 0
    assert capsys.readouterr().out == f"wrote {out}: nix build --file {out}\n"
    paths = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    assert paths == {
        *(".cargo-nix-export", "arguments.json", "cargo-nix.json", "pins.json", "inner/files.txt"),
        *(f"cargo-nix/{name}/inner/{name}.txt" for name in ("nixlib", "pylib", "rustlib")),
    }
    pins = json.loads((out / "pins.json").read_bytes())
    assert pins == {"nixpkgs": PIN, "source": {"url": SOURCE[1], "sha256": SOURCE[3]}}


def test_the_command_names_what_the_export_lacks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = _inputs(tmp_path, PIN, needs=["toolchain", "crateOverrides"], omitted=["checks.nextest"])
    assert main([*words, "--out", str(tmp_path / "out"), *SOURCE]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "the user of the build passes: toolchain, crateOverrides",
        "the export omits: checks.nextest",
    ]


def test_a_flake_without_nixpkgs_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = _inputs(tmp_path, None, needs=[], omitted=[])
    assert main([*words, "--out", str(tmp_path / "out"), *SOURCE]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: flake.lock has no input `nixpkgs`",
        "  at: flake.lock: nodes.root.inputs",
        "  expected: the nixpkgs of the export",
        "  ways out:",
        "    1. name nixpkgs: --nixpkgs github:NixOS/nixpkgs/REVISION",
    ]
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_directory_is_an_error(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.write_text("mine", encoding="utf-8")
    assert main([*inputs, "--out", str(out), *SOURCE]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: the export cannot be written",
        f"  at: {out}",
        "  got: File exists",
    ]


@pytest.mark.parametrize(
    "words", [[], SOURCE[:2], SOURCE[2:], [*SOURCE, "--flake-ref", "x"], ["--flake-ref", "x", "--hash", "y"]]
)
def test_one_source_is_necessary(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit):
        main([*inputs, "--out", str(tmp_path / "out"), *words])
    assert "name the source: --url URL --hash HASH, or --flake-ref REF" in capsys.readouterr().err
