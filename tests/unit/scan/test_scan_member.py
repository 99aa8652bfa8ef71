"""The facts of one member, file by file."""

import time
from pathlib import Path

import pytest
from member_scan import scan

from cargo_nix.crates.words import OPENS, PATHS, STARTS, UPWARD
from cargo_nix.errors import SourceError
from cargo_nix.scan.member_facts import FileFacts
from cargo_nix.syntax.references import Call, Include, Module

READING_CALL = "std::fs::read(path)"


def _file(root: Path, text: str, **options: tuple[str, ...]) -> FileFacts:
    return scan(root, {"a/src/lib.rs": text}, "a", **options).sources.get("a/src/lib.rs", FileFacts())


def test_files_without_facts_are_no_sources(tmp_path: Path) -> None:
    facts = scan(tmp_path, {"a/src/lib.rs": "fn f() {}", "a/src/b.rs": "mod c;", "a/x.txt": "mod d;"}, "a")
    assert facts.directory == "a"
    assert facts.files == ("a/src/b.rs", "a/src/lib.rs", "a/x.txt")
    assert list(facts.sources) == ["a/src/b.rs"]


def test_a_file_without_module_or_include_is_not_parsed(tmp_path: Path) -> None:
    """Without `mod x;` or `include` even an invalid file loads no other file."""
    assert _file(tmp_path, 'fn f( { " mode module') == FileFacts()


def test_an_error_in_a_file_without_modules_is_harmless(tmp_path: Path) -> None:
    assert _file(tmp_path, 'fn f( { "../x"').references == ()


def test_words_of_tests_count(tmp_path: Path) -> None:
    text = f"fn f(p: PathBuf) {{ p.parent() }} #[cfg(test)] mod tests {{ fn t() {{ {READING_CALL} }} }}"
    assert _file(tmp_path, text).words == (OPENS, PATHS, UPWARD)


def test_started_programs_are_facts(tmp_path: Path) -> None:
    facts = _file(tmp_path, 'use std::process::Command; fn f() { Command::new("git"); // Command::new("sh")\n }')
    assert (facts.programs, facts.words) == (("git",), (STARTS,))


@pytest.mark.parametrize(
    ("text", "outward", "to_macros"),
    [
        ('f("../b");', ("b",), ()),
        ('f("../../b");', ("b",), ()),
        ('f("../../../b");', (), ()),
        ('f("../x.rs");', ("x.rs",), ()),
        ('f("..");', ("",), ()),
        ('f("../a/b");', (), ()),
        ('m!("../b");', ("b",), ("b",)),
        ('f("{}/../b/*.txt"); m!("../c");', ("b", "c"), ("c",)),
        ('f("{}/../b/*.txt");', ("b",), ()),
        ('f("-I../b");', ("b",), ()),
        ('include_str!("../../b");', (), ()),
    ],
)
def test_literals_outside_the_package_are_facts(
    tmp_path: Path, text: str, outward: tuple[str, ...], to_macros: tuple[str, ...]
) -> None:
    """A literal may be relative to the package or to the file, so both paths count."""
    facts = _file(tmp_path, f"fn g() {{ {text} }}")
    assert (facts.outward, facts.macro_outward) == (outward, to_macros)


@pytest.mark.parametrize(
    ("path", "text", "outward"),
    [
        ("a/native/x.c", '#include "../../shared/x.h"', ("shared/x.h",)),
        ("a/tool.toml", "dirs = ['../pages']", ("pages",)),
        ("a/README.md", "[x](../LICENSE)", ()),
        ("a/Cargo.toml", '[dependencies]\nb = { path = "../b" }', ()),
        ("a/Cargo.toml", '[package.metadata.tool]\nfolder = "../b"', ("b",)),
        ("a/Cargo.toml", "[package.metadata]\nx = 1", ()),
        ("a/Cargo.toml", '[package.metadata\n"../b"', ("b",)),
        ("a/tests/Cargo.toml", "[package.metadata]\nx = " + "[" * 5000, ()),
        ("a/Cargo.toml", 'package = "metadata ../b"', ()),
        ("a/Cargo.lock", '"../b"', ()),
        ("a/x.bin", "\0../b", ()),
        ("a/x.txt", "../b " + "x" * (1 << 20), ()),
        ("x.c", '#include "../../shared/x.h"', ()),
    ],
    ids=range(13),
)
def test_other_languages_may_name_paths_outside_the_package(
    tmp_path: Path, path: str, text: str, outward: tuple[str, ...]
) -> None:
    assert scan(tmp_path, {"a/src/lib.rs": "", path: text}, "a").outward == outward


