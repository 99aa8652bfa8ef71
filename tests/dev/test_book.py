"""The pages of docs/ as a book: the table of contents has all of them, and mdbook builds them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT

DOCS = CHECKOUT / "docs"
SUMMARY = (DOCS / "SUMMARY.md").read_text(encoding="utf-8")


def test_the_table_of_contents_has_each_page_once() -> None:
    pages = re.findall(r"\]\(([^)]+)\)", SUMMARY)
    assert sorted(pages) == sorted(path.name for path in DOCS.glob("*.md") if path.name != "SUMMARY.md")


@pytest.mark.skipif(shutil.which("mdbook") is None, reason="mdbook is not installed")
def test_mdbook_builds_the_pages(tmp_path: Path) -> None:
    argv = ["mdbook", "build", "--dest-dir", str(tmp_path / "book"), str(CHECKOUT)]
    result = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    # A warning names a link of SUMMARY.md, or a tag that stays open.
    assert "WARN" not in result.stderr, result.stderr
    assert (tmp_path / "book/options.html").is_file()
