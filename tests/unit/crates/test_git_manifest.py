"""The manifest of a git package: written without a change of meaning, found beside invalid ones, or an error."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.crates.git_manifest import write_manifest
from cargo_nix.crates.inheritance import to_toml
from support.projects import package, write_project

# A manifest that only newer cargos parse.
NEWER = package("dep", "[dependencies]\nitoa = {\n  version = '1',\n}\n")

VALUES = st.recursive(
    st.one_of(
        *(st.text(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False)),
        st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)),  # noqa: DTZ001 -- naive, as it is asked
        st.dates(min_value=date(1000, 1, 1)),
    ),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(st.dictionaries(st.text(), VALUES))
def test_written_data_reads_back(manifest: dict[str, object]) -> None:
    assert tomllib.loads(to_toml(manifest)) == manifest


def _written(tmp_path: Path, files: dict[str, str]) -> dict[str, object]:
    repository = write_project(tmp_path / "repository", files)
    out = tmp_path / "out"
    write_manifest(str(repository), "dep", "0.1.0", str(out))
    return tomllib.loads((out / "Cargo.toml").read_text(encoding="utf-8"))


SOURCE = "pub fn f() {}\n"


def _package_at(directory: str, more: str = "") -> dict[str, str]:
    return {f"{directory}Cargo.toml": package("dep", more), f"{directory}src/lib.rs": SOURCE}


def test_byte_order_mark_and_windows_line_endings(tmp_path: Path) -> None:
    files = {"Cargo.toml": "\ufeff" + package("dep").replace("\n", "\r\n"), "src/lib.rs": SOURCE}
    assert _written(tmp_path, files) == {"package": {"name": "dep", "version": "0.1.0", "edition": "2021"}}


def test_other_invalid_manifests_are_ignored(tmp_path: Path) -> None:
    files = {
        "a/Cargo.toml": "no TOML\n",
        "b/Cargo.toml": package("dep"),
        **_package_at("c/", "[package.metadata]\nc = 1\n"),
    }
    metadata = {"metadata": {"c": 1}}
    assert _written(tmp_path, files)["package"] == {"name": "dep", "version": "0.1.0", "edition": "2021", **metadata}


def test_new_toml_is_read(tmp_path: Path) -> None:
    assert _written(tmp_path, {"Cargo.toml": NEWER, "src/lib.rs": SOURCE})["dependencies"] == {"itoa": {"version": "1"}}


INVALID = package("dep", "[dependencies\n")
MESSAGE = """error: a manifest of the git dependency `dep` 0.1.0 is invalid
  at: {place}, in its repository
  got: {reason}
  ways out:
    1. depend on a revision with a valid manifest, and run `cargo update --package dep`"""
INHERITING = '[package]\nname = "dep"\nversion.workspace = true\n'
SYNTAX = "Expected ']' at the end of a table declaration (at line 5, column 14)"


@pytest.mark.parametrize(
    "text",
    ["x = " + "[" * 100_000, "x = " + "9" * 10_000, "[a" + ".a" * 20_000],
    ids=["brackets", "digits", "keys"],
)
def test_deep_or_long_text_is_an_error(tmp_path: Path, text: str) -> None:
    write_project(tmp_path / "checkout", {"Cargo.toml": f"{package('dep')}{text}\n"})
    with pytest.raises(SystemExit, match=r"a manifest of the git dependency `dep` 0\.1\.0 is invalid"):
        write_manifest(str(tmp_path / "checkout"), "dep", "0.1.0", str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"lib/Cargo.toml": INVALID, "Cargo.toml": "no TOML\n"},
            MESSAGE.format(place="lib/Cargo.toml", reason=SYNTAX),
            id="its own",
        ),
        pytest.param(
            {"lib/Cargo.toml": INHERITING, "Cargo.toml": INVALID.replace("dep", "x", 1)},
            MESSAGE.format(place="Cargo.toml", reason=SYNTAX),
            id="its workspace's",
        ),
        pytest.param(
            {"lib/Cargo.toml": package("dep")},
            MESSAGE.format(place="lib/Cargo.toml", reason="the package has no target"),
            id="without a target",
        ),
        pytest.param(
            {"Cargo.toml": package("other"), "broken/Cargo.toml": "no TOML\n"},
            'error: no package `dep` 0.1.0 in the git repository\n  at: Cargo.lock: package "dep" 0.1.0',
            id="of others alone",
        ),
    ],
)
def test_a_missing_package_is_an_error(tmp_path: Path, files: dict[str, str], message: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        _written(tmp_path, files)
    assert stopped.value.code == message
