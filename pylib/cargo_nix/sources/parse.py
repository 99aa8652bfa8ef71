"""One source file -> the facts it states about other files."""

from collections.abc import Iterator, Sequence

import tree_sitter_rust
from tree_sitter import Language, Node, Parser, Tree

from cargo_nix.sources.attributes import read_paths
from cargo_nix.sources.facts import ALWAYS, Call, Entry, Facts, Generated, Include, Module, Opaque, Program, RunTime
from cargo_nix.sources.faults import find_fault
from cargo_nix.sources.includes import Base, read_include_path
from cargo_nix.sources.place import Place, attributes_of, find_place
from cargo_nix.sources.tokens import LITERALS, macro_name, plain_name, text_of
from cargo_nix.sources.words import INCLUDES, MANIFEST_WORDS, Spot

__all__ = ["parse_facts", "parse_tree"]

_PARSER = Parser(Language(tree_sitter_rust.language()))
_PROSE = frozenset({"line_comment", "block_comment", "doc_comment", "string_content", "char_literal", *LITERALS})
# A macro's variable: as one token in macro_rules, as two where the definition stands in another macro's call.
_VARIABLES = frozenset({"metavariable", "$"})


def parse_tree(data: bytes) -> Tree:
    """Parse Rust source text; a tree with ERROR nodes for what the grammar does not know."""
    return _PARSER.parse(data)


def parse_facts(tree: Tree, data: bytes, spots: Sequence[Spot]) -> Facts:
    """Return what the source says at ``spots``, in order; a harmful syntax error is one opaque entry more."""
    entries: list[Entry] = []
    macros: list[tuple[str, Entry]] = []
    fault = find_fault(tree.root_node, data, spots) if tree.root_node.has_error else None
    if fault is not None:
        entries.append(Opaque(line=fault, modes=ALWAYS, reason="the grammar cannot parse this"))
    for spot in spots:
        leaf = tree.root_node.descendant_for_byte_range(spot.start, spot.start + len(spot.word))
        for macro, entry in () if leaf is None else _read_spot(leaf, spot.word):
            if macro is not None:
                macros.append((macro, entry))
            # What a macro's body names literally is taken where it is defined too: a call of it under a name that
            # the scan does not see must not lose the file.
            if macro is None or isinstance(entry, Module | Include | Program | RunTime | Generated):
                entries.append(entry)
    return Facts(entries=tuple(entries), macros=tuple(macros))


def _read_spot(leaf: Node, word: bytes) -> Iterator[tuple[str | None, Entry]]:
    if word in MANIFEST_WORDS:
        yield from _read_manifest(leaf, word)
    elif leaf.type in _PROSE:
        return
    elif word == b"mod":
        yield from _read_module(leaf)
    elif word in INCLUDES:
        yield from _read_include(leaf, code=word == b"include")
    elif word == b"file":
        if _argument(leaf) is not None:
            place = find_place(leaf)
            yield place.macro, RunTime(line=_line(leaf), modes=place.modes, embeds=False)
    else:
        yield from _read_call(leaf)


def _read_module(keyword: Node) -> Iterator[tuple[str | None, Entry]]:
    """``mod name ;``, as an item or as tokens."""
    name = _next_token(keyword)
    last = _next_token(name) if name is not None and name.type == "$" else name
    end = None if last is None else _next_token(last)
    if name is None or end is None or end.type != ";" or name.type not in {"identifier", *_VARIABLES}:
        return
    item = keyword.parent if keyword.parent is not None and keyword.parent.type == "mod_item" else keyword
    place = find_place(keyword)
    paths = read_paths(attributes_of(item))
    if place.inert or (place.quoted and name.type in _VARIABLES):
        return
    unknown = _unknown_module(name, place, read=not paths.unread, fixed=bool(paths.paths) and not paths.default)
    if unknown:
        yield place.macro, Opaque(line=_line(keyword), modes=place.modes, reason=unknown)
        return
    for macro in {None, place.macro}:
        frames = place.all_frames() if macro is None else place.body_frames()
        yield (
            macro,
            Module(
                line=_line(keyword),
                modes=place.modes,
                frames=frames,
                name=plain_name(name),
                paths=paths.paths,
                default=paths.default,
            ),
        )


