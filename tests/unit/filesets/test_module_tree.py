"""The file of a module, and included files, in rustc's search order."""

import time
from pathlib import Path

import pytest
from scanned_sets import held, member_sets, target, workspace_sets

from cargo_nix.filesets.file_set import FileSet
from cargo_nix.syntax.references import Mode
from support.projects import write_project

LIB = target("lib", "src/lib.rs")


def _lib_set(root: Path, files: dict[str, str], mode: Mode = Mode.PLAIN) -> FileSet:
    """Write ``files``, and return the file set of a library in the root of the source."""
    return member_sets(root, files, LIB, directory="")[f"lib:lib:{mode}"]


CASES: dict[str, tuple[dict[str, str], set[str]]] = {
    "plain module": ({"src/lib.rs": "mod a;", "src/a.rs": "", "src/b.rs": ""}, {"src/a.rs"}),
    "mod.rs": (
        {"src/lib.rs": "pub(crate) mod a;", "src/a/mod.rs": "mod b;", "src/a/b.rs": ""},
        {"src/a/mod.rs", "src/a/b.rs"},
    ),
    "file that is no mod.rs": (
        {"src/lib.rs": "mod a;", "src/a.rs": "mod b;", "src/a/b.rs": ""},
        {"src/a.rs", "src/a/b.rs"},
    ),
    "raw name": ({"src/lib.rs": "mod r#type;", "src/type.rs": ""}, {"src/type.rs"}),
    "comments between": ({"src/lib.rs": "mod/* x */a // y\n;", "src/a.rs": ""}, {"src/a.rs"}),
    "comments and strings are prose": (
        {"src/lib.rs": '// mod a;\n/* mod a; */ /// mod a;\nconst A: &str = "mod a;"; fn mod_a() {}', "src/a.rs": ""},
        set(),
    ),
    "inline in the root": ({"src/lib.rs": "mod a { mod b; }", "src/a/b.rs": "", "src/b.rs": ""}, {"src/a/b.rs"}),
    "inline in a file": (
        {"src/lib.rs": "mod x;", "src/x.rs": "mod a { mod b; }", "src/x/a/b.rs": "", "src/a/b.rs": ""},
        {"src/x.rs", "src/x/a/b.rs"},
    ),
    "inline in mod.rs": (
        {"src/lib.rs": "mod x;", "src/x/mod.rs": "mod a { mod b; }", "src/x/a/b.rs": ""},
        {"src/x/mod.rs", "src/x/a/b.rs"},
    ),
    "path": (
        {"src/lib.rs": '#[path = "z/q.rs"] mod a;', "src/z/q.rs": "mod b;", "src/z/b.rs": ""},
        {"src/z/q.rs", "src/z/b.rs"},
    ),
    "path as a raw string": (
        {"src/lib.rs": '#[path = r#"q.rs"#] mod a;', "src/q.rs": "", "src/a.rs": ""},
        {"src/q.rs"},
    ),
    "path in a file": (
        {"src/lib.rs": "mod x;", "src/x.rs": '#[path = "q.rs"] mod a;', "src/q.rs": "", "src/x/q.rs": ""},
        {"src/x.rs", "src/q.rs"},
    ),
    "path below inline, in a file": (
        {"src/lib.rs": "mod x;", "src/x.rs": 'mod i { #[path = "q.rs"] mod a; }', "src/x/i/q.rs": "", "src/i/q.rs": ""},
        {"src/x.rs", "src/x/i/q.rs"},
    ),
    "path on inline": (
        {"src/lib.rs": '#[path = "dir"] mod i { mod a; }', "src/dir/a.rs": "", "src/i/a.rs": ""},
        {"src/dir/a.rs"},
    ),
    "path on inline, in a file": (
        {"src/lib.rs": "mod x;", "src/x.rs": '#[path = "dir"] mod i { mod a; }', "src/dir/a.rs": ""},
        {"src/x.rs", "src/dir/a.rs"},
    ),
    "path upwards": ({"src/lib.rs": '#[path = "../gen/a.rs"] mod a;', "gen/a.rs": ""}, {"gen/a.rs"}),
    "cfg_attr takes all": (
        {
            "src/lib.rs": '#[cfg_attr(unix, path = "u.rs")] #[cfg_attr(windows, doc = "x", path = "w.rs")] mod sys;',
            "src/u.rs": "",
            "src/w.rs": "",
            "src/sys.rs": "",
        },
        {"src/u.rs", "src/w.rs", "src/sys.rs"},
    ),
    "cfg_attr on inline": (
        {"src/lib.rs": '#[cfg_attr(unix, path = "u")] mod i { mod a; }', "src/u/a.rs": "", "src/i/a.rs": ""},
        {"src/u/a.rs", "src/i/a.rs"},
    ),
    "in a block": (
        {
            "src/lib.rs": "mod x;",
            "src/x.rs": 'fn f() { #[path = "b.rs"] mod a; mod i { #[path = "c.rs"] mod d; } }',
            "src/b.rs": "",
            "src/i/c.rs": "",
        },
        {"src/x.rs", "src/b.rs", "src/i/c.rs"},
    ),
    "cfg_if": (
        {
            "src/lib.rs": "cfg_if! { if #[cfg(unix)] { mod u; } "
            'else { #[path = "ww.rs"] pub(crate) mod w; mod i { mod d; } } }',
            "src/u.rs": "",
            "src/ww.rs": "",
            "src/w.rs": "",
            "src/i/d.rs": "",
        },
        {"src/u.rs", "src/ww.rs", "src/i/d.rs"},
    ),
    "macro body, called elsewhere": (
        {
            "src/lib.rs": "#[macro_use] mod m; mod x;",
            "src/m.rs": 'macro_rules! put { () => { mod a; const B: &str = include_str!("b.txt"); } } ',
            "src/x.rs": "mod i { crate::put!(); }",
            "src/x/i/a.rs": "",
            "src/b.txt": "",
        },
        {"src/m.rs", "src/x.rs", "src/x/i/a.rs", "src/b.txt"},
    ),
    "macro under another name": (
        {
            "src/lib.rs": "macro_rules! put_ { () => { mod a; } }\npub(crate) use put_ as put; mod x;",
            "src/x.rs": "put!();",
            "src/x/a.rs": "",
        },
        {"src/x.rs", "src/x/a.rs"},
    ),
    "missing file": ({"src/lib.rs": "mod a; #[cfg(windows)] mod b;", "src/a.rs": ""}, {"src/a.rs"}),
    "both candidates": ({"src/lib.rs": "mod a;", "src/a.rs": "", "src/a/mod.rs": ""}, {"src/a.rs", "src/a/mod.rs"}),
    "modules in a ring": ({"src/lib.rs": "mod a;", "src/a.rs": '#[path = "lib.rs"] mod b;'}, {"src/a.rs"}),
    "include_str": (
        {"src/lib.rs": 'const A: &str = include_str!("a.txt",);', "src/a.txt": "", "a.txt": ""},
        {"src/a.txt"},
    ),
    "include_bytes": ({"src/lib.rs": 'fn f() { g(std::include_bytes!("../a")); }', "a": ""}, {"a"}),
    "include code": (
        {
            "src/lib.rs": 'include!("gen/x.rs");',
            "src/gen/x.rs": 'mod y; include!("z.in");',
            "src/gen/y.rs": "",
            "src/gen/z.in": "",
        },
        {"src/gen/x.rs", "src/gen/y.rs", "src/gen/z.in"},
    ),
    "include from the manifest": (
        {
            "src/lib.rs": 'const A: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/", "b", ".txt"));',
            "data/b.txt": "",
        },
        {"data/b.txt"},
    ),
    "include from OUT_DIR": (
        {"src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/x.rs")); include!(env!("OUT_DIR"));'},
        set(),
    ),
    "include in a macro call": (
        {"src/lib.rs": 'lazy! { static ref A: &str = core::include_str!("a.txt"); }', "src/a.txt": ""},
        {"src/a.txt"},
    ),
    "include in documentation": (
        {
            "src/lib.rs": '#![doc = include_str!("../README.md")]\n'
            '#[cfg_attr(docsrs, doc = include_str!("a.md"))] struct A;',
            "README.md": "",
            "src/a.md": "",
        },
        {"README.md", "src/a.md"},
    ),
    "include of an absolute path": ({"src/lib.rs": 'const A: &str = include_str!("/etc/passwd");'}, set()),
    "include in prose": (
        {"src/lib.rs": '/// include_str!("a")\nfn include() {}\nuse x::include_str;', "src/a": ""},
        set(),
    ),
    "path below inline is from where its directory lies": (
        {"src/lib.rs": 'mod i { #[path = "../q.rs"] mod a; }', "src/q.rs": "", "src/i/x": "", "q.rs": ""},
        {"src/q.rs"},
    ),
    "path of a file that is not there": (
        {"src/lib.rs": '#[path = "gone.rs"] mod a;', "src/a.rs": ""},
        set(),
    ),
    "path that is absolute": ({"src/lib.rs": '#[path = "/etc/a.rs"] mod a;', "src/a.rs": ""}, set()),
    "inline module in a path's file": (
        {"src/lib.rs": '#[path = "x/q.rs"] mod a;', "src/x/q.rs": "mod i { mod b; }", "src/x/i/b.rs": ""},
        {"src/x/q.rs", "src/x/i/b.rs"},
    ),
    "macro that calls a macro": (
        {
            "src/lib.rs": "macro_rules! inner { () => { mod a; } } macro_rules! outer { () => { inner!(); } } mod x;",
            "src/x.rs": "mod i { outer!(); }",
            "src/x/i/a.rs": "",
            "src/a.rs": "",
        },
        {"src/x.rs", "src/x/i/a.rs", "src/a.rs"},
    ),
    "macro that calls itself": (
        {"src/lib.rs": "macro_rules! m { () => { mod a { m!(); mod b; } } } m!();", "src/a/b.rs": "", "src/b.rs": ""},
        {"src/a/b.rs"},
    ),
    "macro in a module": (
        {"src/lib.rs": "mod o { macro_rules! m { () => { mod a; } } m!(); }", "src/o/a.rs": "", "src/a.rs": ""},
        {"src/o/a.rs"},
    ),
    "macro with code to include": (
        {
            "src/lib.rs": 'mod m; macro_rules! put { () => { include!("code.in"); } }',
            "src/m/mod.rs": "put!();",
            "src/m/code.in": "mod deep;",
            "src/m/deep.rs": "",
            "src/code.in": "",
        },
        {"src/m/mod.rs", "src/m/code.in", "src/m/deep.rs", "src/code.in"},
    ),
    "quoted for others": (
        {"src/lib.rs": "fn f() { quote! { mod #name; include_str!(#path) }; }", "src/a.rs": ""},
        set(),
    ),
    "pattern of a macro": ({"src/lib.rs": "macro_rules! m { (mod $n:ident ; $i:item) => { $i } }"}, set()),
}