def test_no_path_is_outside_the_root_package(tmp_path: Path) -> None:
    facts = scan(tmp_path, {"src/lib.rs": 'm!("../x"); m!("../../y");', "x.c": '"../x"'})
    assert (facts.outward, facts.sources) == ((), {"src/lib.rs": FileFacts(calls=("m",), words=("dots",))})


@pytest.mark.parametrize(("text", "is_open"), [("..", True), ("../", True), ("../../b", False)])
def test_more_may_follow_a_path_that_only_goes_up(tmp_path: Path, text: str, *, is_open: bool) -> None:
    facts = scan(tmp_path, {"x/a/src/lib.rs": f'f(root().join("{text}"))'}, "x/a")
    assert ("" in facts.sources["x/a/src/lib.rs"].outward) == is_open


def test_variables_in_code_are_facts(tmp_path: Path) -> None:
    facts = _file(tmp_path, 'fn f() { env!("WORDS"); }', variables=("OTHER", "WORDS"))
    assert facts.variables == ("WORDS",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('global_asm!(".incbin \\"a.bin\\"");', True),
        ('core::arch::global_asm!(r#".include "a.s""#);', True),
        ('core::arch::global_asm!(include_str!("a.s"));', True),
        ('asm!("nop");', False),
        ('const A: &str = include_str!("a.s");', False),
    ],
)
def test_assembly_with_files_is_a_fact(tmp_path: Path, text: str, *, expected: bool) -> None:
    assert _file(tmp_path, text).assembles is expected


def test_only_scripts_have_opened_and_linked_files(tmp_path: Path) -> None:
    text = 'fn main() { println!("cargo:rustc-link-search=libs"); std::fs::read("x"); }'
    facts = scan(tmp_path, {"build.rs": text, "src/main.rs": text})
    assert (facts.sources["build.rs"].opened, facts.sources["build.rs"].links_files) == (
        ("cargo:rustc-link-search=libs", "x"),
        True,
    )
    assert (facts.sources["src/main.rs"].opened, facts.sources["src/main.rs"].links_files) == (None, False)


def test_an_empty_script_opens_no_file(tmp_path: Path) -> None:
    assert scan(tmp_path, {"build.rs": "fn main() {}"}).sources == {"build.rs": FileFacts(opened=())}


def test_calls_of_loading_macros_are_references(tmp_path: Path) -> None:
    facts = scan(
        tmp_path,
        {
            "src/lib.rs": "mod m; mod i { outer!(); } other!();",
            "src/m.rs": "macro_rules! outer { () => { inner!(); } } macro_rules! inner { () => { mod a; } }",
        },
    )
    references = facts.sources["src/lib.rs"].references
    assert [type(reference) for reference in references] == [Module, Call]
    assert {name: [type(entry) for entry in body] for name, body in facts.sources["src/m.rs"].macros.items()} == {
        "inner": [Module],
        "outer": [Call],
    }
    assert facts.sources["src/lib.rs"].calls == ("other", "outer")


