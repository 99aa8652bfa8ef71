"""Where rustc looks for a module's file, and what it includes (golden cases, one construct each)."""

from pathlib import Path

import pytest
from source_trees import lib_set

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
            "src/lib.rs": "const A: &str = include_str!("
            'concat!(env!("CARGO_MANIFEST_DIR"), "/data/", 1, stringify!(b), ".txt"));',
            "data/1b.txt": "",
        },
        {"data/1b.txt"},
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
    "quoted for others": (
        {"src/lib.rs": "fn f() { quote! { mod #name; include_str!(#path) }; }", "src/a.rs": ""},
        set(),
    ),
    "pattern of a macro": ({"src/lib.rs": "macro_rules! m { (mod $n:ident ; $i:item) => { $i } }"}, set()),
}


@pytest.mark.parametrize("name", CASES)
def test_set_is_module_tree_and_includes(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    found = lib_set(tmp_path, files)
    assert set(found.files) == expected | {"src/lib.rs"}
    assert found.reasons == ()
    assert list(found.files) == sorted(found.files)


DOUBTS = {
    "include!($path)": (
        'macro_rules! m { ($p:expr) => { include_str!($p) } } const A: &str = m!("a");',
        "src/lib.rs: the path of include_str! is known only to the compiler, through m!",
    ),
    "include of another env": (
        '\ninclude!(env!("GENERATED"));',
        "src/lib.rs:2: the path of include! is known only to the compiler",
    ),
    "concat of another env": (
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
    "inline $name": ("x! { mod $n { mod a; } }", "src/lib.rs:1: a macro gives the enclosing module its name"),
    "mod $name in a macro within a call": (
        "x! { macro_rules! m { ($n:ident) => { mod $n; } } }",
        "src/lib.rs:1: a macro declares a module under a name that its caller gives",
    ),
    "path is no literal": ('#[path = concat!("a", ".rs")] mod a;', "src/lib.rs:1: a module's #[path] is no literal"),
    "syntax error": ("mod a;\nfn f( {\n", "src/lib.rs:2: the grammar cannot parse this"),
    "a macro that names an orphan": (
        "external! { orphan }",
        "src/lib.rs: a macro call names orphan, and src/orphan.rs exists",
    ),
    "a macro that names a directory": ('automod::dir!("src/auto");', "src/lib.rs: a macro call names src/auto"),
    "leaves the workspace": (
        'const A: &str = include_str!("../../a");',
        "src/lib.rs:1: ../a lies outside of the workspace",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_the_scan_cannot_explain_keeps_every_file(name: str, tmp_path: Path) -> None:
    text, reason = DOUBTS[name]
    files = {"src/lib.rs": text, "src/orphan.rs": "", "src/auto/x.rs": "", "README.md": "", "a": ""}
    found = lib_set(tmp_path, files)
    assert found.reasons == (reason,)
    assert not found.explained
    assert set(found.files) == set(files)


@pytest.mark.parametrize(
    "text",
    [
        'fn f() { g(str![[r#"x"#]]) } mod a;',
        'unsafe extern "C" { safe fn f(); } mod a;',
        "impl const A for B {} mod a;",
        "macro_rules! m { ($p:expr) => { include_str!($p) } } mod a;",
    ],
)
def test_harmless_gaps_leave_the_target_explained(text: str, tmp_path: Path) -> None:
    """A local syntax error, and a macro that nothing here calls."""
    found = lib_set(tmp_path, {"src/lib.rs": text, "src/a.rs": "", "src/b.rs": ""})
    assert found.reasons == ()
    assert found.files == ("src/a.rs", "src/lib.rs")


def test_file_without_the_words_is_not_parsed(tmp_path: Path) -> None:
    """However broken a file is: without `mod x;` or `include` it loads nothing."""
    found = lib_set(tmp_path, {"src/lib.rs": "mod a;", "src/a.rs": 'fn f( { " mode module'})
    assert found.explained
