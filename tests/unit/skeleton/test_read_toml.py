"""The TOML reader in Nix never fails, and gives the result of tomli for every valid text."""

import json
from collections import Counter
from collections.abc import Iterable

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.skeleton.manifest_paths import read_manifest_paths
from cargo_nix.skeleton.read_toml import read_entries
from support.nix import needs_nix
from support.random_inputs import batches, count_inputs
from support.skeleton import map_in_nix

pytestmark = [needs_nix, pytest.mark.nix]

TEXTS = (
    "",
    "# only a comment",
    "a = 1\n",
    "a = true\nb = false # c = 'd'\n",
    'a."b.c".\'d\'."" = "e"\n',
    "[a]\n[a.b]\nc.d = 'e'\n[[f]]\n[[f]]\ng = 'h'\n[f.i]\nj = 'k'\n",
    '[ a . "b" ]\n  c\t=\t[ "d" , # e\n\n "f", ]\n',
    'a = { b = "c", d = { e = ["f", { g = "h" }] }, i = [] }\nj = {}\n',
    'a = [[["b"], []], { c = "d" }]\n',
    "a = ''\nb = \"\"\nc = ''''''\nd = \"\"\"\"\"\"\n",
    "a = 'C:\\x\\'\nb = 'it \"is\"'\nc = '# none'\n",
    'a = "it\'s \\"[\\" \\\\"\nb = "#"\nc = "\\\\"\nd = "\\\\\\""\n',
    'a = "\\b\\t\\n\\f\\r\\e\\x41\\u00e9\\U0001F600"\n',
    'a = """\n"one" ""two"" \\\n\n   three \\""" four\n"""\nb = "c"\n',
    'a = """""five"""""\nb = \'\'\'\'\'five\'\'\'\'\'\nc = """"four"""\n',
    "a = '''\n'one' ''two'' \\\n\"\"\" # none\n'''\n[b]\nc = 'd'\n",
    'a = """\\\n   b"""\nc = """\r\nd\\\r\n  e"""\n',
    "a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5\nc = 07:32\nd = [1979-05-27, 'x']\n",
    "a = +1_000\nb = 0xdead_beef\nc = 0o7\nd = 0b1\ne = -1.5e+10\nf = inf\ng = -nan\n",
    "1234 = 'a'\n-_ = 'b'\n3.14159 = 'pi'\n",
    "a = [\n  # one ]\n  'b', # two '\n  \"c\" # three \"\n]\nd = 'e'\n",
    "\ufeffa = 'b'\n",
    "a = 'b'\r\n\r\n[c]\r\nd = 'e'\r\n",
    "a = 'größe 数 \U0001f600'\n\"größe\" = 'b'\n",
    "a = {\n  b = 'c', # 1.1\n}\n",
    "[a]\nb = 'c'\n[a.d]\n[e]\n[[e.f]]\n[[e.f.g]]\nh = 'i'\n",
    "true = 'a'\nfalse.true = true\n",
    f"a = '{'x' * 70_000}'\nb = '{'[' * 300}'\n",
    f"a = {'[' * 70}'b'{']' * 70}\nc = 'd'\n",
)


def _values(
    entries: Iterable[tuple[tuple[str, ...], str | bool | None]],
) -> Counter[tuple[tuple[str, ...], str | bool]]:
    # tomli normalises line endings in strings.
    plain = ((path, value.replace("\r\n", "\n") if isinstance(value, str) else value) for path, value in entries)
    return Counter((path, value) for path, value in plain if value is not None)


def _compare(texts: Iterable[str]) -> None:
    texts = list(texts)
    for text, nix_entries in zip(texts, map_in_nix("table.readToml", texts), strict=True):
        python_entries = [(entry.path, entry.value) for entry in read_entries(text)]
        entries = [(tuple(entry["path"]), entry["value"]) for entry in nix_entries]
        assert _values(entries) == _values(python_entries), text
        # A table without keys still has an entry.
        assert {path[:1] for path, _value in entries} - {()} == {path[:1] for path, _value in python_entries} - {()}, (
            text
        )


def test_nix_reads_the_texts_like_tomli() -> None:
    for text in TEXTS:
        tomli.loads(text.removeprefix("\ufeff"))
    _compare(TEXTS)


_any = st.characters(blacklist_categories=["Cs", "Cc"])
_odd = st.sampled_from("\"'[]{}=,.#\\ aé😀")
_strings = st.text(_any | _odd, max_size=12) | st.text(_odd, max_size=300)


