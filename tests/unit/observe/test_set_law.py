"""Readings of a unit are merged, and compared with file sets."""

from dataclasses import dataclass

import pytest

from cargo_nix.errors import ObserveError
from cargo_nix.observe import (
    Observation,
    Reading,
    UnitReadings,
    collect_observation,
    merge_observations,
    message_sources,
    missing_paths,
)
from cargo_nix.observe.observation import How
from cargo_nix.observe.unit_calls import Member, MemberTarget
from cargo_nix.observe.workspace_tree import Tree

CARGO = '1 execve("/usr/bin/cargo", ["cargo", "build"], []) = 0\n'
RUSTC = (
    "1 vfork() = {pid}\n"
    '{pid} execve("/usr/bin/rustc", ["rustc", "--crate-name", "a", "{source}", "--emit=link", "--out-dir", "t"],'
    ' ["CARGO_MANIFEST_DIR={place}", "CARGO_PKG_NAME=a", "CARGO_PKG_VERSION=1.0.0"]) = 0\n'
)


@dataclass(frozen=True)
class _Set:
    files: frozenset[str]

    def holds(self, path: str) -> bool:
        return path in self.files


def _tree(ignored: tuple[str, ...] = ()) -> Tree:
    return Tree(
        ignored=ignored,
        root="/w",
        files=frozenset({"a/lib.rs", "a/b/one.txt", "README.md"}),
        links={},
        directories={"": ("README.md", "a", "void"), "a": ("b", "lib.rs"), "a/b": ("one.txt",), "void": ()},
    )


def _collect(*lines: str, ignored: tuple[str, ...] = ()) -> Observation:
    target = MemberTarget(kind="lib", name="a", source="/w/a/lib.rs")
    members = {"/w/a": Member(directory="a", targets=(target,))}
    text = CARGO + "".join(lines)
    return collect_observation(text.splitlines(), tree=_tree(ignored), members=members, cwd="/w", exit_code=0)


def _rustc(pid: int, package_dir: str = "/w/a") -> str:
    return RUSTC.format(pid=pid, place=package_dir, source=f"{package_dir}/lib.rs")


def test_a_unit_has_each_path_with_the_strongest_use() -> None:
    observation = _collect(
        _rustc(2),
        '2 access("a/lib.rs", R_OK) = 0\n',
        '2 open("a/lib.rs", O_RDONLY) = 3</w/a/lib.rs>\n',
        '2 open("a", O_RDONLY) = 3</w/a>\n',
        "2 getdents64(3</w/a>, 0x1 /* 4 entries */, 32768) = 80\n",
        '2 access("none", R_OK) = -1 ENOENT (No such file or directory)\n',
    )
    (unit,) = observation.units
    assert (unit.directory, unit.key, unit.processes) == ("a", "lib:a:plain", 1)
    assert [(reading.path, reading.how, reading.programs) for reading in unit.readings] == [
        ("a/", "listed", ("rustc",)),
        ("a/b/", "shown", ("rustc",)),
        ("a/lib.rs", "opened", ("rustc",)),
    ]


def test_a_directory_above_rustcs_output_is_no_source() -> None:
    calls = '2 access("/w/a/target/debug", F_OK) = 0\n2 access("/w/a", F_OK) = 0\n2 access("/w/a/b", F_OK) = 0\n'
    (unit,) = _collect(_rustc(2), calls, ignored=("a/target",)).units
    assert [reading.path for reading in unit.readings] == ["a/b/"]
    (unit,) = _collect(_rustc(2), calls).units
    assert [reading.path for reading in unit.readings] == ["a/", "a/b/"]


def test_a_listing_shows_the_entries() -> None:
    (unit,) = _collect(_rustc(2), "2 getdents64(3</w>, 0x1 /* 4 entries */, 32768) = 80\n").units
    assert [(reading.path, reading.how) for reading in unit.readings] == [
        ("README.md", "shown"),
        ("a/", "shown"),
        ("void/", "shown"),
    ]


def test_opening_a_directory_counts_as_asking() -> None:
    (unit,) = _collect(_rustc(2), '2 open("a/b", O_RDONLY) = 3</w/a/b>\n').units
    assert [(reading.path, reading.how) for reading in unit.readings] == [("a/b/", "asked")]


def test_calls_of_a_unit_and_of_two_builds_are_merged() -> None:
    first = _collect(_rustc(2), '2 open("a/lib.rs", O_RDONLY) = 3</w/a/lib.rs>\n', _rustc(3))
    second = _collect(_rustc(9), '9 access("README.md", R_OK) = 0\n')
    both = merge_observations(first, second)
    (unit,) = both.units
    assert (unit.processes, both.processes, both.exit_codes) == (3, 3, (0, 0))
    assert [reading.path for reading in unit.readings] == ["README.md", "a/lib.rs"]


