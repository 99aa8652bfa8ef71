"""Build scripts that write beside the sources or below `target`: units find the files where Cargo has them."""

import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

# As in fish-shell: one script fills a directory below `target`, another one keeps generated code there.
FILES = {
    "Cargo.toml": package(
        "app",
        '[dependencies]\nman = { path = "crates/man" }\nmaps = { path = "crates/maps" }\nembed = { path = "crates/embed" }\n'
        '[workspace]\nmembers = ["crates/*"]\n',
    ),
    "Cargo.lock": lock("app embed man maps", "embed", "man", "maps", "reader man"),
    "src/main.rs": 'fn main() {\n    println!("{} {}", embed::embed!("docs/man1"), maps::DE);\n}\n',
    # The target directory is there while Cargo builds.
    "build.rs": """fn main() {
    let target = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target").canonicalize().unwrap();
    println!("cargo::rustc-env=BUILD_DIR={}", target.display());
}
""",
    "doc_src/app.rst": "the page",
    "crates/man/Cargo.toml": package("man"),
    "crates/man/src/lib.rs": "",
    "crates/man/build.rs": """fn main() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/docs/man1");
    std::fs::create_dir_all(pages).unwrap();
    let text = std::fs::read_to_string("../../doc_src/app.rst").unwrap();
    std::fs::write(format!("{pages}/app.1"), text).unwrap();
}
""",
    "crates/maps/Cargo.toml": package("maps"),
    "crates/maps/src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/maps.rs"));\n',
    "crates/maps/build.rs": """fn main() {
    let cache = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../target/map-cache");
    std::fs::create_dir_all(&cache).unwrap();
    let map = cache.canonicalize().unwrap().join("de");
    std::fs::write(&map, "pub const DE: &str = \\"Seite\\";").unwrap();
    let code = format!("include!(\\"{}\\");", map.display());
    std::fs::write(format!("{}/maps.rs", std::env::var("OUT_DIR").unwrap()), code).unwrap();
}
""",
    # A macro that embeds a directory, as rust-embed does.
    "crates/embed/Cargo.toml": package("embed", "[lib]\nproc-macro = true\n"),
    "crates/embed/src/lib.rs": """use proc_macro::TokenStream;

#[proc_macro]
pub fn embed(input: TokenStream) -> TokenStream {
    let folder = format!("{}/{}", std::env::var("BUILD_DIR").unwrap(), input.to_string().trim_matches('"'));
    let mut entries: Vec<_> = match std::fs::read_dir(&folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => panic!("folder '{folder}' does not exist"),
    };
    entries.sort();
    let text: String = entries.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    format!("{text:?}").parse().unwrap()
}
""",
    "crates/reader/Cargo.toml": package("reader", '[build-dependencies]\nman = { path = "../man" }\n'),
    "crates/reader/build.rs": """fn main() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/docs/man1/app.1")).unwrap();
    println!("cargo::rustc-env=PAGE={page}");
}
""",
    "crates/reader/src/main.rs": 'fn main() {\n    println!("{}", env!("PAGE"));\n}\n',
}
TOLERANT = (
    FILES["crates/man/build.rs"]
    .replace("create_dir_all(pages).unwrap()", "create_dir_all(pages).ok()")
    .replace("text).unwrap();\n}", "text).ok();\n}")
)


def _output(program: Path) -> str:
    return subprocess.run([program], capture_output=True, text=True, check=True).stdout


def test_dependents_see_the_files_of_scripts(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    outputs = workspace(project, "workspace = true;")
    assert _output(build(f"{outputs}.packages.app") / "bin/app") == "the page Seite\n"
    assert _output(build(f"{outputs}.packages.reader") / "bin/reader") == "the page\n"
    (project / "doc_src/app.rst").write_text("another page", encoding="utf-8")
    assert _output(build(f"{outputs}.packages.app") / "bin/app") == "another page Seite\n"


def test_cargo_gives_the_same_output(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    for name, expected in (("app", "the page Seite\n"), ("reader", "the page\n")):
        argv = ["cargo", "run", "--quiet", "--offline", "--package", name]
        assert subprocess.run(argv, cwd=project, capture_output=True, text=True, check=True).stdout == expected


def test_a_script_that_ignores_the_refusal_has_an_entry(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**FILES, "crates/man/build.rs": TOLERANT})
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".packages.app")
    entry = "packageOverrides.man.buildScriptWritable = true;"
    (advice,) = {line.partition("> ")[2] for line in stopped.value.text.splitlines() if "> help: " in line}
    assert advice == (
        "help: `target/docs/man1` is not there: Nix leaves out Cargo's target directory. If a build script makes it: "
        f"{entry} or packageOverrides.maps.buildScriptWritable = true; "
        "or packageOverrides.app.buildScriptWritable = true;"
    )
    assert _output(build(workspace(project, entry) + ".packages.app") / "bin/app") == "the page Seite\n"


def test_an_empty_directory_of_a_script_is_kept(tmp_path: Path) -> None:
    script = 'fn main() {\n    std::fs::create_dir_all("../../target/docs/man1").unwrap();\n}\n'
    project = write_project(tmp_path, {**FILES, "crates/man/build.rs": script})
    assert _output(build(workspace(project) + ".packages.app") / "bin/app") == " Seite\n"


def test_headers_are_shipped_from_out_dir_and_beside_the_sources(tmp_path: Path) -> None:
    script = (
        'fn main() {\n    std::fs::create_dir_all("include").ok();\n    std::fs::write("include/a.h", "int a;").ok();\n'
        '    std::fs::write(format!("{}/b.h", std::env::var("OUT_DIR").unwrap()), "int b;").unwrap();\n}\n'
    )
    manifest = package("app", '[lib]\ncrate-type = ["cdylib"]\n')
    files = {"Cargo.toml": manifest, "Cargo.lock": lock("app"), "src/lib.rs": "", "build.rs": script}
    project = write_project(tmp_path, files)
    out = build(workspace(project, 'packageOverrides.app.shippedFiles = [ "include" "b.h" ];') + ".default")
    assert {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()} == {
        *("lib/libapp.so", "include/a.h", "b.h"),
    }
    with pytest.raises(Failed) as stopped:
        build(workspace(project, 'packageOverrides.app.shippedFiles = [ "c.h" ];') + ".default")
    assert "error: the build script of app did not write `c.h`" in stopped.value.text
    assert "got: b.h, include/a.h" in stopped.value.text or "got: " in stopped.value.text
