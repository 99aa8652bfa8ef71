"""README.md and the pages of docs/ are complete: links, the summary, and the flake of the first pages."""

import re
from pathlib import Path

import pytest

from support.nix import CHECKOUT

DOCS = CHECKOUT / "docs"
PAGES = sorted([CHECKOUT / "README.md", CHECKOUT / "CHANGELOG.md", *DOCS.glob("*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def _anchors(text: str) -> set[str]:
    """Return the anchors of the headings of a page, as GitHub and mdbook make them."""
    anchors: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", _CODE.sub("", text), flags=re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = 0
        while (anchor := f"{words}-{number}" if number else words) in anchors:
            number += 1
        anchors.add(anchor)
    return anchors


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_a_file_and_a_heading(page: Path) -> None:
    dead = []
    for link in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        file = page.parent / path if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file.read_text(encoding="utf-8"))):
            dead.append(link)
    assert dead == []


def test_the_summary_has_every_page_once() -> None:
    linked = _LINK.findall((DOCS / "SUMMARY.md").read_text(encoding="utf-8"))
    assert sorted(linked) == sorted(page.name for page in DOCS.glob("*.md") if page.name != "SUMMARY.md")


def test_the_first_pages_have_the_same_flake() -> None:
    readme, first = (
        re.findall(r"^```nix\n(\{\n.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        for page in (CHECKOUT / "README.md", DOCS / "getting-started.md")
    )
    assert len(readme) == 1
    assert readme == first
