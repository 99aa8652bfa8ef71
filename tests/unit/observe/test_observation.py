"""Observations of several builds, as one."""

from cargo_nix.observe.observation import (
    Observation,
    Reading,
    UnitReadings,
    merge_observations,
    merge_readings,
    stronger_use,
)


def test_the_use_that_says_more() -> None:
    assert [stronger_use("opened", "shown"), stronger_use("asked", "listed")] == ["opened", "listed"]


def test_a_path_has_one_reading() -> None:
    readings = [
        Reading(path="b", how="asked", programs=("sh",), absolute=False),
        Reading(path="a", how="opened", programs=("rustc",)),
        Reading(path="b", how="opened", programs=("cc",)),
    ]
    assert merge_readings(readings) == (
        Reading(path="a", how="opened", programs=("rustc",)),
        Reading(path="b", how="opened", programs=("cc", "sh"), absolute=True),
    )


def _observation(directory: str, path: str, code: int) -> Observation:
    reading = Reading(path=path, how="opened", programs=("rustc",))
    unit = UnitReadings(directory=directory, key="lib:x:plain", processes=1, readings=(reading,))
    return Observation(files=(path,), units=(unit,), foreign=(), exit_codes=(code,))


def test_units_of_one_key_are_one() -> None:
    merged = merge_observations(_observation("a", "x", 0), _observation("a", "y", 101), _observation("", "z", 0))
    assert merged.files == ("x",)
    assert merged.exit_codes == (0, 101, 0)
    assert merged.processes == 3
    assert [(unit.directory, [reading.path for reading in unit.readings]) for unit in merged.units] == [
        ("", ["z"]),
        ("a", ["x", "y"]),
    ]
