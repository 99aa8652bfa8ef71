"""The program of ``nix run .#update-plan`` finds the checkout and writes the file."""

import hashlib
from pathlib import Path

import pytest

from cargo_nix.apps.update_plan import main

MANIFEST = b"[workspace]\n"
HASH = hashlib.sha256(MANIFEST).hexdigest()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "rust/member").mkdir(parents=True)
    (root / "rust/Cargo.toml").write_bytes(MANIFEST)
    (root / "rust/member/Cargo.toml").write_bytes(b"[package]\n")
    (tmp_path / "made").write_bytes(b"plan\n")
    return root


def _arguments(tmp_path: Path, target: str, digest: str = HASH) -> list[str]:
    return [str(tmp_path / "made"), target, "rust/Cargo.toml", digest]


@pytest.mark.parametrize("place", ["", "rust", "rust/member"])
def test_the_checkout_is_above(
    checkout: Path, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout / place)
    assert main(_arguments(tmp_path, "plans/here.json")) == 0
    plan = checkout / "plans/here.json"
    assert plan.read_bytes() == b"plan\n"
    assert plan.stat().st_mode & 0o777 == 0o644
    shown = str(plan.relative_to(checkout)) if not place else str(plan)
    assert capsys.readouterr().out == (f"wrote {shown}\na flake sees only files that git tracks: git add {shown}\n")
    assert main(_arguments(tmp_path, "plans/here.json")) == 0
    assert capsys.readouterr().out == f"{shown} is up to date\n"
    assert [entry.name for entry in plan.parent.iterdir()] == ["here.json"]


def test_the_checkout_may_be_an_argument(checkout: Path, tmp_path: Path) -> None:
    assert main([*_arguments(tmp_path, "plan.json"), str(checkout)]) == 0
    assert (checkout / "plan.json").read_bytes() == b"plan\n"


def test_an_absolute_target_needs_no_checkout(tmp_path: Path, checkout: Path) -> None:
    assert checkout.is_dir()
    assert main(_arguments(tmp_path, str(tmp_path / "plan.json"), "other")) == 0
    assert (tmp_path / "plan.json").read_bytes() == b"plan\n"


def test_another_manifest_is_no_checkout(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout)
    assert main(_arguments(tmp_path, "plan.json", "0" * 64)) == 1
    assert not (checkout / "plan.json").exists()
    assert capsys.readouterr().err.splitlines()[0] == (
        "error: the checkout of the planned source is not in this directory"
    )


def test_a_directory_cannot_be_replaced(checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout / "plan.json/inner").mkdir(parents=True)
    assert main([*_arguments(tmp_path, "plan.json"), str(checkout)]) == 1
    assert capsys.readouterr().err == (
        f"error: the committed plan cannot be written\n  at: {checkout}/plan.json\n  got: Is a directory\n"
        "  ways out:\n    1. make the directory writable\n"
    )
