"""The file set of a unit has the package's data files only if a proc-macro may read them: two published macros."""

import subprocess
from pathlib import Path

import pytest

from support.nix import drv_paths, needs_nix, workspace
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["describes", "embeds"]\nresolver = "2"\n',
    # serde_derive mentions no file functions; include_dir reads files.
    "describes/Cargo.toml": package("describes", '[dependencies]\nserde_derive = "=1.0.228"\n'),
    "describes/src/lib.rs": "pub use serde_derive::Serialize;\n",
    "describes/data/x.txt": "x\n",
    "embeds/Cargo.toml": package("embeds", '[dependencies]\ninclude_dir = "=0.7.4"\n'),
    "embeds/src/lib.rs": 'pub static DATA: include_dir::Dir = include_dir::include_dir!("data");\n',
    "embeds/data/x.txt": "x\n",
}


def test_an_edit_of_data_rebuilds_units_with_a_file_reading_macro(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    subprocess.run(["cargo", "generate-lockfile"], cwd=project, capture_output=True, check=True)
    units = workspace(project, "workspace = true;") + ".units"
    before = drv_paths(units)
    for member in ("describes", "embeds"):
        (project / member / "data/x.txt").write_text("y\n", encoding="utf-8")
    changed = {Path(path).name.partition("-")[2] for path in set(drv_paths(units)) - set(before)}
    assert changed == {"embeds-0.1.0.drv"}
