"""The tag that starts the module says what the arguments say."""

from pathlib import Path

import pytest

from cargo_nix.web.page_tags import marked_tags
from support.standalone import standalone_module
from support.web_app import app_attributes

start_tags = standalone_module("start_tags")
web_error = standalone_module("web_error")


def _check(tmp_path: Path, words: str, **changes: object) -> None:
    tags = [tag for word in words.split("|") for tag in marked_tags(f'<link data-trunk rel="rust" {word}>')]
    start_tags.check_start_tags(tags, app_attributes(tmp_path, **changes), "site/index.html")


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("", {"features": ["a"]}),
        ('href="Cargo.toml" data-type="main"', {}),
        ('data-cargo-features="b,a"', {"features": ["a", "b"]}),
        ('data-bin="app" data-target-name="app" data-integrity="none"', {}),
        ('data-bindgen-target="no-modules"', {"target": "no-modules"}),
        ('data-wasm-opt="z"', {"wasmOpt": "/bin/wasm-opt"}),
        ("data-cargo-no-default-features", {"noDefaultFeatures": True}),
    ],
)
def test_equal_settings(tmp_path: Path, words: str, changes: dict[str, object]) -> None:
    _check(tmp_path, words, **changes)


TWICE = """error: the page starts more than the module of the app
  at: site/index.html
  expected: one tag `<link data-trunk rel="rust">`, without `data-type="worker"`
  got: {came}
  ways out:
    1. make an app of each module: the argument `web` takes several"""
DIFFERENT = """error: the page and the argument `{argument}` differ
  at: site/index.html: {attribute}
  expected: web.site.{argument} = {value};
  got: {came}
  ways out:
    1. change `web.site.{argument}`
    2. remove {attribute} from the page"""
ABSENT = """error: the page has a setting that is an argument of cargo-nix
  at: site/index.html: {attribute}
  expected: `web.site.{argument}`
  got: {came}
  ways out:
    1. set `web.site.{argument}`
    2. remove {attribute} from the page"""


UNKNOWN = """error: cargo-nix does not carry out a setting of the page
  at: site/index.html: data-initializer
  expected: trunk's settings in docs/web.md
  got: start.js
  ways out:
    1. remove data-initializer from the page"""


@pytest.mark.parametrize(
    ("words", "changes", "message"),
    [
        ("|", {}, TWICE.format(came="2 tags")),
        ('data-type="worker"', {}, TWICE.format(came="a worker")),
        (
            'data-cargo-features="b,a"',
            {"features": ["c"]},
            DIFFERENT.format(argument="features", attribute="data-cargo-features", value='[ "a" "b" ]', came="c"),
        ),
        (
            'data-bin="other"',
            {},
            DIFFERENT.format(argument="bin", attribute="data-bin", value='"other"', came="app"),
        ),
        (
            'data-bindgen-target="no-modules"',
            {},
            DIFFERENT.format(argument="target", attribute="data-bindgen-target", value='"no-modules"', came="web"),
        ),
        ('data-integrity="none" data-initializer="start.js"', {}, UNKNOWN),
        ('data-wasm-opt="z"', {}, ABSENT.format(attribute="data-wasm-opt", argument="wasmOpt", came="z")),
        (
            "data-weak-refs",
            {},
            ABSENT.format(attribute="data-weak-refs", argument="bindgenArgs", came="data-weak-refs"),
        ),
    ],
)
def test_a_difference_is_an_error(tmp_path: Path, words: str, changes: dict[str, object], message: str) -> None:
    with pytest.raises(web_error.WebError) as stopped:
        _check(tmp_path, words, **changes)
    assert str(stopped.value) == message
