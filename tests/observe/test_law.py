"""The file sets have every path that a real build uses, for a short list; `bench/opened --recorded` has all projects."""

import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT

PROJECTS = Path(__file__).parent / "projects"
# A list of the workspace, a script above its package, a script with git, macros with files, doctests with macros.
SHORT_LIST = ["tidy", "script-walks-up", "git-version", "include_dir", "proc-macro-crate", "rust-embed"]

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(shutil.which("cargo") is None, reason="cargo is not installed"),
]


@pytest.mark.parametrize("command", ["build", "test"])
@pytest.mark.parametrize("project", SHORT_LIST)
def test_no_path_is_missing(project: str, command: str) -> None:
    argv = [str(CHECKOUT / "bench/opened"), "--recorded", str(PROJECTS / project), command, "--workspace"]
    process = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert process.stdout.splitlines()[-1].endswith(" paths, 0 missing")
