"""Files that a target may load through a macro the scan does not know.

A macro of another crate can declare ``mod $name;`` or ``include_str!($path)``, and both are then resolved where it
is called. So a file about to be left out stays where a call *names* it: by a string literal that is its path or, for
data, the end of it, and for a module that nothing declares by an identifier in a file that could declare it.
"""

import os
import posixpath
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tree_sitter import Node

from cargo_nix.sources.book import Book
from cargo_nix.sources.modules import Reach
from cargo_nix.sources.tokens import ancestors, macro_name, stands_in, text_of
from cargo_nix.sources.words import INCLUDES, find_word

__all__ = ["Mentions", "Wanted", "find_mentions"]

_MANIFEST = (b"${CARGO_MANIFEST_DIR}", b"$CARGO_MANIFEST_DIR")
# The standard library's own: what they load is known, they load nothing, or `include*!` told it already.
_KNOWN = frozenset({
    "assert", "assert_eq", "assert_ne", "cfg", "column", "compile_error", "concat", "dbg", "debug_assert",
    "debug_assert_eq", "debug_assert_ne", "env", "eprint", "eprintln", "file", "format", "format_args", "line",
    "matches", "module_path", "option_env", "panic", "print", "println", "stringify", "thread_local", "todo",
    "unimplemented", "unreachable", "vec", "write", "writeln",
})  # fmt: skip
_INCLUDES = frozenset(word.decode() for word in INCLUDES)
_KNOWN_ATTRIBUTES = frozenset({"cfg", "deprecated", "must_use", "allow", "warn", "deny", "forbid", "expect", "path"})


@dataclass(kw_only=True, slots=True)
class Mentions:
    """Files to keep, and reasons to doubt that the module tree is whole."""

    files: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Files that a target would lose: by what name each is found.

    ``files`` count where a literal is their path. ``orphans``, sources that no target loads as far as is known, are a
    reason to doubt the module tree, and so are directories of them. ``data`` are those of ``files`` that a macro may
    find below a directory that its body names. With ``walks`` a directory in a macro call stands for the ``files``
    below it. With ``anywhere`` a file may stand in any string: a program that runs may open what it names.
    """

    files: frozenset[str]
    orphans: frozenset[str]
    data: frozenset[str]
    walks: bool
    anywhere: bool


def find_mentions(book: Book, reach: Reach, wanted: Wanted) -> Mentions:
    """Return which of the ``wanted`` files the target's code names, and where it names orphans."""
    found = Mentions()
    names = _Names(wanted)
    for file in sorted(reach.sources) if names.tails else ():
        literals = book.literals(file)
        for literal in sorted(piece for tail in names.tails & literals.keys() for piece in literals[tail]):
            paths, below = names.meant(literal, file), names.below(literal, file)
            spots = list(_spots(book, file, literal)) if paths or below else []
            if not any(map(_is_macro_argument, spots)):
                # A program that runs; most words of it that are directories' names too mean none.
                opened = file in reach.embeds or (wanted.anywhere and not all(map(_is_included, spots)))
                paths, below = (paths if opened else set()), set()
            found.files |= (paths - names.doubtful) | below
            found.reasons += [f"{file}: a macro call names {path}" for path in paths & names.doubtful]
    for file, name, path in _declarable(reach, wanted.orphans):
        if any(_is_macro_argument(leaf) for leaf in _words(book, file, name.encode())):
            found.reasons.append(f"{file}: a macro call names {name}, and {path} exists")
    found.reasons = sorted(set(found.reasons))
    return found


