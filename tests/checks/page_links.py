"""The links of a site of pages: which of them lead nowhere."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

__all__ = ["broken_links", "links_of"]

# What a browser fetches or follows.
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
_LINES = re.compile(r"(\d+)(?:-(\d+))?")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.anchors.add(found["id"])
        link = found.get(_LINKS.get(tag, ""))
        if link and not re.match(r"[a-z]+:", link):
            self.links.append(link)


@cache
def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def links_of(page: Path) -> list[str]:
    """Return the links of ``page`` that stay on the site, as they stand in it."""
    return _read(page).links


def broken_links(site: Path) -> list[str]:
    """Return `page: link` for each link on the pages of ``site`` that leads to no file, or to no place on its page."""
    site = site.resolve()
    return [
        f"{page.relative_to(site)}: {link}"
        for page in sorted(site.rglob("*.html"))
        for link in links_of(page)
        if not _leads_somewhere(page, link, site)
    ]


def _leads_somewhere(page: Path, link: str, site: Path) -> bool:
    address, fragment = urldefrag(link)
    path = unquote(address.partition("?")[0])
    target = (page.parent / path).resolve() if path else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file() or not target.is_relative_to(site):
        return False
    if not fragment or target.suffix != ".html":
        return True
    anchors = _read(target).anchors
    lines = _LINES.fullmatch(fragment)
    # A range of lines is the page's own script's to find.
    wanted = [number for number in lines.groups() if number] if lines else [fragment]
    # A browser looks for the fragment as it stands first.
    return all(anchor in anchors or unquote(anchor) in anchors for anchor in wanted)
