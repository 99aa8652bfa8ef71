"""Whether a git package's library may read files: by its sources, or by what the manifest's folder says of them."""

from pathlib import Path

import pytest

from cargo_nix.vendor.file_access import FACT
from cargo_nix.vendor.git_access import may_read_git_files
from cargo_nix.vendor.git_manifest import write_manifest
from support.projects import package, write_project

WORD = "use std::fs;\n"
QUIET = {"macros/Cargo.toml": package("macros"), "macros/src/lib.rs": "pub fn f() {}\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, False),
        ({"macros/src/deep/a.rs": WORD}, True),
        ({"macros/tests/it.rs": WORD, "macros/build.rs": WORD, "macros/examples/a.rs": WORD}, False),
        ({"other/src/lib.rs": WORD}, False),
        ({"macros/below/Cargo.toml": package("below"), "macros/below/src/lib.rs": WORD}, False),
        ({"macros/Cargo.toml": package("macros", '[lib]\npath = "../shared/lib.rs"\n')}, True),
        ({"macros/Cargo.toml": package("macros", '[dependencies]\nother = { path = "../other" }\n')}, False),
        ({"macros/src/lib.rs": '#[path = "../../shared.rs"]\nmod shared;\n'}, True),
        ({"macros/src/lib.rs": '#[path = "shared.rs"]\nmod shared;\n'}, False),
    ],
)
def test_the_checkout_and_the_manifest_say_the_same(tmp_path: Path, files: dict[str, str], *, expected: bool) -> None:
    repository = write_project(tmp_path / "repository", {**QUIET, **files})
    write_manifest(str(repository), "macros", "0.1.0", str(tmp_path / "out"))
    assert (tmp_path / "out" / FACT).read_text(encoding="utf-8") == ("yes" if expected else "no")
    assert may_read_git_files(tmp_path / "out") is expected
    assert may_read_git_files(repository / "macros") is expected


def test_what_lies_behind_a_link_is_not_looked_at(tmp_path: Path) -> None:
    repository = write_project(tmp_path, {**QUIET, "shared/a.rs": ""})
    (repository / "macros/src/shared").symlink_to("../../shared")
    assert may_read_git_files(repository / "macros")
