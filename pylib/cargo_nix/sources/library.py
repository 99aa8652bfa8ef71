"""Whether a member's library may open a file of those that stand on it, or name one for rustc to open.

What `clues/file_access.py` is for published crates. Here the module tree is known, so that what only tests are made of
does not count.
"""

from collections.abc import Iterator

from tree_sitter import Node

from cargo_nix.clues.file_access import words_for_files
from cargo_nix.sources.attributes import alive_modes
from cargo_nix.sources.book import Book
from cargo_nix.sources.model import Mode
from cargo_nix.sources.modules import Reach
from cargo_nix.sources.place import attributes_of

__all__ = ["may_read_files"]

_LISTS = frozenset({"source_file", "declaration_list"})


def may_read_files(book: Book, reach: Reach) -> bool:
    """Whether the code of ``reach``, a library without its tests, has a word without which no file can be opened.

    True as well where the module tree is not known as a whole.
    """
    return bool(reach.reasons) or any(_has_words(book, path) for path in sorted(reach.sources))


def _has_words(book: Book, path: str) -> bool:
    data = book.package.read(path) or b""
    if not words_for_files(data):
        return False
    root = book.tree(path).root_node
    if root.has_error:
        return True
    code = bytearray(data)
    for item in _only_tested(root):
        code[item.start_byte : item.end_byte] = b" " * (item.end_byte - item.start_byte)
    return words_for_files(bytes(code))


def _only_tested(items: Node) -> Iterator[Node]:
    """Yield the items that are not there without ``cfg(test)``, those of inline modules among them."""
    for item in items.named_children:
        metas = attributes_of(item)
        if Mode.PLAIN not in alive_modes(metas) or any(meta.name == "test" for meta in metas):
            yield item
        elif item.type == "mod_item":
            for body in item.named_children:
                if body.type in _LISTS:
                    yield from _only_tested(body)