class _Names:
    """What a literal may mean of the wanted files; ``tails`` are the last components of all their names."""

    def __init__(self, wanted: Wanted) -> None:
        self.doubtful = wanted.orphans | {top for path in wanted.orphans for top in _parents(path)}
        self._below: dict[str, set[str]] = {}
        for path in wanted.files if wanted.walks else ():
            for top in _parents(path):
                self._below.setdefault(top, set()).add(path)
        self._whole = wanted.files | self.doubtful
        self._by_tail: dict[str, list[str]] = {}
        for path in wanted.data:
            self._by_tail.setdefault(posixpath.basename(path), []).append(path)
        self.tails = {os.fsencode(posixpath.basename(path)) for path in self._whole | self._below.keys()}

    def meant(self, literal: bytes, file: str) -> set[str]:
        """Return the paths that ``literal`` in ``file`` may mean: from the package, from the file, and as an ending."""
        text = _path_in(literal)
        ending = {path for path in self._by_tail.get(posixpath.basename(text), ()) if path.endswith(f"/{text}")}
        return (_meanings(text, file) & self._whole) | ending

    def below(self, literal: bytes, file: str) -> set[str]:
        """Return the files below the directory that ``literal`` in ``file`` may mean."""
        return {path for top in _meanings(_path_in(literal), file) for path in self._below.get(top, ())}


def _path_in(literal: bytes) -> str:
    for variable in _MANIFEST:
        literal = literal.removeprefix(variable)
    return os.fsdecode(literal).strip("/")


def _meanings(text: str, file: str) -> set[str]:
    return {posixpath.normpath(text), posixpath.normpath(posixpath.join(posixpath.dirname(file), text))}


def _spots(book: Book, file: str, literal: bytes) -> Iterator[Node]:
    """Yield the tokens of ``file`` that are the string ``literal``."""
    data = book.package.read(file) or b""
    at = data.find(b'"' + literal + b'"')
    root = book.tree(file).root_node
    while at >= 0:
        leaf = root.descendant_for_byte_range(at, at + len(literal) + 2)
        if leaf is not None:
            yield leaf
        at = data.find(b'"' + literal + b'"', at + 1)


def _is_included(leaf: Node) -> bool:
    """Tell whether ``leaf`` is an include's argument: the module tree has it, in the modes that read it."""
    return stands_in(leaf, _INCLUDES)


def _words(book: Book, file: str, word: bytes) -> Iterator[Node]:
    spots = list(find_word(book.package.read(file) or b"", word))
    for at in spots:
        leaf = book.tree(file).root_node.descendant_for_byte_range(at, at + len(word))
        before = None if leaf is None else leaf.prev_sibling
        # After `mod` it is a declaration, and what that leads to is known.
        if leaf is not None and leaf.type == "identifier" and (before is None or before.type != "mod"):
            yield leaf


def _is_macro_argument(leaf: Node) -> bool:
    """Tell whether ``leaf`` is an argument of a macro or an attribute that is not the standard library's."""
    for at in ancestors(leaf):
        if at.type == "token_tree":
            name = macro_name(at) or "assert"  # a bracket in a call is no call of its own
            if name in _INCLUDES:
                return False  # the module tree has it, in the modes that read it
            if name not in _KNOWN:
                return True
        if at.type == "attribute" and at.children and at.children[0] != leaf:
            name = text_of(at.children[0])
            return name not in _KNOWN_ATTRIBUTES and not (name == "cfg_attr" and _is_module_path(leaf, at))
    return False


def _is_module_path(leaf: Node, attribute: Node) -> bool:
    """Tell ``cfg_attr(…, path = "…")``, which the module tree has, from ``cfg_attr(…, template(path = "…"))``."""
    equals = leaf.prev_sibling
    name = None if equals is None else equals.prev_sibling
    direct = leaf.parent is not None and leaf.parent.parent == attribute
    return direct and name is not None and text_of(name) == "path"


def _declarable(reach: Reach, orphans: AbstractSet[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (file, module name, orphan) for each source that ``mod name;`` would lead from to an orphan."""
    homes: dict[str, list[str]] = {}
    for file in sorted(reach.sources):
        homes.setdefault(posixpath.dirname(file), []).append(file)
        homes.setdefault(file.removesuffix(".rs"), []).append(file)
    for path in sorted(orphans):
        module = path.removesuffix("/mod.rs").removesuffix(".rs")
        for file in homes.get(posixpath.dirname(module), ()):
            yield file, posixpath.basename(module), path


def _parents(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path