def _in_double_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _in_three(text: str, quote: str) -> str:
    if quote == "'":
        return f"'''\n{text}'''" if "'" not in text else _in_double_quotes(text)
    return f'"""\n{_in_double_quotes(text)[1:-1]}"""'


@st.composite
def _texts_of_strings(draw: st.DrawFn) -> str:
    text = draw(_strings)
    style = draw(st.sampled_from(["double", "single", "three double", "three single"]))
    if style == "double" or (style == "single" and "'" in text):
        return _in_double_quotes(text)
    return f"'{text}'" if style == "single" else _in_three(text, '"' if style == "three double" else "'")


_scalars = _texts_of_strings() | st.sampled_from(
    ["1", "-2.5", "true", "false", "1979-05-27T07:32:00Z", "07:32:00", "inf"]
)
_keys = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True) | st.builds(_in_double_quotes, _strings)
_comments = st.builds(lambda text: f"# {text}", _strings) | st.just("")


@st.composite
def _arrays(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    parts = draw(st.lists(st.tuples(inner, _comments), max_size=3))
    return "[" + "".join(f"\n  {value}, {comment}\n" for value, comment in parts) + "]"


@st.composite
def _inline_tables(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    parts = draw(st.lists(st.tuples(st.integers(0, 99), inner), max_size=3, unique_by=lambda part: part[0]))
    return "{ " + ", ".join(f"k{number} = {value}" for number, value in parts) + " }"


_data = st.recursive(_scalars, lambda inner: _arrays(inner) | _inline_tables(inner), max_leaves=4)


@st.composite
def _documents(draw: st.DrawFn) -> str:
    """Return a valid TOML text with arbitrary strings and comments; keys are unique below each heading."""
    lines = []
    for number in range(draw(st.integers(1, 3))):
        lines.append(draw(st.sampled_from([f"[t{number}]", f"[ t{number} . 'x y' ] # [", f"[[t{number}.a]]"])))
        keys = draw(st.lists(_keys, max_size=3, unique_by=lambda key: key.strip('"')))
        lines += [f"{key} = {draw(_data)} {draw(_comments)}" for key in keys]
    return "\n".join(lines) + "\n"


@batches(25)
@given(st.lists(_documents(), min_size=3, max_size=12))
def test_nix_reads_any_document_like_tomli(texts: list[str]) -> None:
    count_inputs(len(texts))
    for text in texts:
        tomli.loads(text)
    _compare(texts)


@batches(25)
@given(st.lists(st.text(_any | _odd | st.sampled_from("\n\t\r"), max_size=80), min_size=10, max_size=60))
def test_no_text_is_an_error_in_nix(texts: list[str]) -> None:
    count_inputs(len(texts))
    results = map_in_nix("text: builtins.deepSeq (table.manifestPaths text) true", texts)
    assert results == [True] * len(texts)


@pytest.mark.parametrize(
    "text", ["a." * 20_000 + "b = 1", "a = " + "{a = " * 20_000, "a = " + "[" * 20_000, "[a" + ".a" * 20_000]
)
def test_no_depth_is_an_error_in_nix(text: str) -> None:
    longest = "builtins.foldl' (most: { path, ... }: let count = builtins.length path; in if count > most then count else most) 0"
    (count,) = map_in_nix(f"text: {longest} (table.readToml text)", [text])
    # Cargo reads 80 levels.
    assert count <= 2 * 80 + 2


MANIFEST = """\
# {comment}
[package]
name = "app"
version = "0.1.0" # {comment}
description = {description}
authors = [{description}, "b"]

# [dependencies] x = {{ path = "wrong" }} {comment}
[package.metadata.docs]
path = {description}
members = [{description}]

[dependencies]
right = {{ path = "right" }} # {comment}

[workspace]
members = ["right"]
"""


@batches(25)
@given(st.lists(st.tuples(_texts_of_strings(), _strings), min_size=5, max_size=20))
def test_descriptions_and_comments_are_no_paths(parts: list[tuple[str, str]]) -> None:
    count_inputs(len(parts))
    texts = [MANIFEST.format(description=description, comment=comment) for description, comment in parts]
    function = "text: { inherit (table.manifestPaths text) members dependencies patches targets exclude; }"
    for text, nix_paths in zip(texts, map_in_nix(function, texts), strict=True):
        tomli.loads(text)
        expected = {"members": ["right"], "dependencies": ["right"], "patches": [], "targets": [], "exclude": []}
        assert nix_paths == expected, text
        python_paths = read_manifest_paths(text)
        assert {key: list(getattr(python_paths, key)) for key in expected} == expected, text
