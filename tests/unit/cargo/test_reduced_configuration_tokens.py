"""The CARGO_HOME of `cargo-nix plan`: the user's downloads, and no token on disk."""

from pathlib import Path

import tomli

from cargo_nix.cargo import private_home
from support.projects import write_project

CONFIGURATION = """
[build]
rustflags = ["-Ctarget-cpu=native"]

[registry]
default = "local"
token = "first-secret"

[registries.my-registry]
index = "sparse+https://example.org/"
token = "second-secret"
secret-key = "third-secret"

[registries.plain]
index = "sparse+https://example.com/"
"""


def test_tokens_are_variables_and_not_files(tmp_path: Path) -> None:
    user = write_project(tmp_path / "user", {"config.toml": CONFIGURATION, "credentials.toml": "[registry]\n"})
    home = tmp_path / "home"
    home.mkdir()
    assert private_home(home, {"CARGO_HOME": str(user)}) == {
        "CARGO_REGISTRY_TOKEN": "first-secret",
        "CARGO_REGISTRIES_MY_REGISTRY_TOKEN": "second-secret",
        "CARGO_REGISTRIES_MY_REGISTRY_SECRET_KEY": "third-secret",
    }
    text = (home / "config.toml").read_text(encoding="utf-8")
    assert "secret" not in text
    assert tomli.loads(text) == {
        "registry": {"default": "local"},
        "registries": {
            "my-registry": {"index": "sparse+https://example.org/"},
            "plain": {"index": "sparse+https://example.com/"},
        },
    }
    # A link: the file of the user keeps its permissions.
    assert (home / "credentials.toml").is_symlink()


def test_a_home_without_configuration(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert private_home(home, {"CARGO_HOME": str(tmp_path / "none")}) == {}
    assert not (home / "config.toml").exists()


def test_odd_tables_are_kept(tmp_path: Path) -> None:
    user = write_project(tmp_path / "user", {"config.toml": "registry = 1\nregistries.a = 2\n"})
    home = tmp_path / "home"
    home.mkdir()
    assert private_home(home, {"CARGO_HOME": str(user)}) == {}
    assert tomli.loads((home / "config.toml").read_text(encoding="utf-8")) == {"registry": 1, "registries": {"a": 2}}