def test_only_crates_that_use_the_workspace_are_listed() -> None:
    observation = _collect(
        _rustc(2, package_dir="/registry/a-1.0.0"),
        '2 access("README.md", R_OK) = 0\n',
        _rustc(3, package_dir="/registry/b"),
    )
    assert observation.units == ()
    (unit,) = observation.foreign
    assert (unit.directory, unit.key, unit.readings[0].path) == ("a 1.0.0", "compile", "README.md")


def test_a_reading_records_absolute_paths() -> None:
    observation = _collect(
        _rustc(2),
        '2 openat(AT_FDCWD</w>, "a/lib.rs", O_RDONLY) = 3</w/a/lib.rs>\n',
        '2 openat(AT_FDCWD</w>, "/w/README.md", O_RDONLY) = 3</w/README.md>\n',
        '2 openat(AT_FDCWD</w>, "README.md", O_RDONLY) = 3</w/README.md>\n',
    )
    assert [(reading.path, reading.absolute) for reading in observation.units[0].readings] == [
        ("README.md", True),
        ("a/lib.rs", False),
    ]


def test_an_empty_trace_is_an_error() -> None:
    with pytest.raises(ObserveError, match="strace wrote no trace"):
        collect_observation([], tree=_tree(), members={}, cwd="/w", exit_code=0)


def _observation(*readings: tuple[str, How]) -> Observation:
    unit = UnitReadings(
        directory="a",
        key="run",
        processes=1,
        readings=tuple(Reading(path=path, how=how, programs=("t",)) for path, how in readings),
    )
    files = ("README.md", "a/b/one.txt", "a/b0", "a/lib.rs")
    return Observation(files=files, units=(unit,), foreign=(), exit_codes=(0,))


def test_a_file_must_be_in_the_file_set() -> None:
    observation = _observation(("README.md", "opened"), ("a/lib.rs", "asked"))
    (missing,) = missing_paths(observation, {"a": {"run": _Set(frozenset({"a/lib.rs"}))}})
    assert (missing.directory, missing.key, missing.reading.path, missing.has_set) == ("a", "run", "README.md", True)


@pytest.mark.parametrize(
    ("files", "missing"), [({"a/b/one.txt"}, []), ({"a/b0"}, ["a/b/"]), ({"a/lib.rs"}, ["a/b/"]), (set(), ["a/b/"])]
)
def test_a_directory_needs_a_file_below(files: set[str], missing: list[str]) -> None:
    observation = _observation(("a/b/", "listed"), ("void/", "shown"))
    missing_readings = missing_paths(observation, {"a": {"run": _Set(frozenset(files))}})
    assert [lack.reading.path for lack in missing_readings] == missing


def test_every_path_of_a_unit_without_a_file_set_is_missing() -> None:
    (missing,) = missing_paths(_observation(("README.md", "opened")), {"a": {"lib:a:plain": _Set(frozenset())}})
    assert not missing.has_set


def _linked(name: str) -> Observation:
    """Return an observation of library ``a``, and of ``b``, for which rustc uses the path of case ``name``."""

    def unit(directory: str, key: str, *readings: Reading) -> UnitReadings:
        return UnitReadings(directory=directory, key=key, processes=1, readings=readings)

    def reading(path: str, how: How = "opened", program: str = "rustc", *, absolute: bool = False) -> Reading:
        return Reading(path=path, how=how, programs=(program,), absolute=absolute)

    library = unit("a", "lib:a:plain", reading("a/lib.rs"), reading("b/shared.rs"), reading("a/text.txt"))
    user = {
        "relative": reading("a/lib.rs"),
        "absolute": reading("a/lib.rs", absolute=True),
        "asked": reading("a/lib.rs", "asked"),
        "other program": reading("a/lib.rs", program="cc"),
        "no source": reading("a/text.txt"),
        "own": reading("b/shared.rs"),
        "not of the library": reading("a/other.rs"),
    }[name]
    files = ("a/lib.rs", "a/other.rs", "a/text.txt", "b/shared.rs")
    return Observation(files=files, units=(library, unit("b", "bin:b:plain", user)), foreign=(), exit_codes=(0,))


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("relative", 0),
        ("absolute", 1),
        ("asked", 1),
        ("other program", 1),
        ("no source", 1),
        ("own", 1),
        ("not of the library", 1),
    ],
)
def test_sources_of_linked_libraries_are_for_rustcs_messages(name: str, missing: int) -> None:
    observation = _linked(name)
    all_files = _Set(frozenset(observation.files))
    sets = {"a": {"lib:a:plain": all_files}, "b": {"bin:b:plain": _Set(frozenset())}}
    assert len(list(missing_paths(observation, sets))) == missing
    assert len(list(message_sources(observation))) == 1 - missing