def _unknown_module(name: Node, place: Place, *, read: bool, fixed: bool) -> str:
    """Return why the file of a module cannot be told, or nothing."""
    if not read:
        return "a module's #[path] is no literal"
    if name.type in _VARIABLES and not fixed:
        return "a macro declares a module under a name that its caller gives"
    return "a macro gives the enclosing module its name" if place.unnamed else ""


def _read_include(leaf: Node, *, code: bool) -> Iterator[tuple[str | None, Entry]]:
    place, line = find_place(leaf), _line(leaf)
    tree = _argument(leaf)
    if tree is None:
        if _imported_as(leaf) is not None:
            reason = f"{text_of(leaf)}! is imported under another name"
            yield place.macro, Opaque(line=line, modes=place.modes, reason=reason, included=True)
        return
    path = read_include_path(tree)
    if place.inert or (path is None and place.quoted):
        return
    if path is None:
        reason = f"the path of {text_of(leaf)}! is known only to the compiler"
        yield place.macro, Opaque(line=line, modes=place.modes, reason=reason, included=True)
    elif path.base is Base.GENERATED:
        if path.text.startswith("CARGO_BIN_EXE_"):
            yield place.macro, Program(line=line, modes=place.modes)
        elif path.text == "OUT_DIR" and code:
            yield place.macro, Generated(line=line, modes=place.modes)
    else:
        manifest = path.base is Base.MANIFEST
        text = path.text.lstrip("/") if manifest else path.text
        yield place.macro, Include(line=line, modes=place.modes, path=text, from_manifest=manifest, code=code)


def _read_manifest(leaf: Node, word: bytes) -> Iterator[tuple[str | None, Entry]]:
    """``env!("CARGO_MANIFEST_DIR")`` outside of an include's path: the program knows the directory at run time."""
    literal = leaf.parent
    tree = None if literal is None or leaf.text != word else literal.parent
    if tree is None or tree.type != "token_tree" or macro_name(tree) not in {"env", "option_env"}:
        return
    outer: Node | None = tree.parent
    while outer is not None and (outer.type != "token_tree" or macro_name(outer) == "concat"):
        outer = outer.parent
    if outer is not None and (macro_name(outer) or "").encode() in INCLUDES:
        return
    place = find_place(leaf)
    yield place.macro, RunTime(line=_line(leaf), modes=place.modes, embeds=True)


def _read_call(leaf: Node) -> Iterator[tuple[str | None, Entry]]:
    place, line, name = find_place(leaf), _line(leaf), plain_name(leaf)
    alias = _imported_as(leaf)
    if alias is not None:
        yield alias, Call(line=line, modes=ALWAYS, frames=(), name=name)
    elif _argument(leaf) is not None:
        frames = place.all_frames() if place.macro is None else place.body_frames()
        yield place.macro, Call(line=line, modes=place.modes, frames=frames, name=name)


def _argument(leaf: Node) -> Node | None:
    """Return the token tree that the macro named ``leaf`` is called with, if it is."""
    name = leaf
    if name.parent is not None and name.parent.type == "scoped_identifier":
        name = name.parent
    bang = _next_token(name)
    tree = _next_token(bang) if bang is not None and bang.type == "!" else None
    return tree if tree is not None and tree.type == "token_tree" else None


def _imported_as(leaf: Node) -> str | None:
    clause = leaf.parent
    if clause is not None and clause.type == "scoped_identifier":
        clause = clause.parent
    alias = None if clause is None or clause.type != "use_as_clause" else clause.child_by_field_name("alias")
    return None if alias is None or alias == leaf else plain_name(alias)


def _next_token(node: Node) -> Node | None:
    at = node.next_sibling
    while at is not None and at.type.endswith("comment"):
        at = at.next_sibling
    return at


def _line(node: Node) -> int:
    return node.start_point[0] + 1
