"""Which files the literals of a build script can name, and which scripts may open others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.sources.named import Basenames, Names, opens_unnamed
from cargo_nix.sources.parse import parse_tree

PATH = "data/lang/words_en.tar.gz"


@pytest.mark.parametrize(
    "literal",
    [
        *(PATH, "./" + PATH, "../x/../" + PATH, "/" + PATH, "data\\lang\\words_en.tar.gz"),
        *("lang/words_en.tar.gz", "words_en.tar.gz", "data", "lang", "data/lang/", "/lang", "Data/Lang"),
        *("words_en", "words_en.tar", "words_", "gz", ".gz", "tar.gz", "_en.tar.gz", "en.tar.gz"),
        *("{}.tar.gz", "{}/words_{lang}.tar.gz", "data/{}", "{dir}/lang", "words_{}", "{0}_en{1:?}"),
        "not in words_en.tar.gz: {}",
        '[{"file": "words_en.tar.gz"}]',
    ],
)
def test_a_literal_names_it(literal: str) -> None:
    assert Names([literal]).fit(PATH)


@pytest.mark.parametrize(
    "literal",
    [
        *("", "/", ".", "{}", "{}/{}", "{}.{}", "..", "../.."),
        *("ords_en.t", "ta", "atar", "w", "n", "lan.txt", "other/lang/x"),
        *("{}.txt", "data/{}.zip", "pub const WORDS: &[&str] = &{};", "cargo:rustc-cfg=gz", "OUT_DIR"),
    ],
)
def test_a_literal_names_something_else(literal: str) -> None:
    assert not Names([literal]).fit(PATH)


_PARTS = st.lists(st.text("ab.-é", min_size=1, max_size=6), min_size=1, max_size=4)


@given(parts=_PARTS, more=st.lists(st.text(max_size=8)), data=st.data())
def test_any_part_of_a_path_names_it(parts: list[str], more: list[str], data: st.DataObject) -> None:
    """Whatever else a script says: no further literal takes a name away."""
    parts = [part for part in parts if part.strip(".")] or ["x"]
    start = data.draw(st.integers(0, len(parts) - 1))
    end = data.draw(st.integers(start + 1, len(parts)))
    if any(letter.isalnum() for letter in "".join(parts[start:end])):
        assert Names([*more, "/".join(parts[start:end])]).fit("/".join(parts))


def test_a_file_may_be_a_list_of_others() -> None:
    files = Basenames({"x/one.txt", "second.txt", "b/third.txt"})
    assert files.mentioned(b"first: a/One.txt\nsecond.txt") == {"x/one.txt", "second.txt"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('fs::read("a.txt");', False),
        ('std::process::exit(1); for e in fs::read_dir("data") {}', False),
        ('let file = "a"; open(file);', False),
        ('let file = "a"; for e in fs::read_dir(file) {}', False),
        ('println!("{}", file!());', False),
        ("for e in fs::read_dir(file!()) {}", True),
        ('for e in fs::read_dir(Path::new("a/b").parent()) {}', True),
        ("for e in fs::read_dir(env::current_dir()?) {}", True),
        ("env::current_dir()?.read_dir();", True),
        ('env::var("PWD").read_dir();', True),
        ('Command::new("git");', True),
        ("use std::process::Command as C;", True),
        ('extern "C" { fn open(); }', True),
        ("open(stringify!(words));", True),
        (r'open("\x61.txt");', True),
        (r'open("a\n.txt");', False),
        ("fn (", True),
    ],
)
def test_scripts_that_open_what_they_do_not_name(source: str, *, expected: bool) -> None:
    tree = parse_tree(f"fn main() {{ {source} }}".encode() if source != "fn (" else source.encode())
    assert opens_unnamed([tree.root_node]) == expected
