"""The facts of a git package's library: by its sources, or by what the manifest's folder says of them."""

from pathlib import Path

import pytest

from cargo_nix.crates.git_access import facts_of_git
from cargo_nix.crates.git_manifest import write_manifest
from cargo_nix.crates.library_facts import UNKNOWN, Facts
from support.projects import package, write_project

WORD = "use std::fs;\n"
READS = Facts(words=frozenset({"opens"}))
LOADS = Facts(macros=frozenset({"text"}), words=frozenset({"loads"}))
QUIET = {"macros/Cargo.toml": package("macros"), "macros/src/lib.rs": "pub fn f() {}\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Facts()),
        ({"macros/src/deep/a.rs": WORD}, READS),
        ({"macros/src/target/mod.rs": WORD}, READS),
        ({"macros/src/lib.rs": "/* std::fs */ // std::fs\n"}, Facts()),
        ({"macros/src/lib.rs": "macro_rules! text { ($p:expr) => { include_str!($p) } }"}, LOADS),
        ({"macros/tests/it.rs": WORD, "macros/build.rs": WORD, "macros/examples/a.rs": WORD}, Facts()),
        ({"other/src/lib.rs": WORD}, Facts()),
        ({"macros/below/Cargo.toml": package("below"), "macros/below/src/lib.rs": WORD}, Facts()),
        ({"macros/Cargo.toml": package("macros", '[lib]\npath = "../shared/lib.rs"\n')}, UNKNOWN),
        ({"macros/Cargo.toml": package("macros", '[dependencies]\nother = { path = "../other" }\n')}, Facts()),
        ({"macros/src/lib.rs": '#[path = "../../shared.rs"]\nmod shared;\n'}, UNKNOWN),
        ({"macros/src/lib.rs": '#[path = "shared.rs"]\nmod shared;\n'}, Facts()),
    ],
)
def test_the_checkout_and_the_manifest_say_the_same(tmp_path: Path, files: dict[str, str], expected: Facts) -> None:
    repository = write_project(tmp_path / "repository", {**QUIET, **files})
    write_manifest(str(repository), "macros", "0.1.0", str(tmp_path / "out"))
    assert facts_of_git(tmp_path / "out") == expected
    assert facts_of_git(repository / "macros") == expected


def test_what_lies_behind_a_link_is_not_looked_at(tmp_path: Path) -> None:
    repository = write_project(tmp_path, {**QUIET, "shared/a.rs": ""})
    (repository / "macros/src/shared").symlink_to("../../shared")
    assert facts_of_git(repository / "macros") == UNKNOWN
