"""rust-analyzer finds build scripts, generated code and proc-macros, and compiles no crate."""

import re
import shutil
from pathlib import Path

import pytest
from shell_project import make_project

from support.nix import needs_nix

pytestmark = [
    needs_nix,
    pytest.mark.nix,
    pytest.mark.skipif(shutil.which("rust-analyzer") is None, reason="rust-analyzer is not installed"),
]


def test_analysis_needs_no_compilation_of_crates(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    folder = str(Path(shutil.which("rust-analyzer") or "").parent)
    outcome = project.run(f"PATH=$PATH:{folder} rust-analyzer analysis-stats . 2>&1")
    assert outcome.code == 0, outcome.stdout
    # Types of macros' output and of generated code are known.
    assert re.search(r"exprs: \d+, \?\?ty: 0 \(0%\), \?ty: 0 \(0%\)", outcome.stdout)
    assert outcome.packages("compiled") == {}
    assert set(outcome.packages("answered")) >= {"derive", "generated", "native"}
    assert set(outcome.packages("script-answered")) == {"generated", "native"}
