"""Find the tags of an HTML page that trunk's attributes mark."""

from __future__ import annotations

from html.parser import HTMLParser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Tag", "head_end", "marked_tags", "tag_text"]

_MARKS = ("data-trunk", "data-trunk-public-url")


class Tag:
    """A start tag of a page at ``text[start:end]``. An attribute without a value has the value ""."""

    def __init__(self, name: str, attributes: Mapping[str, str], start: int, end: int) -> None:
        self.name = name
        self.attributes = attributes
        self.start = start
        self.end = end


class _Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        # Where each line starts.
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self.tags: list[Tag] = []
        self.head_end: int | None = None
        self.feed(text)
        self.close()

    def _position(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self._position()
        raw = self.get_starttag_text() or ""
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}, start, start + len(raw)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "head" and self.head_end is None:
            self.head_end = self._position()


def marked_tags(text: str) -> list[Tag]:
    """Return the tags of the page ``text`` with an attribute of trunk, in their order."""
    return [tag for tag in _reader(text).tags if any(mark in tag.attributes for mark in _MARKS)]


def head_end(text: str) -> int:
    """Return the position of ``</head>`` in the page ``text``, or the end of a page without this tag."""
    end = _reader(text).head_end
    return len(text) if end is None else end


def tag_text(name: str, attributes: Mapping[str, str]) -> str:
    """Return a start tag as text. Trunk's own attributes are left out, and "" is an attribute without a value."""
    words = [name]
    for key, value in attributes.items():
        if not key.startswith("data-trunk"):
            quoted = value.replace("&", "&amp;").replace('"', "&quot;")
            words.append(f'{key}="{quoted}"' if value else key)
    return f"<{' '.join(words)}>"


def _reader(text: str) -> _Reader:
    # The parser counts a line at each \n only.
    return _Reader(text.replace("\r\n", "\n").replace("\r", "\n"))
