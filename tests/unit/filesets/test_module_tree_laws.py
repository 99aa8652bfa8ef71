"""Laws over random crates; rustc's dep-info (``--emit=dep-info``) is the judge."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from random_crates import Node, Writer, nodes
from scanned_sets import held, member_sets, target

from cargo_nix.syntax.references import Mode

RUSTC = shutil.which("rustc")
pytestmark = pytest.mark.skipif(RUSTC is None, reason="needs rustc")


def read_files(root: Path, *flags: str) -> set[str]:
    """Return the files that rustc reads in the package at ``root``: opened paths, and the targets of symlinks."""
    dep_info = root.parent / "out.d"
    argv = ["rustc", "--edition=2021", "--crate-type=lib", "--cap-lints=allow", *flags]
    process = subprocess.run(
        [*argv, f"--emit=dep-info={dep_info}", "src/lib.rs"],
        cwd=root,
        env={"CARGO_MANIFEST_DIR": str(root), "PATH": str(Path(RUSTC or "").parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    paths = dep_info.read_text().splitlines()[0].partition(": ")[2].split()
    opened_paths = {path.removeprefix(f"{root}/") for path in paths}
    return opened_paths | {os.path.relpath((root / path).resolve(), root.resolve()) for path in opened_paths}


@settings(max_examples=40)
@given(below=nodes())
def test_the_file_set_has_the_files_that_rustc_reads(below: tuple[Node, ...]) -> None:
    """The set has every file that rustc lists; all other files are for another platform."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "package")
        writer = Writer(root)
        writer.write_crate(below)
        sets = member_sets(root, {}, target("lib", "src/lib.rs"), directory="")
        for mode, flags in ((Mode.PLAIN, ()), (Mode.TEST, ("--test",))):
            file_set = sets[f"lib:lib:{mode}"]
            files = held(file_set, root)
            rustc_files = read_files(root, *flags)
            assert (file_set.level, file_set.reasons) == ("closed", ())
            assert rustc_files <= files
            if "windows" not in str(below):
                assert files - rustc_files <= writer.unused
