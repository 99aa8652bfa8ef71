"""Files that a target may load through a macro the scan does not know.

A macro of another crate can declare ``mod $name;`` or ``include_str!($path)``, and both are then resolved where it
is called. So a file about to be left out stays where a call *names* it: by a string literal that is its path, or,
for a module that nothing declares, by an identifier in a file that could declare it.
"""

import posixpath
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tree_sitter import Node

from cargo_nix.sources.book import Book
from cargo_nix.sources.modules import Reach
from cargo_nix.sources.tokens import macro_name, text_of
from cargo_nix.sources.words import INCLUDES, find_word

__all__ = ["Mentions", "find_mentions"]

_MANIFEST = (b"${CARGO_MANIFEST_DIR}", b"$CARGO_MANIFEST_DIR")
# The standard library's own: what they load is known, they load nothing, or `include*!` told it already.
_KNOWN = frozenset({
    "assert", "assert_eq", "assert_ne", "cfg", "column", "compile_error", "concat", "dbg", "debug_assert",
    "debug_assert_eq", "debug_assert_ne", "env", "eprint", "eprintln", "file", "format", "format_args", "line",
    "matches", "module_path", "option_env", "panic", "print", "println", "stringify", "thread_local", "todo",
    "unimplemented", "unreachable", "vec", "write", "writeln",
})  # fmt: skip
_KNOWN_ATTRIBUTES = frozenset({"cfg", "deprecated", "must_use", "allow", "warn", "deny", "forbid", "expect", "path"})


@dataclass(kw_only=True, slots=True)
class Mentions:
    """Files to keep, and reasons to doubt that the module tree is whole."""

    files: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)


def find_mentions(book: Book, reach: Reach, candidates: Iterable[str], orphans: AbstractSet[str]) -> Mentions:
    """Return which ``candidates`` the target's code names, and where it names ``orphans``.

    ``orphans`` are ``.rs`` files that no target loads as far as is known; the name of one, or of a directory of
    them, is a reason to doubt.
    """
    found = Mentions()
    named = frozenset(candidates) | orphans
    directories = {top for path in orphans for top in _parents(path)}
    tails = {posixpath.basename(path).encode() for path in named | directories}
    for file in sorted(reach.sources) if named else ():
        literals = book.literals(file)
        for literal in sorted(piece for tail in tails & literals.keys() for piece in literals[tail]):
            for path in _meanings(literal, file):
                wanted = path in named or path in directories
                if wanted and (file in reach.embeds or _is_argument(book, file, literal)):
                    _note(found, path, file, orphans | directories)
    for file, name, path in _declarable(reach, orphans):
        if any(_is_macro_argument(leaf) for leaf in _words(book, file, name.encode())):
            found.reasons.append(f"{file}: a macro call names {name}, and {path} exists")
    found.reasons = sorted(set(found.reasons))
    return found


def _note(found: Mentions, path: str, file: str, doubtful: AbstractSet[str]) -> None:
    if path in doubtful:
        found.reasons.append(f"{file}: a macro call names {path}")
    else:
        found.files.add(path)


def _meanings(literal: bytes, file: str) -> Iterator[str]:
    """Yield the paths a literal may mean: from the package root, and from its file."""
    for variable in _MANIFEST:
        literal = literal.removeprefix(variable)
    text = literal.decode(errors="surrogateescape").strip("/")
    yield posixpath.normpath(text)
    yield posixpath.normpath(posixpath.join(posixpath.dirname(file), text))


def _is_argument(book: Book, file: str, literal: bytes) -> bool:
    data = book.package.read(file) or b""
    at = data.find(b'"' + literal + b'"')
    root = book.tree(file).root_node
    while at >= 0:
        leaf = root.descendant_for_byte_range(at, at + len(literal) + 2)
        if leaf is not None and _is_macro_argument(leaf):
            return True
        at = data.find(b'"' + literal + b'"', at + 1)
    return False


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
    at: Node | None = leaf
    while at is not None:
        if at.type == "token_tree":
            name = macro_name(at) or "assert"  # a bracket in a call is no call of its own
            if name.encode() in INCLUDES:
                return False  # the module tree has it, in the modes that read it
            if name not in _KNOWN:
                return True
        if at.type == "attribute" and at.children and at.children[0] != leaf:
            name = text_of(at.children[0])
            return name not in _KNOWN_ATTRIBUTES and not (name == "cfg_attr" and _is_module_path(leaf, at))
        at = at.parent
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
