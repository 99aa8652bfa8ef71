"""Files that a unit reads outside rustc's dep-info: each member builds and prints the content."""

import os
import subprocess
from pathlib import Path

import pytest

from support.nix import build, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

_PRINTS = 'fn main() {\n    print!("{}", include_str!(concat!(env!("OUT_DIR"), "/out.txt")));\n}\n'
_WRITES = 'std::fs::write(std::env::var("OUT_DIR").unwrap() + "/out.txt", {}).unwrap();'
_LISTS = (
    "{ let mut all: Vec<String> = std::fs::read_dir(DIR).unwrap()"
    '.map(|e| e.unwrap().file_name().into_string().unwrap()).collect(); all.sort(); all.join(" ") }'
)

_READS = _WRITES.format('std::fs::read("../../proto/a.proto").unwrap()')
_WALKS = _WRITES.format(_LISTS.replace("DIR", "dir"))
_NAMES = _LISTS.replace("DIR", "dir")

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
    "Cargo.lock": lock("asks assets embed", "assets", "away", "behind", "beyond", "embed", "linked", "walks"),
    "common/shared/mod.rs": 'pub const SHARED: &str = "shared";\n',
    "common/data/x.txt": "data",
    "examples/demo.rs": 'mod beside;\nfn main() {\n    println!("{}", beside::TEXT);\n}\n',
    "examples/beside.rs": 'pub const TEXT: &str = "demo";\n',
    "proto/a.proto": "proto",
    # Macros of other members: one prefixes a name with a folder, one lists a folder.
    "crates/assets/Cargo.toml": package("assets"),
    "crates/assets/src/lib.rs": "#[macro_export]\nmacro_rules! asset {\n    ($name:literal) => {\n"
    '        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/", $name))\n    };\n}\n',
    "crates/embed/Cargo.toml": package("embed", "[lib]\nproc-macro = true\n"),
    "crates/embed/src/lib.rs": "use proc_macro::TokenStream;\n#[proc_macro]\npub fn names(_: TokenStream) -> TokenStream {\n"
    '    let dir = std::env::var("CARGO_MANIFEST_DIR").unwrap() + "/migrations";\n'
    f'    format!("{{:?}}", {_NAMES}).parse().unwrap()\n}}\n',
    "crates/asks/Cargo.toml": package(
        "asks", '[dependencies]\nassets = { path = "../assets" }\nembed = { path = "../embed" }\n'
    ),
    "crates/asks/src/main.rs": 'fn main() {\n    print!("{} {}", assets::asset!("logo.txt"), embed::names!());\n}\n',
    "crates/asks/assets/logo.txt": "logo",
    "crates/asks/migrations/V1__one.sql": "",
    "crates/asks/migrations/V2__two.rs": "",
    # The source of a target lies outside its package.
    "crates/away/Cargo.toml": package("away", '[[example]]\nname = "demo"\npath = "../../examples/demo.rs"\n'),
    "crates/away/src/main.rs": 'fn main() {\n    print!("away");\n}\n',
    # Directories behind symlinks; the test creates the links.
    "crates/behind/Cargo.toml": package("behind"),
    "crates/behind/src/main.rs": "mod shared;\nfn main() {\n"
    '    print!("{} {}", shared::SHARED, include_str!("../data/x.txt"));\n}\n',
    # Build scripts: one reads a file outside the package, one lists a folder of the package.
    "crates/beyond/Cargo.toml": package("beyond"),
    "crates/beyond/src/main.rs": _PRINTS,
    "crates/beyond/build.rs": 'fn main() {\n    println!("cargo:rerun-if-changed=../../proto/a.proto");\n'
    f"    {_READS}\n}}\n",
    "crates/walks/Cargo.toml": package("walks"),
    "crates/walks/src/main.rs": _PRINTS,
    "crates/walks/src/other.rs": "",
    "crates/walks/build.rs": 'fn main() {\n    println!("cargo:rerun-if-changed=build.rs");\n'
    '    let dir = std::env::var("CARGO_MANIFEST_DIR").unwrap() + "/src";\n'
    f"    {_WALKS}\n}}\n",
    # A file for the linker, relative to the workspace root, where the linker starts.
    "crates/linked/Cargo.toml": package("linked"),
    "crates/linked/src/main.rs": 'fn main() {\n    print!("linked");\n}\n',
    "crates/linked/build.rs": "fn main() {\n"
    '    println!("cargo:rustc-link-arg=-Wl,--version-script=crates/linked/exports.map");\n'
    '    println!("cargo:rerun-if-changed=exports.map");\n}\n',
    "crates/linked/exports.map": "{ local: *; };\n",
}
OUTPUTS = {
    "asks": "logo V1__one.sql V2__two.rs",
    "away": "away",
    "behind": "shared data",
    "beyond": "proto",
    "linked": "linked",
    "walks": "main.rs other.rs",
}


def test_files_behind_macros_scripts_linkers_and_links_are_visible(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    (project / "crates/behind/src/shared").symlink_to("../../../common/shared")
    (project / "crates/behind/data").symlink_to("../../common/data")
    out = build(workspace(project, "workspace = true;") + ".default")
    programs = sorted((out / "bin").iterdir())
    assert {path.name: subprocess.check_output([path], text=True) for path in programs} == OUTPUTS


def test_a_pipe_in_the_source_is_left_out(tmp_path: Path) -> None:
    """Nix cannot copy a pipe or a socket, which a database leaves in a checkout without git."""
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": lock("app"),
        "build.rs": "fn main() {\n"
        '    assert!(std::fs::read_dir(std::env::var("CARGO_MANIFEST_DIR").unwrap()).unwrap().count() > 3);\n}\n',
        "src/main.rs": "fn main() {}\n\n#[test]\nfn has_sources() {\n"
        '    assert!(std::fs::read_dir("src").unwrap().count() == 1);\n}\n',
    }
    root = write_project(tmp_path / "project", files)
    os.mkfifo(root / "pipe")
    os.mkfifo(root / "src/pipe")
    assert "1 passed" in build(f'{workspace(root)}.checks."app-bin-app-test"').read_text(encoding="utf-8")
