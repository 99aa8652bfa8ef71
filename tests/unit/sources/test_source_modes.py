"""Which modes load what: the conditions that rustc and rustdoc decide by themselves."""

from dataclasses import replace
from pathlib import Path

import pytest
from source_trees import LIB, lib_set, write_tree

from cargo_nix.sources import Mode, TargetKey, scan_member

MODES = {
    "#[cfg(test)]": {"test"},
    "#[cfg(all(test, unix))]": {"test"},
    "#[cfg(any(test))]": {"test"},
    '#[cfg(any(test, feature = "test"))]': {"plain", "test", "doc"},
    "#[cfg(not(test))]": {"plain", "doc"},
    "#[cfg(not(not(test)))]": {"test"},
    "#[cfg(doc)]": {"doc"},
    "#[cfg(doctest)]": {"doc"},
    '#[cfg(feature = "test")]': {"plain", "test", "doc"},
    "#[cfg(test)] /// doc\n #[allow(x)]": {"test"},
    "#[cfg(unix)] #[cfg(test)]": {"test"},
    "#[cfg(all())]": {"plain", "test", "doc"},
    "#[cfg_attr(test, cfg(test))]": {"plain", "test", "doc"},
}


@pytest.mark.parametrize("attribute", MODES)
@pytest.mark.parametrize("item", ["mod a;", 'mod i { include!("a.rs"); }', 'const A: &str = include_str!("a.rs");'])
def test_condition_decides_the_modes(attribute: str, item: str, tmp_path: Path) -> None:
    root = write_tree(tmp_path, {"src/lib.rs": f"{attribute} {item}", "src/a.rs": ""})
    sets = scan_member(root, [LIB])
    alive = {key.mode.value for key, found in sets.items() if "src/a.rs" in found.files and not key.runs}
    assert alive == MODES[attribute]


def test_readme_of_doctests_is_rustdocs_alone(tmp_path: Path) -> None:
    """The two idioms: rustc never reads this README, so its edit must not rebuild the library."""
    files = {
        "src/lib.rs": '#![cfg_attr(doctest, doc = include_str!("../README.md"))]\nmod a;',
        "src/a.rs": '#[cfg(doctest)]\n#[doc = include_str!("../README.md")]\n#[cfg(unix)]\nstruct A;',
        "README.md": "",
    }
    assert "README.md" not in lib_set(tmp_path, files).files
    assert "README.md" in lib_set(tmp_path, files, Mode.DOC).files


def test_subtree_of_a_test_module_is_the_tests_own(tmp_path: Path) -> None:
    """reference/advanced.md C5: rustc's metadata is the same whatever the file holds."""
    files = {
        "src/lib.rs": "#[cfg(test)] mod tests; mod a;",
        "src/tests.rs": "mod deep;",
        "src/tests/deep.rs": "",
        "src/a.rs": "",
    }
    assert lib_set(tmp_path, files).files == ("src/a.rs", "src/lib.rs")
    assert set(lib_set(tmp_path, files, Mode.TEST).files) == set(files)


def test_key_order_is_the_callers(tmp_path: Path) -> None:
    sets = scan_member(write_tree(tmp_path, {"src/lib.rs": ""}), [LIB])
    keys = [TargetKey(kind="lib", name="demo", mode=mode) for mode in Mode]
    assert list(sets) == [keys[0], keys[1], replace(keys[1], runs=True), keys[2]]
