"""The broken links of a site."""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

__all__ = ["broken_links", "links_of"]

# Links that a browser follows or loads.
_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
_LINES = re.compile(r"(\d+)(?:-(\d+))?")


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if "id" in attributes:
            self.anchors.add(attributes["id"])
        link = attributes.get(_LINKS.get(tag, ""))
        if link and not re.match(r"[a-z]+:", link):
            self.links.append(link)


@cache
def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def links_of(page: Path) -> list[str]:
    """Return the links of ``page`` to the same site, as written."""
    return _read(page).links


def broken_links(site: Path) -> list[str]:
    """Return `page: link` for each link of ``site`` whose target file or anchor does not exist."""
    site = site.resolve()
    return [
        f"{page.relative_to(site)}: {link}"
        for page in sorted(site.rglob("*.html"))
        for link in links_of(page)
        if not _has_target(page, link, site)
    ]


def _has_target(page: Path, link: str, site: Path) -> bool:
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
    # A script of the page handles a range of lines.
    fragments = [number for number in lines.groups() if number] if lines else [fragment]
    # A browser first looks for the fragment as written.
    return all(anchor in anchors or unquote(anchor) in anchors for anchor in fragments)
