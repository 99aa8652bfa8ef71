"""The facts of a git package's library: from sources, or from the facts file beside the manifest."""

from pathlib import Path

import pytest

from cargo_nix.crates.git_access import facts_of_git
from cargo_nix.crates.git_manifest import write_manifest
from cargo_nix.crates.library_facts import UNKNOWN, Facts
from support.projects import package, write_project

READING_CODE = "use std::fs;\n"
READING_FACTS = Facts(words=frozenset({"opens"}))
LOADING_FACTS = Facts(macros=frozenset({"text"}), words=frozenset({"loads"}))
FILES = {"macros/Cargo.toml": package("macros"), "macros/src/lib.rs": "pub fn f() {}\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, Facts()),
        ({"macros/src/deep/a.rs": READING_CODE}, READING_FACTS),
        ({"macros/src/target/mod.rs": READING_CODE}, READING_FACTS),
        ({"macros/src/lib.rs": "/* std::fs */ // std::fs\n"}, Facts()),
        ({"macros/src/lib.rs": "macro_rules! text { ($p:expr) => { include_str!($p) } }"}, LOADING_FACTS),
        (
            {"macros/tests/it.rs": READING_CODE, "macros/build.rs": READING_CODE, "macros/examples/a.rs": READING_CODE},
            Facts(),
        ),
        ({"other/src/lib.rs": READING_CODE}, Facts()),
        ({"macros/below/Cargo.toml": package("below"), "macros/below/src/lib.rs": READING_CODE}, Facts()),
        ({"macros/Cargo.toml": package("macros", '[lib]\npath = "../shared/lib.rs"\n')}, UNKNOWN),
        ({"macros/Cargo.toml": package("macros", '[dependencies]\nother = { path = "../other" }\n')}, Facts()),
        ({"macros/src/lib.rs": '#[path = "../../shared.rs"]\nmod shared;\n'}, UNKNOWN),
        ({"macros/src/lib.rs": 'include!("../../shared.rs");'}, UNKNOWN),
        ({"macros/src/lib.rs": '#[path = "shared.rs"]\nmod shared;\n'}, Facts()),
    ],
)
def test_checkout_and_manifest_give_equal_facts(tmp_path: Path, files: dict[str, str], expected: Facts) -> None:
    repository = write_project(tmp_path / "repository", {**FILES, **files})
    write_manifest(str(repository), "macros", "0.1.0", str(tmp_path / "out"))
    assert facts_of_git(tmp_path / "out") == expected
    assert facts_of_git(repository / "macros") == expected


def test_a_link_makes_the_facts_unknown(tmp_path: Path) -> None:
    repository = write_project(tmp_path, {**FILES, "shared/a.rs": ""})
    (repository / "macros/src/shared").symlink_to("../../shared")
    assert facts_of_git(repository / "macros") == UNKNOWN
