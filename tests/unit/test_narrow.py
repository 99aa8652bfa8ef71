"""An observed build gives arguments that narrow file sets."""

from cargo_nix.filesets.file_set import FileSet
from cargo_nix.narrow import NarrowEntry, narrow_sets, render_entries
from cargo_nix.observe import Observation, Reading, UnitReadings
from cargo_nix.observe.observation import How

SCRIPT = "custom-build:build-script-build:run"
NAMES = {"a": "first", "b": "second"}
WORKSPACE, PACKAGE = FileSet(level="workspace", take=[""]), FileSet(level="package", take=["b"])
CLOSED = FileSet(level="closed", take=["b/src"])


def _unit(directory: str, key: str, **paths: How) -> UnitReadings:
    readings = tuple(
        Reading(path=path.replace("__", "/").replace("_", "."), how=how, programs=()) for path, how in paths.items()
    )
    return UnitReadings(directory=directory, key=key, processes=1, readings=readings)


def _observed(*units: UnitReadings) -> Observation:
    return Observation(files=(), units=units, foreign=(), exit_codes=(0,))


def test_a_script_gets_an_entry_with_its_files() -> None:
    unit = _unit("a", SCRIPT, VERSION="opened", a__Cargo_toml="asked", a__data__one_txt="opened")
    sets = {"a": {SCRIPT: WORKSPACE}}
    assert narrow_sets(_observed(unit), sets, sets, NAMES) == [
        NarrowEntry(
            argument="buildScriptInputs",
            package="first",
            paths=("../VERSION", "data/one.txt"),
            level="workspace",
            units=(SCRIPT,),
        )
    ]


def test_a_listed_directory_covers_its_files() -> None:
    readings = (
        Reading(path="a/data/", how="listed", programs=()),
        Reading(path="a/data/one.txt", how="shown", programs=()),
        Reading(path="a/src/", how="asked", programs=()),
    )
    unit = UnitReadings(directory="a", key=SCRIPT, processes=1, readings=readings)
    sets = {"a": {SCRIPT: WORKSPACE}}
    (entry,) = narrow_sets(_observed(unit), sets, sets, NAMES)
    assert entry.paths == ("data",)


def test_macros_get_an_entry_with_files_outside_the_module_tree() -> None:
    units = [_unit("b", f"lib:b:{mode}", b__src__lib_rs="opened", b__page_html="opened") for mode in ("plain", "test")]
    wide = {"b": {"lib:b:plain": PACKAGE, "lib:b:test": PACKAGE}}
    closed = {"b": {"lib:b:plain": CLOSED, "lib:b:test": CLOSED}}
    (entry,) = narrow_sets(_observed(*units), wide, closed, NAMES)
    assert (entry.argument, entry.paths, entry.level) == ("macroInputs", ("page.html",), "package")
    assert entry.units == ("lib:b:plain", "lib:b:test")


def test_closed_wide_and_unobserved_units_have_no_entry() -> None:
    unit = _unit("b", "lib:b:plain", b__src__lib_rs="opened")
    assert narrow_sets(_observed(unit), {"b": {"lib:b:plain": CLOSED}}, {"b": {"lib:b:plain": CLOSED}}, NAMES) == []
    assert narrow_sets(_observed(unit), {"b": {"lib:b:plain": PACKAGE}}, {"b": {"lib:b:plain": PACKAGE}}, NAMES) == []
    assert narrow_sets(_observed(), {"b": {"lib:b:plain": PACKAGE}}, {"b": {"lib:b:plain": CLOSED}}, NAMES) == []


def test_entries_are_nix_text() -> None:
    entries = [
        NarrowEntry(argument="macroInputs", package="b", paths=(), level="package", units=("lib:b:plain",)),
        NarrowEntry(
            argument="buildScriptInputs", package="a", paths=("../${x}", 'say "x"'), level="workspace", units=("r",)
        ),
    ]
    assert render_entries(entries) == (
        "# Today an edit of any file of the workspace builds again: r\n"
        'packageOverrides."a".buildScriptInputs = [ "../\\${x}" "say \\"x\\"" ];\n'
        "# Today an edit of any file of the package builds again: lib:b:plain\n"
        'packageOverrides."b".macroInputs = [ ];\n'
    )
    assert render_entries([]) == "# Each unit sees no more than it can read: there is nothing to narrow.\n"
