"""A workspace of ten members without registry crates; each member has a feature that decides about rebuilds."""

from pathlib import Path

from support.projects import lock, package, write_project

__all__ = ["write_fixture"]


def _path(*names: str) -> str:
    return "".join(f'{name} = {{ path = "crates/{name}" }}\n' for name in names)


_APP = (
    package("app")
    + "[dependencies]\n"
    + _path("embed", "gen", "model", "shapes", "stamp", "text")
    + '[[bench]]\nname = "speed"\nharness = false\n'
    + '[workspace]\nmembers = ["crates/*"]\n'
)
_SIBLING = '[dependencies]\n{0} = {{ path = "../{0}" }}\n'

_FILES = {
    "Cargo.toml": _APP,
    "Cargo.lock": lock(
        "app embed gen model shapes stamp text",
        *("embed", "gen", "macros", "model macros", "shapes util", "stamp", "text", "tools shapes", "util"),
    ),
    "README.md": "# app\n",
    ".github/workflows/ci.yml": "on: push\n",
    "docs/guide.md": "# guide\n",
    "src/lib.rs": "pub fn all() -> String {\n"
    '    format!("{}{}{}{}{}{}", embed::dir(), gen::GENERATED, model::Page::name(), shapes::area(), stamp::STAMP, text::WORDS)\n'
    "}\n",
    "src/main.rs": 'mod flags;\nfn main() {\n    println!("{}{}", flags::FLAG, app::all());\n}\n',
    "src/flags.rs": 'pub const FLAG: &str = "--flag";\n',
    "src/bin/tool.rs": 'fn main() {\n    println!("{}", app::all());\n}\n',
    "tests/cli.rs": '#[test]\nfn runs() {\n    assert!(env!("CARGO_BIN_EXE_tool").ends_with("tool"));\n}\n',
    "examples/show.rs": 'fn main() {\n    println!("{}", app::all());\n}\n',
    "benches/speed.rs": 'fn main() {\n    println!("{}", app::all());\n}\n',
    # A library with a dependency, a module tree, unit tests in a separate file, and tests with data files.
    "crates/shapes/Cargo.toml": package("shapes", _SIBLING.format("util")),
    "crates/shapes/README.md": "Shapes.\n",
    "crates/shapes/src/lib.rs": '#![doc = include_str!("../README.md")]\nmod round;\npub mod flat {\n    pub mod square;\n}\n'
    "#[cfg(test)]\nmod tests;\npub fn area() -> u32 {\n    round::PI + flat::square::SIDE + util::one()\n}\n",
    "crates/shapes/src/round.rs": "pub const PI: u32 = 3;\n",
    "crates/shapes/src/flat/square.rs": "pub const SIDE: u32 = 2;\n",
    "crates/shapes/src/orphan.rs": "this is not even Rust\n",
    "crates/shapes/src/tests.rs": "#[test]\nfn area() {\n    assert_eq!(super::area(), 6);\n}\n",
    "crates/shapes/tests/areas.rs": "mod common;\n#[test]\nfn area() {\n    assert_eq!(common::read(), shapes::area());\n}\n",
    "crates/shapes/tests/sides.rs": "#[test]\nfn side() {\n    assert_eq!(shapes::flat::square::SIDE, 2);\n}\n",
    "crates/shapes/tests/common/mod.rs": "pub fn read() -> u32 {\n"
    '    std::fs::read_to_string("tests/fixtures/area.txt").unwrap().trim().parse().unwrap()\n}\n',
    "crates/shapes/tests/fixtures/area.txt": "6\n",
    # Data that the library includes, and other data.
    "crates/text/Cargo.toml": package("text"),
    "crates/text/src/lib.rs": 'pub const WORDS: &str = include_str!("../data/words.txt");\n',
    "crates/text/data/words.txt": "one two\n",
    "crates/text/data/other.txt": "three\n",
    # A build script that declares its input.
    "crates/gen/Cargo.toml": package("gen"),
    "crates/gen/build.rs": "fn main() {\n"
    '    println!("cargo:rerun-if-changed=schema.txt");\n'
    '    let text = std::fs::read_to_string("schema.txt").unwrap();\n'
    '    let out = format!("{}/gen.rs", std::env::var("OUT_DIR").unwrap());\n'
    '    std::fs::write(out, format!("pub const GENERATED: usize = {};", text.len())).unwrap();\n'
    "}\n",
    "crates/gen/schema.txt": "a b c\n",
    "crates/gen/notes.txt": "note\n",
    "crates/gen/src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/gen.rs"));\n',
    # A build script without declarations: Cargo reruns the script after an edit of any file of the package.
    "crates/stamp/Cargo.toml": package("stamp"),
    # The script lists its package.
    "crates/stamp/build.rs": 'fn main() {\n    let count = std::fs::read_dir(std::env::var("CARGO_MANIFEST_DIR").unwrap()).unwrap().count();\n'
    '    assert!(count > 0);\n    println!("cargo:rustc-env=STAMP=s");\n}\n',
    "crates/stamp/notes.txt": "note\n",
    "crates/stamp/src/lib.rs": 'pub const STAMP: &str = env!("STAMP");\n',
    # A proc-macro, and a package that uses the macro and has a data file.
    "crates/macros/Cargo.toml": package("macros", "[lib]\nproc-macro = true\n"),
    "crates/macros/src/lib.rs": "extern crate proc_macro;\nuse proc_macro::TokenStream;\n#[proc_macro_derive(Name)]\n"
    "pub fn name(_item: TokenStream) -> TokenStream {\n"
    '    "impl Page { pub fn name() -> &\'static str { \\"page\\" } }".parse().unwrap()\n}\n',
    "crates/model/Cargo.toml": package("model", _SIBLING.format("macros")),
    "crates/model/src/lib.rs": "#[derive(macros::Name)]\npub struct Page;\n",
    "crates/model/templates/page.html": "<p>\n",
    "crates/model/README.md": "# model\n",
    # A library that contains the path of its package.
    "crates/embed/Cargo.toml": package("embed"),
    "crates/embed/src/lib.rs": 'pub fn dir() -> &\'static str {\n    env!("CARGO_MANIFEST_DIR")\n}\n',
    "crates/embed/assets/logo.txt": "logo\n",
    # Two programs of one package share a module.
    "crates/tools/Cargo.toml": package("tools", _SIBLING.format("shapes")),
    "crates/tools/src/bin/one.rs": '#[path = "../shared.rs"]\nmod shared;\nfn main() {\n    println!("{}", shared::area());\n}\n',
    "crates/tools/src/bin/two.rs": '#[path = "../shared.rs"]\nmod shared;\nfn main() {\n    println!("{}", shared::area());\n}\n',
    "crates/tools/src/bin/three.rs": 'fn main() {\n    println!("{}", env!("CARGO_PKG_DESCRIPTION"));\n}\n',
    "crates/tools/src/shared.rs": "pub fn area() -> u32 {\n    shapes::area()\n}\n",
    # A library without dependencies; `shapes` and its dependents depend on the library.
    "crates/util/Cargo.toml": package("util"),
    "crates/util/README.md": "# util\n",
    "crates/util/src/lib.rs": "pub fn one() -> u32 {\n    1\n}\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn one() {}\n}\n",
}


def write_fixture(root: Path) -> Path:
    """Write the workspace to ``root`` and return ``root``."""
    return write_project(root, _FILES)
