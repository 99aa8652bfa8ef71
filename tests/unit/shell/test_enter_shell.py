"""Entering the shell prepares CARGO_HOME without a change of the user's own."""

import json
from pathlib import Path

import pytest

from cargo_nix.shell.enter_shell import enter_shell

REGISTRY = "index.example.org-0123456789abcdef"
SOURCE = '[source."git+https://example.org/a"]\ngit = "https://example.org/a"\nreplace-with = "vendor-1"\n'


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / ".cargo").mkdir(parents=True)
    for name in ("CARGO_HOME", "XDG_CACHE_HOME", "CARGO_NIX_USER_HOME", "CARGO_INSTALL_ROOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home


@pytest.fixture
def parts(tmp_path: Path) -> Path:
    parts = tmp_path / "parts"
    (parts / "vendor").mkdir(parents=True)
    archive = tmp_path / "a.tar.gz"
    archive.write_bytes(b"archive")
    crates = {
        "archives": {"log-1.0.0.crate": str(archive)},
        "entries": {"log": {"1.0.0": '{"name":"log"}'}},
        "settings": {"dl": "https://static.example.org/crates"},
    }
    (parts / "registry").write_text(REGISTRY, encoding="utf-8")
    (parts / "crates.json").write_text(json.dumps(crates), encoding="utf-8")
    (parts / "config.toml").write_text("", encoding="utf-8")
    return parts


def test_the_locked_crates_are_downloads_of_cargo(home: Path, parts: Path) -> None:
    cargo_home = Path(enter_shell(str(parts), "/project")["CARGO_HOME"])
    assert (cargo_home / "registry/cache" / REGISTRY / "log-1.0.0.crate").read_bytes() == b"archive"
    assert b"\x001.0.0\0" in (cargo_home / "registry/index" / REGISTRY / ".cache/3/l/log").read_bytes()
    settings = json.loads((cargo_home / "registry/index" / REGISTRY / "config.json").read_text(encoding="utf-8"))
    assert settings == {"dl": "https://static.example.org/crates"}
    assert list((home / ".cargo").iterdir()) == []


def test_checkouts_share_downloads_and_no_configuration(home: Path, parts: Path) -> None:
    first, second = (Path(enter_shell(str(parts), root)["CARGO_HOME"]) for root in ("/one", "/two"))
    assert first != second
    assert (first / "registry").resolve() == (second / "registry").resolve()
    assert home in first.parents


@pytest.mark.usefixtures("home")
def test_what_cargo_downloaded_stays(parts: Path) -> None:
    cargo_home = Path(enter_shell(str(parts), "/project")["CARGO_HOME"])
    index = cargo_home / "registry/index" / REGISTRY
    (index / "config.json").write_text("{}", encoding="utf-8")
    cached = index / ".cache/3/l/log"
    cached.write_bytes(cached.read_bytes() + b"1.0.1\0{}\0")
    enter_shell(str(parts), "/project")
    assert (index / "config.json").read_text(encoding="utf-8") == "{}"
    assert cached.read_bytes().endswith(b"1.0.1\0{}\0")


def test_the_users_settings_count(home: Path, parts: Path) -> None:
    (home / ".cargo/config.toml").write_text("[net]\nretry = 7\n", encoding="utf-8")
    (home / ".cargo/credentials.toml").write_text("secret", encoding="utf-8")
    (parts / "config.toml").write_text(SOURCE, encoding="utf-8")
    variables = enter_shell(str(parts), "/project")
    cargo_home = Path(variables["CARGO_HOME"])
    assert (cargo_home / "config.toml").read_text(encoding="utf-8") == f"[net]\nretry = 7\n\n{SOURCE}"
    assert (cargo_home / "credentials.toml").is_symlink()
    assert variables["CARGO_INSTALL_ROOT"] == str(home / ".cargo")


def test_sources_of_the_user_do_not_meet_those_of_the_workspace(home: Path, parts: Path) -> None:
    (home / ".cargo/config.toml").write_text('[source.crates-io]\nreplace-with = "mirror"\n', encoding="utf-8")
    (parts / "config.toml").write_text(SOURCE, encoding="utf-8")
    cargo_home = Path(enter_shell(str(parts), "/project")["CARGO_HOME"])
    assert (cargo_home / "config.toml").read_text(encoding="utf-8") == SOURCE


def test_a_shell_in_a_shell_has_the_same_user(home: Path, parts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARGO_HOME", str(home / "own"))
    first = enter_shell(str(parts), "/project")
    assert first["CARGO_NIX_USER_HOME"] == str(home / "own")
    for name, value in first.items():
        monkeypatch.setenv(name, value)
    assert enter_shell(str(parts), "/project")["CARGO_NIX_USER_HOME"] == str(home / "own")


def test_metadata_of_collected_units_is_removed(
    parts: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIX_STORE", str(tmp_path / "store"))
    metadata = Path(enter_shell(str(parts), "/project")["CARGO_NIX_METADATA"])
    assert home in metadata.parents
    for name in ("kept", "collected"):
        (metadata / name).mkdir(parents=True)
    (tmp_path / "store/kept").mkdir(parents=True)
    enter_shell(str(parts), "/project")
    assert [path.name for path in metadata.iterdir()] == ["kept"]
