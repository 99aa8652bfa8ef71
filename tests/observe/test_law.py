"""The law: what a real build was seen to use is in the file sets. A short list; `bench/opened --recorded` takes them all."""

import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT

PROJECTS = Path(__file__).parent / "projects"
# Scripts that climb and that start git, tests that list the workspace, macros that read, doctests with macros.
SHORT_LIST = ["tidy", "script-walks-up", "git-version", "include_dir", "proc-macro-crate", "rust-embed"]

pytestmark = [
    pytest.mark.network,
    pytest.mark.skipif(shutil.which("cargo") is None, reason="there is no cargo here"),
]


@pytest.mark.parametrize("command", ["build", "test"])
@pytest.mark.parametrize("project", SHORT_LIST)
def test_no_path_is_missing(project: str, command: str) -> None:
    argv = [str(CHECKOUT / "bench/opened"), "--recorded", str(PROJECTS / project), command, "--workspace"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith(" paths, 0 missing")
