"""The record of the last builds of a project."""

from pathlib import Path

import pytest

from cargo_nix.last_build.build_record import (
    BuildRecord,
    TimedBuild,
    project_directory,
    read_record,
    read_records,
    remove_other_roots,
    roots_directory,
    state_directory,
    updated_record,
    write_record,
)

UNIT = TimedBuild(title="words v0.1.0 (lib)", kind="unit", start=0.5, stop=2.0, inputs=(0, 1))
SCAN = TimedBuild(title="words", kind="helper", start=0.0, stop=0.5)


def _record(command: str = "build", started: float = 1.0, **more: object) -> BuildRecord:
    return BuildRecord(command=command, arguments=("--impure",), started=started, **more)  # type: ignore[arg-type]


def test_the_project_is_the_nearest_flake(tmp_path: Path) -> None:
    inner = tmp_path / "a/b"
    inner.mkdir(parents=True)
    assert project_directory(inner) == inner.resolve()
    (tmp_path / "flake.nix").touch()
    assert project_directory(inner) == tmp_path.resolve()


@pytest.mark.parametrize(
    ("environment", "home"),
    [
        ({"XDG_STATE_HOME": "/state", "HOME": "/home/ada"}, "/state"),
        ({"XDG_STATE_HOME": "relative", "HOME": "/home/ada"}, "/home/ada/.local/state"),
        ({"HOME": "/home/ada"}, "/home/ada/.local/state"),
    ],
)
def test_the_state_directory(environment: dict[str, str], home: str) -> None:
    directory = state_directory(Path("/src/words"), environment)
    assert directory.parent == Path(home, "cargo-nix")
    assert directory.name.startswith("words-")
    assert directory != state_directory(Path("/other/words"), environment)


def test_a_record_is_read_as_written(tmp_path: Path) -> None:
    record = _record(roots=("/nix/store/a.drv",), previous=("/nix/store/b.drv",), builds=(UNIT, SCAN), seconds=3.5)
    write_record(tmp_path / "state", record)
    assert read_record(tmp_path / "state", "build") == record
    assert read_record(tmp_path / "state", "test") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema": 0}', '{"schema": 1}', '{"schema": 1, "builds": [1]}'])
def test_a_record_of_another_version_is_no_record(text: str, tmp_path: Path) -> None:
    (tmp_path / "build.json").write_text(text, encoding="utf-8")
    assert read_record(tmp_path, "build") is None
    assert read_records(tmp_path) == []


def test_the_latest_record_is_first(tmp_path: Path) -> None:
    write_record(tmp_path, _record("build", 1.0))
    write_record(tmp_path, _record("test", 2.0))
    assert [record.command for record in read_records(tmp_path)] == ["test", "build"]


def test_the_build_before_has_other_derivations() -> None:
    first = updated_record(None, _record(roots=("a",)))
    second = updated_record(first, _record(roots=("b",)))
    assert (second.roots, second.previous) == (("b",), ("a",))
    again = updated_record(second, _record(roots=("b",)))
    assert (again.roots, again.previous) == (("b",), ("a",))


def test_a_failed_build_keeps_the_last_success() -> None:
    old = _record(roots=("b",), previous=("a",), builds=(UNIT,), seconds=2.0)
    failed = updated_record(old, BuildRecord(command="build", arguments=("x",), started=9.0, builds=(UNIT,)))
    assert (failed.roots, failed.previous, failed.arguments, failed.started) == (("b",), ("a",), ("--impure",), 9.0)


def test_times_stay_if_nothing_is_built() -> None:
    old = _record(roots=("a",), builds=(UNIT,), seconds=2.0)
    fresh = updated_record(old, _record(roots=("a",), builds=(SCAN,), seconds=0.5))
    assert (fresh.builds, fresh.seconds) == ((UNIT,), 2.0)


def test_roots_of_older_builds_are_removed(tmp_path: Path) -> None:
    directories = [roots_directory(tmp_path, "build", [name]) for name in ("a", "b", "c")]
    directory_of_tests = roots_directory(tmp_path, "test", ["c"])
    for directory in (*directories, directory_of_tests):
        directory.mkdir(parents=True)
    remove_other_roots(tmp_path, _record(roots=("a",), previous=("b",)))
    assert [directory.exists() for directory in (*directories, directory_of_tests)] == [True, True, False, True]
