"""Files that a build script opens or links, as far as the text proves."""

import pytest
from rust_text import tree_of

from cargo_nix.syntax.script_proof import links_by_path, opened_literals


def _opened(body: str) -> tuple[str, ...] | None:
    return opened_literals(tree_of(f"fn main() {{ {body} }}"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", set()),
        ('println!("cargo:rerun-if-changed=build.rs");', {"build.rs"}),
        ('println!("cargo::rerun-if-changed=data");', {"data"}),
        ('fs::read("a.txt");', {"a.txt"}),
        ('std::fs::read_to_string(&"a.txt").unwrap();', {"a.txt"}),
        ('File::open("a.txt")?;', {"a.txt"}),
        ('std::fs::read_dir("data")?;', {"data"}),
        ('Path::new("a.txt").exists();', {"a.txt"}),
        ('std::path::PathBuf::from("a").is_file();', {"a"}),
        ('fs::read(Path::new("a.txt"));', {"a.txt"}),
        ('fs::copy("a.txt", out.join("b.txt"));', {"a.txt", "b.txt"}),
        ('fs::write(out.join("gen.rs"), text);', {"gen.rs"}),
        ("fs::create_dir_all(out);", set()),
        ('let dir = env::var("OUT_DIR");', {"OUT_DIR"}),
        ('let url = format!("{}/x", a);', {"{}/x"}),
        ('macro_rules! m { () => { fs::read("a.txt") } }', {"a.txt"}),
        (r'println!("\x1b[1m \u{1F680}"); fs::read("a.txt");', {"a.txt"}),
        (r'println!("cargo:rerun-if-changed=a\ncargo:rerun-if-changed=b");', set()),
        # A comment names no file.
        ('// "b.txt"\n', set()),
    ],
)  # fmt: skip
def test_scripts_that_only_open_literals(body: str, expected: set[str]) -> None:
    literals = _opened(body)
    assert literals is not None
    assert set(literals) == expected
    assert list(literals) == sorted(literals)


@pytest.mark.parametrize(
    "body",
    [
        "fs::read(path);",
        'fs::read(concat!("a", ".txt"));',
        'fs::read(format!("{}.txt", name));',
        'fs::read(dir.join("a.txt"));',
        "fs::read_dir(env::current_dir()?);",
        "env::current_dir()?.read_dir();",
        "path.exists();",
        'Path::new("a").join(b).exists();',
        'Path::new("a").parent().unwrap().read_dir();',
        "entries.filter(Path::is_file);",
        "let read = fs::read; read(path);",
        "use std::fs::read_to_string as r; r(path);",
        "use std::fs::{self, read_dir}; read_dir(x);",
        "use std::fs::*; other(x);",
        'OpenOptions::new().read(true).open("a");',
        "fs::unknown(x);",
        'extern "C" { fn open(); }',
        "libc::open(x);",
        'glob("src/*.rs");',
        'WalkDir::new("a");',
        "macro_rules! m { ($p:expr) => { fs::read($p) } }",
        'include!("other.rs");',
        'asm!(".incbin");',
        "std::io::stdin();",
        r'fs::read("\x61.txt");',
        r'fs::read("a\nb");',
        f'fs::read("{"a" * 300}");',
    ],
)
def test_scripts_with_unknown_paths(body: str) -> None:
    assert _opened(body) is None


def test_an_invalid_script_has_unknown_paths() -> None:
    assert opened_literals(tree_of("fn main( {")) is None


@pytest.mark.parametrize(
    "body",
    [
        'println!("cargo:rustc-link-arg=-Wl,--version-script=exports.map");',
        'println!("cargo::rustc-link-arg-bins=-Texports.map");',
        'println!("cargo:rustc-link-arg=-Tcrates/demo/exports.map");',
        'println!("cargo:rustc-link-search=native=libs");',
        'println!("cargo:rustc-link-search=libs");',
        'println!("cargo:rustc-flags=-L libs -l static=foo");',
        'println!("cargo:rustc-flags=-Llibs");',
        'println!("cargo:rustc-flags=-l static=foo -L native=libs");',
        'println!("cargo:rustc-link-search={}", dir);',
        'println!("cargo:rustc-link-arg=-T{}", script.display());',
        'println!("cargo:rustc-cdylib-link-arg=lib/x.o");',
    ],
)
def test_scripts_that_may_link_files_of_the_package(body: str) -> None:
    text = f"fn main() {{ {body} }}"
    assert links_by_path(tree_of(text), text.encode())


@pytest.mark.parametrize(
    "body",
    [
        'println!("cargo:rustc-link-lib=static=native");',
        'println!("cargo:rustc-link-arg=-Wl,-z,now");',
        'println!("cargo:rustc-flags=-l engine");',
        'println!("cargo:rustc-flags=-L /usr/lib -l static=foo");',
        'println!("cargo:rustc-link-search=native=/usr/lib");',
        'println!("cargo:rustc-link-search={}", env::var("OUT_DIR").unwrap());',
        'let dir = env::var("CARGO_MANIFEST_DIR").unwrap(); println!("cargo:rustc-link-arg=-T{dir}/a.x");',
        'println!("cargo:rustc-cfg=a"); println!("cargo:rerun-if-changed=exports.map");',
        '// println!("cargo:rustc-link-search=libs");\n',
    ],
)
def test_scripts_that_link_no_file(body: str) -> None:
    text = f"fn main() {{ {body} }}"
    assert not links_by_path(tree_of(text), text.encode())