@pytest.mark.parametrize(
    "text",
    [
        'include!("deep/code.in");',
        'include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/deep/code.in"));',
        'include!(concat!(env!("DEEP"), "/code.in"));',
        '#[path = "deep/code.in"] mod a;',
        'mod deep { #[path = "code.in"] mod a; }',
        'macro_rules! m { () => { include!("code.in"); } }',
    ],
)
def test_included_code_may_have_any_suffix(tmp_path: Path, text: str) -> None:
    files = {
        "src/lib.rs": text,
        "src/deep/code.in": 'include!("more.in");',
        "src/deep/more.in": "mod x;",
        "y.in": "mod z;",
    }
    assert {"src/deep/code.in", "src/deep/more.in"} == set(scan(tmp_path, files).sources) - {"src/lib.rs"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a!(x) b! [y] c::d!{z} r#e!()", ("a", "b", "d", "e")),
        ("use c::f as g; use {h as i, j as k};", ("f", "h", "j")),
        ("println!(x); vec![y]; include_str!(z)", ()),
        ("größe!(x)", ("größe",)),
        ("a != b; !c; d! = e", ()),
    ],
)
def test_called_macros_are_facts(tmp_path: Path, text: str, expected: tuple[str, ...]) -> None:
    assert _file(tmp_path, text).calls == expected


def test_included_data_is_not_parsed(tmp_path: Path) -> None:
    files = {"src/lib.rs": 'const A: &str = include_str!("a.txt");', "src/a.txt": "mod x;"}
    facts = scan(tmp_path, files)
    assert list(facts.sources) == ["src/lib.rs"]
    assert [type(reference) for reference in facts.sources["src/lib.rs"].references] == [Include]


def test_text_beyond_ascii(tmp_path: Path) -> None:
    facts = scan(tmp_path, {"src/größe.rs": 'const A: &str = include_str!("ä.txt"); // é', "src/ä.txt": ""})
    assert facts.files == ("src/größe.rs", "src/ä.txt")
    assert [getattr(reference, "path", "") for reference in facts.sources["src/größe.rs"].references] == ["ä.txt"]
    (tmp_path / "src/größe.rs").write_bytes(b'// \xff\nmod a; m!("../\xff");')
    assert [type(reference) for reference in scan(tmp_path, {}).sources["src/größe.rs"].references] == [Module]


def test_linked_sources_are_read(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    for link, target in {
        "loop.rs": "loop.rs",
        "gone.rs": "nowhere",
        "directory.rs": ".",
        "linked.rs": "real.rs",
    }.items():
        (tmp_path / "src" / link).symlink_to(target)
    assert list(scan(tmp_path, {"src/real.rs": "mod a;"}).sources) == ["src/linked.rs", "src/real.rs"]


def test_a_missing_member_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        scan(tmp_path, {}, "gone")


def test_macros_that_call_each_other_twice(tmp_path: Path) -> None:
    """Without a cache the number of expansions would double with each macro."""
    macros = "".join(
        f"macro_rules! m{n} {{ (a) => {{ m{n + 1}!(b); }}; (b) => {{ m{n + 1}!(a); }} }}\n" for n in range(18)
    )
    start = time.process_time()
    facts = scan(tmp_path, {"src/lib.rs": f"{macros} macro_rules! m18 {{ ($t:tt) => {{ mod x; }} }} m0!(a);"})
    assert len(facts.sources["src/lib.rs"].macros) == 19
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        'const A: &str = "' + "abcdef/" * 300_000 + '";\n',
        'const A: &str = "' + "../" * 300_000 + '";\n',
        "// " + "/" * 2_000_000 + "\n",
        "mod x;\nconst A: &str = '" + "/" * 300_000 + "';\n",
        'include_str!("' + "../" * 300_000 + '");\n',
        'f("../a/b");\n' * 50_000,
    ],
    ids=["slashes", "upward", "comment", "beside a module", "include", "literals"],
)
def test_long_texts_are_fast(text: str, tmp_path: Path) -> None:
    cpu_start = time.process_time()
    scan(tmp_path, {"a/src/lib.rs": text, "a/data.c": text[: 1 << 20]}, "a")
    # Quadratic run time would exceed the limit by far.
    assert time.process_time() - cpu_start < 10