@pytest.mark.parametrize("name", CASES)
def test_a_closed_set_has_module_tree_and_includes(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    file_set = _lib_set(tmp_path, files)
    assert (file_set.level, file_set.reasons) == ("closed", ())
    assert held(file_set, tmp_path) == expected | {"src/lib.rs"}


DOUBTS = {
    "include!($path)": (
        'macro_rules! m { ($p:expr) => { include_str!($p) } } const A: &str = m!("a");',
        "src/lib.rs: the path of include_str! is known only to the compiler, through m!",
    ),
    "include of a variable of the build": (
        '\ninclude!(env!("GENERATED"));',
        "src/lib.rs:2: only a build knows the variable GENERATED",
    ),
    "a variable amid a path": (
        'include!(concat!("a", env!("X")));',
        "src/lib.rs:1: the path of include! is known only to the compiler",
    ),
    "include under another name": (
        "use std::include_str as i;",
        "src/lib.rs:1: include_str! is imported under another name",
    ),
    "mod $name": (
        "macro_rules! m { ($n:ident) => { mod $n; } } m!(orphan);",
        "src/lib.rs: a macro declares a module under a name that its caller gives, through m!",
    ),
    "mod $name through two macros": (
        "macro_rules! m { ($n:ident) => { mod $n; } } macro_rules! n { ($n:ident) => { m!($n); } } n!(orphan);",
        "src/lib.rs: a macro declares a module under a name that its caller gives, through n! and m!",
    ),
    "inline $name": ("x! { mod $n { mod a; } }", "src/lib.rs:1: a macro gives the enclosing module its name"),
    "mod $name in a macro within a call": (
        "x! { macro_rules! m { ($n:ident) => { mod $n; } } }",
        "src/lib.rs:1: a macro declares a module under a name that its caller gives",
    ),
    "path is no literal": ('#[path = concat!("a", ".rs")] mod a;', "src/lib.rs:1: a module's #[path] is no literal"),
    "syntax error": ("\nfn f( {\nmod a;\n", "src/lib.rs:2: the grammar cannot parse this"),
    "leaves the source": (
        'const A: &str = include_str!("../../a");',
        "src/lib.rs:1: ../a is outside of the source",
    ),
    "beside the source": (
        'const A: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "-data/a"));',
        "src/lib.rs:1: ../-data/a is outside of the source",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_unknown_references_widen_the_file_set(name: str, tmp_path: Path) -> None:
    text, reason = DOUBTS[name]
    files = {"a/src/lib.rs": text, "a/src/orphan.rs": "", "a/README.md": "", "b": ""}
    file_set = member_sets(tmp_path, files, LIB)["lib:lib:plain"]
    if "outside" not in reason:
        assert file_set.reasons == (f"a/{reason}",)
        assert (file_set.level, held(file_set, tmp_path)) == ("package", set(files) - {"b"})
    write_project(tmp_path / "root", {"src/lib.rs": text, "x": ""})
    file_set = _lib_set(tmp_path / "root", {})
    assert (file_set.level, file_set.reasons) == ("package", (reason,))
    assert held(file_set, tmp_path / "root") == {"src/lib.rs", "x"}


@pytest.mark.parametrize(
    "text",
    [
        'fn f() { g(str![[r#"x"#]]) } mod a;',
        "mod a;\nfn f( {",
        'unsafe extern "C" { safe fn f(); } mod a;',
        "impl const A for B {} mod a;",
        "macro_rules! m { ($p:expr) => { include_str!($p) } } mod a;",
    ],
)
def test_harmless_errors_keep_the_set_closed(text: str, tmp_path: Path) -> None:
    """A local syntax error, an error after all modules, and a macro without a call in the crate."""
    file_set = _lib_set(tmp_path, {"src/lib.rs": text, "src/a.rs": "", "src/b.rs": ""})
    assert (file_set.level, file_set.reasons) == ("closed", ())
    assert held(file_set, tmp_path) == {"src/a.rs", "src/lib.rs"}


MODES = {
    "#[cfg(test)]": {"test"},
    "#[cfg(any(test, unix))]": {"plain", "test", "doc"},
    "#[cfg(not(test))]": {"plain", "doc"},
    "#[cfg(doctest)]": {"doc"},
    "#[cfg(test)] /// doc\n #[allow(x)]": {"test"},
    "#[cfg_attr(test, cfg(test))]": {"plain", "test", "doc"},
}


@pytest.mark.parametrize("attribute", MODES)
@pytest.mark.parametrize("item", ["mod a;", 'mod i { include!("a.rs"); }', 'const A: &str = include_str!("a.rs");'])
def test_a_cfg_decides_the_modes(attribute: str, item: str, tmp_path: Path) -> None:
    files = {"src/lib.rs": f"{attribute} {item}", "src/a.rs": ""}
    sets = member_sets(tmp_path, files, LIB, directory="")
    assert {mode.value for mode in Mode if sets[f"lib:lib:{mode}"].holds("src/a.rs")} == MODES[attribute]


def test_only_rustdoc_reads_a_readme_for_doctests(tmp_path: Path) -> None:
    """Two idioms; rustc does not read the README, so an edit must not rebuild the library."""
    files = {
        "src/lib.rs": '#![cfg_attr(doctest, doc = include_str!("../README.md"))]\nmod a;',
        "src/a.rs": '#[cfg(doctest)]\n#[doc = include_str!("../README.md")]\n#[cfg(unix)]\nstruct A;',
        "README.md": "",
    }
    assert held(_lib_set(tmp_path, files), tmp_path) == {"src/lib.rs", "src/a.rs"}
    assert held(_lib_set(tmp_path, {}, Mode.DOC), tmp_path) == set(files)


def test_modules_below_a_test_module_are_only_for_tests(tmp_path: Path) -> None:
    """The metadata of the library does not depend on these files."""
    files = {
        "src/lib.rs": "#[cfg(test)] mod tests; mod a;",
        "src/tests.rs": "mod deep;",
        "src/tests/deep.rs": "",
        "src/a.rs": "",
    }
    assert held(_lib_set(tmp_path, files), tmp_path) == {"src/a.rs", "src/lib.rs"}
    assert held(_lib_set(tmp_path, {}, Mode.TEST), tmp_path) == set(files)


def _link(root: Path, links: dict[str, str]) -> None:
    for link, target_path in links.items():
        (root / link).parent.mkdir(parents=True, exist_ok=True)
        (root / link).symlink_to(target_path)


def test_the_file_set_has_every_symlink_of_a_path(tmp_path: Path) -> None:
    _link(
        tmp_path,
        {
            "src/a.rs": "between.rs",
            "src/between.rs": "real.rs",
            "text": "link",
            "link": "words.txt",
            "src/outer": "../inner",
            "inner": "deep/dir",
            "round": "round",
            "src/top": "..",
        },
    )
    text = """mod a; mod outer { mod a; } const R: &str = include_str!("../round");
    const T: &str = include_str!("../text"); const U: &str = include_str!("top/up.txt");"""
    real = dict.fromkeys(["src/real.rs", "words.txt", "deep/dir/a.rs", "up.txt", "deep/dir/b.rs", "other"], "")
    file_set = _lib_set(tmp_path, {**real, "src/lib.rs": text})
    chain = {"src/a.rs", "src/between.rs", "src/real.rs", "text", "link", "words.txt"}
    assert file_set.reasons == ()
    assert held(file_set, tmp_path) == {
        *chain,
        *("src/lib.rs", "src/outer", "inner", "deep/dir/a.rs", "round", "src/top", "up.txt"),
    }


def test_modules_of_a_linked_file_are_relative_to_the_link(tmp_path: Path) -> None:
    _link(tmp_path, {"src/single.rs": "../common/one.rs"})
    files = {"src/lib.rs": "mod single;", "common/one.rs": "mod deep;", "src/single/deep.rs": "", "common/deep.rs": ""}
    assert held(_lib_set(tmp_path, files), tmp_path) == set(files) - {"common/deep.rs"} | {"src/single.rs"}


def test_parent_of_a_linked_directory(tmp_path: Path) -> None:
    """The system resolves `..` from the target of the link."""
    _link(tmp_path, {"src/linked": "../real/deep"})
    files = {
        "src/lib.rs": 'mod linked { mod a; } const A: &str = include_str!("linked/../x.txt");',
        "real/deep/a.rs": 'const A: &str = include_str!("../y.txt");',
        "real/x.txt": "",
        "real/y.txt": "",
        "src/x.txt": "",
        "src/y.txt": "",
    }
    assert held(_lib_set(tmp_path, files), tmp_path) == set(files) - {"src/x.txt", "src/y.txt"} | {"src/linked"}


def test_circular_links_end(tmp_path: Path) -> None:
    _link(tmp_path, {"src/d": ".", "src/e": "."})
    text = '#[path = "d/lib.rs"] mod a; #[path = "e/lib.rs"] mod b; #[path = "d/e/d/lib.rs"] mod c;'
    start = time.process_time()
    file_set = _lib_set(tmp_path, {"src/lib.rs": text, "src/x": ""})
    assert held(file_set, tmp_path) == {"src/d", "src/e", "src/lib.rs"}
    assert time.process_time() - start < 1


def test_macros_that_call_each_other_twice(tmp_path: Path) -> None:
    """Without a cache the number of expansions would double with each macro."""
    arms = "(a) => {{ m{0}!(b); m{0}!(a); }}; (b) => {{ m{0}!(a); m{0}!(b); }}"
    macros = "".join(f"macro_rules! m{n} {{ {arms.format(n + 1)} }}\n" for n in range(18))
    text = f"{macros} macro_rules! m18 {{ ($t:tt) => {{ mod x; }} }} mod i {{ m0!(a); }} fn f() {{ m0!(b); }}"
    start = time.process_time()
    file_set = _lib_set(tmp_path, {"src/lib.rs": text, "src/i/x.rs": "", "src/y": ""})
    assert (file_set.reasons, held(file_set, tmp_path)) == ((), {"src/lib.rs", "src/i/x.rs"})
    assert time.process_time() - start < 5


def test_too_many_modules_in_macros_widen_the_file_set(tmp_path: Path) -> None:
    macros = "".join(
        f"macro_rules! m{n} {{ () => {{ mod a {{ m{n + 1}!(); }} mod b {{ m{n + 1}!(); }} }} }}\n" for n in range(18)
    )
    start = time.process_time()
    file_set = _lib_set(tmp_path, {"src/lib.rs": f"{macros} macro_rules! m18 {{ () => {{ mod x; }} }} m0!();"})
    assert (file_set.level, file_set.reasons) == ("package", ("src/lib.rs: macros call macros too many times",))
    assert time.process_time() - start < 20


def test_a_long_chain_of_macros(tmp_path: Path) -> None:
    macros = "".join(f"macro_rules! m{n} {{ () => {{ m{n + 1}!(); }} }}\n" for n in range(100))
    text = f"{macros} macro_rules! m100 {{ () => {{ mod x; }} }} mod i {{ m0!(); }}"
    assert held(_lib_set(tmp_path, {"src/lib.rs": text, "src/i/x.rs": ""}), tmp_path) == {"src/lib.rs", "src/i/x.rs"}


BESIDE = {"a/src/lib.rs": "", "b/src/lib.rs": "", "README.md": "", "shared/m.rs": "mod n;", "shared/n.rs": ""}


def test_code_outside_the_packages_widens_the_file_set(tmp_path: Path) -> None:
    """The scans only read members."""
    text = '#![doc = include_str!("../../README.md")]\n#[path = "../../shared/m.rs"] mod m;'
    file_set = member_sets(tmp_path, BESIDE | {"a/src/lib.rs": text, "a/x": ""}, LIB)["lib:lib:plain"]
    assert file_set.reasons == ("shared/m.rs: the file is in no package of the workspace",)
    assert held(file_set, tmp_path) == {"a/src/lib.rs", "a/x", "README.md", "shared/m.rs", "shared/n.rs"}
    assert "shared" in file_set.places


def test_data_outside_the_packages_keeps_the_set_closed(tmp_path: Path) -> None:
    text = '#![doc = include_str!("../../README.md")] const A: &str = include_str!("../../gone.txt");'
    file_set = member_sets(tmp_path, BESIDE | {"a/src/lib.rs": text, "a/x": ""}, LIB)["lib:lib:plain"]
    assert (file_set.level, file_set.reasons, file_set.files) == ("closed", (), ["README.md", "gone.txt"])
    assert held(file_set, tmp_path) == {"a/src/lib.rs", "README.md"}


def test_modules_of_another_member_are_followed(tmp_path: Path) -> None:
    files = BESIDE | {
        "a/src/lib.rs": '#[path = "../../b/src/m.rs"] mod m;',
        "b/src/m.rs": 'mod n; include!("code.in");',
        "b/src/n.rs": "",
        "b/src/code.in": "",
        "b/x": "",
    }
    file_set = workspace_sets(tmp_path, files, {"a": [LIB], "b": [LIB]})["a"]["lib:lib:plain"]
    assert held(file_set, tmp_path) >= {"a/src/lib.rs", "b/src/m.rs", "b/src/n.rs", "b/src/code.in"}
    # The scan of the other member may not know that the file is code.
    assert file_set.reasons == ("b/src/code.in: another package has the file, and its name is none of Rust code",)


def test_a_file_uses_the_macros_of_its_member(tmp_path: Path) -> None:
    files = {
        "a/src/lib.rs": '#[path = "../../b/src/m.rs"] mod m; macro_rules! put { () => { mod x; } }',
        "b/src/lib.rs": "macro_rules! put { () => { mod y; } }",
        "b/src/m.rs": "put!();",
        **dict.fromkeys(["b/src/y.rs", "b/src/x.rs"], ""),
    }
    file_set = workspace_sets(tmp_path, files, {"a": [LIB], "b": [LIB]})["a"]["lib:lib:plain"]
    assert held(file_set, tmp_path) == {"a/src/lib.rs", "b/src/m.rs", "b/src/y.rs"}


def test_the_directory_of_the_package_exists_without_a_source_in_it(tmp_path: Path) -> None:
    """The working directory of rustc, and a path such as `a/../b/examples/demo.rs`, need the directory."""
    files = {"a/Cargo.toml": "", "a/src/lib.rs": "", "b/src/lib.rs": "", "b/examples/demo.rs": ""}
    packages = {"a": [target("example", "../b/examples/demo.rs")], "b": [LIB]}
    example = workspace_sets(tmp_path, files, packages)["a"]["example:demo:plain"]
    assert (example.level, held(example, tmp_path)) == ("closed", {"a/Cargo.toml", "b/examples/demo.rs"})


def test_a_crate_root_outside_the_package(tmp_path: Path) -> None:
    demo = target("example", "../examples/demo.rs")
    files = {"a/src/lib.rs": "mod b;", "a/src/b.rs": "", "a/x": "", "examples/demo.rs": "mod c;", "examples/c.rs": ""}
    sets = member_sets(tmp_path, files, LIB, demo)
    example = sets["example:demo:plain"]
    assert example.reasons == ("examples/demo.rs: the file is in no package of the workspace",)
    assert held(example, tmp_path) == set(files)
    assert held(sets["lib:lib:plain"], tmp_path) == {"a/src/lib.rs", "a/src/b.rs"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('const A: &str = include_str!(concat!(env!("DATA"), "/x.txt"));', {"data/x.txt"}),
        ('const A: &str = include_str!(env!("WORDS"));', {"data/words.txt"}),
        ('include!(concat!(env!("DATA"), "/code.rs"));', {"data/code.rs", "data/deep.rs"}),
        ('const A: &str = include_str!(concat!(env!("ROOT"), "/data/x.txt"));', {"data/x.txt"}),
        ('const A: &str = include_str!(concat!(env!("DATA"), "-more/x.txt"));', {"data-more/x.txt"}),
        ('const A: &str = include_str!(concat!(env!("DATA"), "/../src/x.txt"));', {"src/x.txt"}),
    ],
)
def test_configured_variables_are_paths(tmp_path: Path, text: str, expected: set[str]) -> None:
    files = {"data/x.txt": "", "data/words.txt": "", "data/code.rs": "mod deep;", "data/deep.rs": "",
             "data-more/x.txt": "", "src/x.txt": "", "src/lib.rs": text}  # fmt: skip
    variables = {"DATA": "data", "WORDS": "data/words.txt", "ROOT": "."}
    file_set = workspace_sets(tmp_path, files, {"": [LIB]}, variables=variables)[""]["lib:lib:plain"]
    assert (file_set.level, file_set.reasons) == ("closed", ())
    assert held(file_set, tmp_path) == {"src/lib.rs", *expected}


def test_a_configured_variable_is_a_file_of_code(tmp_path: Path) -> None:
    files = {"src/lib.rs": 'include!(env!("CODE"));', "data/code.in": "mod deep;", "data/deep.rs": ""}
    file_set = workspace_sets(tmp_path, files, {"": [LIB]}, variables={"CODE": "data/code.in"})[""]["lib:lib:plain"]
    assert file_set.reasons == ("src/lib.rs:1: the name of data/code.in is none of Rust code",)
    assert held(file_set, tmp_path) == set(files)


def test_text_beyond_ascii(tmp_path: Path) -> None:
    files = {
        "src/lib.rs": 'mod größe; const A: &str = include_str!("ä.txt"); // é',
        "src/größe.rs": "",
        "src/ä.txt": "",
    }
    assert held(_lib_set(tmp_path, files), tmp_path) == set(files)


def test_a_directory_is_not_a_module_file(tmp_path: Path) -> None:
    (tmp_path / "src/a.rs").mkdir(parents=True)
    files = {"src/lib.rs": 'mod a; const B: &str = include_str!("a.rs");'}
    assert held(_lib_set(tmp_path, files), tmp_path) == {"src/lib.rs"}
