"""Laws over random crates, with rustc's own list of what it read (``--emit=dep-info``) as the judge."""

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
    """Return what rustc reads of the package at ``root``: the paths that it opens, and what symlinks lead to."""
    dep_info = root.parent / "out.d"
    argv = ["rustc", "--edition=2021", "--crate-type=lib", "--cap-lints=allow", *flags]
    done = subprocess.run(
        [*argv, f"--emit=dep-info={dep_info}", "src/lib.rs"],
        cwd=root,
        env={"CARGO_MANIFEST_DIR": str(root), "PATH": str(Path(RUSTC or "").parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    listed = dep_info.read_text().splitlines()[0].partition(": ")[2].split()
    opened = {path.removeprefix(f"{root}/") for path in listed}
    return opened | {os.path.relpath((root / path).resolve(), root.resolve()) for path in opened}


@settings(max_examples=40)
@given(below=nodes())
def test_the_set_is_what_rustc_reads_on_any_platform(below: tuple[Node, ...]) -> None:
    """Every file that rustc lists is in the set, and beyond them only files that another platform would read."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "package")
        writer = Writer(root)
        writer.write_crate(below)
        sets = member_sets(root, {}, target("lib", "src/lib.rs"), directory="")
        for mode, flags in ((Mode.PLAIN, ()), (Mode.TEST, ("--test",))):
            found = sets[f"lib:lib:{mode}"]
            files = held(found, root)
            read = read_files(root, *flags)
            assert (found.level, found.reasons) == ("closed", ())
            assert read <= files
            if "windows" not in str(below):
                assert files - read <= writer.unused
