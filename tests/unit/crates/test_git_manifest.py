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


def test_byte_order_mark_and_windows_line_endings(tmp_path: Path) -> None:
    files = {"Cargo.toml": "\ufeff" + package("dep").replace("\n", "\r\n")}
    assert _written(tmp_path, files) == {"package": {"name": "dep", "version": "0.1.0", "edition": "2021"}}


def test_other_invalid_manifests_are_ignored(tmp_path: Path) -> None:
    files = {"a/Cargo.toml": "no TOML\n", "b/Cargo.toml": NEWER, "c/Cargo.toml": package("dep")}
    assert _written(tmp_path, files)["package"] == {"name": "dep", "version": "0.1.0", "edition": "2021"}


MESSAGE = """error: a manifest of the git dependency `dep` 0.1.0 does not parse
  at: {place}, in its repository
  expected: TOML 1.0
  got: {reason}
  ways out:
    1. have it written as TOML 1.0: newer cargos take more, a table `{{ … }}` over several lines for one
    2. depend on a revision that is, and run `cargo update --package dep`"""
INHERITING = '[package]\nname = "dep"\nversion.workspace = true\n'


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "x = " + "9" * 10_000, "[a" + ".a" * 20_000])
def test_deep_or_long_text_is_an_error(tmp_path: Path, text: str) -> None:
    write_project(tmp_path / "checkout", {"Cargo.toml": f'{package("dep")}{text}\n'})
    with pytest.raises(SystemExit, match="a manifest of the git dependency `dep` 0.1.0 does not parse"):
        write_manifest(str(tmp_path / "checkout"), "dep", "0.1.0", str(tmp_path / "out"))


@pytest.mark.parametrize(
    ("files", "message"),
    [
        pytest.param(
            {"lib/Cargo.toml": NEWER, "Cargo.toml": "no TOML\n"},
            MESSAGE.format(place="lib/Cargo.toml", reason="{reason}"),
            id="its own",
        ),
        pytest.param(
            {
                "lib/Cargo.toml": INHERITING,
                "Cargo.toml": '[workspace]\nmembers = ["lib"]\n' + NEWER.replace("dep", "x"),
            },
            MESSAGE.format(place="Cargo.toml", reason="{reason}"),
            id="its workspace's",
        ),
        pytest.param(
            {"Cargo.toml": package("other"), "broken/Cargo.toml": "no TOML\n"},
            'error: no package `dep` 0.1.0 in the git repository\n  at: Cargo.lock: package "dep" 0.1.0',
            id="of others alone",
        ),
    ],
)
def test_a_missing_package_is_an_error(tmp_path: Path, files: dict[str, str], message: str) -> None:
    broken = next((text for text in files.values() if "{\n" in text), "a = 1")
    try:
        tomllib.loads(broken)
    except tomllib.TOMLDecodeError as error:
        message = message.replace("{reason}", str(error))
    with pytest.raises(SystemExit) as stopped:
        _written(tmp_path, files)
    assert stopped.value.code == message
