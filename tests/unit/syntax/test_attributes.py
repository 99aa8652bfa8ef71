"""Conditions and paths in attributes."""

import pytest
from rust_text import nodes_of

from cargo_nix.syntax.attributes import Meta, Paths, alive_modes, parse_attribute, read_paths


def _meta(attribute: str) -> Meta:
    meta = parse_attribute(nodes_of(f"{attribute} mod a;", "attribute_item")[0])
    assert meta is not None
    return meta


MODES = {
    "#[cfg(test)]": {"test"},
    "#[cfg(all(test, unix))]": {"test"},
    "#[cfg(any(test))]": {"test"},
    '#[cfg(any(test, feature = "test"))]': {"plain", "test", "doc"},
    "#[cfg(not(test))]": {"plain", "doc"},
    "#[cfg(not(not(test)))]": {"test"},
    "#[cfg(doc)]": {"doc"},
    "#[cfg(doctest)]": {"doc"},
    "#[cfg(not(doctest))]": {"plain", "test", "doc"},
    '#[cfg(feature = "test")]': {"plain", "test", "doc"},
    "#[cfg(all())]": {"plain", "test", "doc"},
    "#[cfg(any())]": set(),
    "#[cfg(unix)]": {"plain", "test", "doc"},
    "#[cfg_attr(test, cfg(test))]": {"plain", "test", "doc"},
    "#[cfg(all(test, $condition))]": {"test"},
    "#[test]": {"plain", "test", "doc"},
}


@pytest.mark.parametrize("attribute", MODES)
def test_a_condition_decides_the_modes(attribute: str) -> None:
    assert {mode.value for mode in alive_modes([_meta(attribute)])} == MODES[attribute]


def test_all_conditions_must_hold() -> None:
    assert alive_modes([_meta("#[cfg(test)]"), _meta("#[cfg(doc)]")]) == ()


@pytest.mark.parametrize("name", ["all", "any", "not"])
def test_a_too_deep_condition_may_hold(name: str) -> None:
    deep = f"{name}(" * 600 + "test" + ")" * 600
    assert {mode.value for mode in alive_modes([_meta(f"#[cfg({deep})]")])} == {"plain", "test", "doc"}


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        (['#[path = "a.rs"]'], Paths(paths=("a.rs",), default=False)),
        (['#[path = r"a.rs"]'], Paths(paths=("a.rs",), default=False)),
        (['#[cfg_attr(unix, path = "a.rs")]'], Paths(paths=("a.rs",))),
        (
            ['#[cfg_attr(unix, path = "a.rs")]', '#[cfg_attr(windows, doc = "x", path = "b.rs")]'],
            Paths(paths=("a.rs", "b.rs")),
        ),
        (['#[cfg_attr(unix, cfg_attr(test, path = "a.rs"))]'], Paths(paths=("a.rs",))),
        (['#[path = concat!("a", ".rs")]'], Paths(default=False, unread=True)),
        (["#[path = $file]"], Paths(default=False, unread=True)),
        (["#[cfg_attr(unix, path = $file)]"], Paths(unread=True)),
        (["#[" + "cfg_attr(unix, " * 600 + 'path = "a.rs"' + ")" * 600 + "]"], Paths(unread=True)),
        (["#[allow(unused)]", '#[doc = "path"]', '#[cfg(path = "x")]'], Paths()),
    ],
)
def test_paths_of_attributes(attributes: list[str], expected: Paths) -> None:
    assert read_paths(map(_meta, attributes)) == expected


def test_nested_lists_of_attributes() -> None:
    inner = Meta(name="b", items=(Meta(name="c", value="d"),))
    assert _meta('#[a(b(c = "d"), e::f, g = 1,)]') == Meta(
        name="a", items=(inner, Meta(name="e::f"), Meta(name="g", unread=True))
    )
