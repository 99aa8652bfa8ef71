"""Find references to other files in the syntax tree of one file."""

from collections.abc import Iterator, Sequence
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

from tree_sitter import Language, Node, Parser, Tree

from cargo_nix.syntax.attributes import read_paths
from cargo_nix.syntax.enclosing import attributes_of, find_enclosing
from cargo_nix.syntax.grammar_errors import find_error
from cargo_nix.syntax.includes import read_include_path
from cargo_nix.syntax.references import (
    ALL_MODES,
    Call,
    Effect,
    Effects,
    Include,
    Module,
    Opaque,
    Reference,
)
from cargo_nix.syntax.spots import INCLUDES, MANIFEST_WORDS, Spot
from cargo_nix.syntax.tokens import LITERALS, ancestor_nodes, macro_name, plain_name, text_of

__all__ = ["parse_references", "parse_tree"]


def _rust_language() -> Language:
    """Return the grammar from the extension module of ``tree_sitter_rust``.

    The package itself also imports `importlib.resources`, for queries that the scan does not use. This takes 20 ms, a
    third of the start of a scan.
    """
    package = find_spec("tree_sitter_rust")
    places = None if package is None else package.submodule_search_locations
    binding = PathFinder.find_spec("tree_sitter_rust._binding", places)
    if binding is None or binding.loader is None:
        import tree_sitter_rust  # noqa: PLC0415 -- see above

        return Language(tree_sitter_rust.language())
    module = module_from_spec(binding)
    binding.loader.exec_module(module)
    return Language(module.language())


_PARSER = Parser(_rust_language())
_PROSE = frozenset({"line_comment", "block_comment", "doc_comment", "string_content", "char_literal", *LITERALS})
# A variable of a macro: one token in macro_rules, two tokens if the definition is inside of another macro's call.
_VARIABLES = frozenset({"metavariable", "$"})


def parse_tree(data: bytes, last: int | None = None) -> Tree:
    """Return the syntax tree of the Rust text ``data``. Syntax errors become ERROR nodes.

    If the caller needs no token after the position ``last``, the tree may end with a complete item after ``last``. Most
    files declare their modules at the top, so the parser reads a part of the file.
    """
    end = len(data) if last is None else data.find(b";\n", last) + 2
    if 1 < end < len(data) and data.count(b"{", 0, end) == data.count(b"}", 0, end):
        head = _PARSER.parse(data[:end])
        # A head without an error has all brackets, so its items are complete. The other tokens cannot change them.
        if not head.root_node.has_error:
            return head
    return _PARSER.parse(data)


def parse_references(
    tree: Tree, data: bytes, spots: Sequence[Spot]
) -> tuple[tuple[Reference, ...], dict[str, tuple[Reference, ...]]]:
    """Return the references at ``spots`` of ``data``, in order, and the references in macro bodies, by macro name.

    ``tree`` is the tree of ``data``. A syntax error that may hide a reference is an ``Opaque`` reference.
    """
    references: list[Reference] = []
    macros: dict[str, list[Reference]] = {}
    error = find_error(tree.root_node, data, spots) if spots and tree.root_node.has_error else None
    if error is not None:
        references.append(Opaque(error, ALL_MODES, "the grammar cannot parse this"))
    for spot in spots:
        leaf = tree.root_node.descendant_for_byte_range(spot.start, spot.start + len(spot.word))
        for macro, reference in () if leaf is None else _read_spot(leaf, spot.word):
            if macro is not None and reference not in macros.setdefault(macro, []):
                macros[macro].append(reference)
            # Files that the body of a macro names also count at the definition: the scan may miss a call under another
            # name. For a module, definition and call have different frames, so `_read_module` yields two references.
            if macro is None or isinstance(reference, Include | Effect):
                references.append(reference)
    return tuple(references), {name: tuple(body) for name, body in sorted(macros.items())}


def _read_spot(leaf: Node, word: bytes) -> Iterator[tuple[str | None, Reference]]:
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
            yield _read_effect(leaf, Effects.EMBEDS)
    else:
        yield from _read_call(leaf)


def _read_module(keyword: Node) -> Iterator[tuple[str | None, Reference]]:
    """Yield the references of ``mod name;``, as an item or as tokens."""
    name = _next_token(keyword)
    last = _next_token(name) if name is not None and name.type == "$" else name
    end = None if last is None else _next_token(last)
    if name is None or end is None or end.type != ";" or name.type not in {"identifier", *_VARIABLES}:
        return
    item = keyword.parent if keyword.parent is not None and keyword.parent.type == "mod_item" else keyword
    enclosing = find_enclosing(keyword)
    paths = read_paths(attributes_of(item))
    if enclosing.inert or (enclosing.quoted and name.type in _VARIABLES):
        return
    unknown = ""
    if paths.unread:
        unknown = "a module's #[path] is no literal"
    elif name.type in _VARIABLES and (paths.default or not paths.paths):
        unknown = "a macro declares a module under a name that its caller gives"
    elif enclosing.unnamed:
        unknown = "a macro gives the enclosing module its name"
    line, modes = _line(keyword), enclosing.modes
    if unknown:
        yield enclosing.macro, Opaque(line, modes, unknown)
        return
    for macro in dict.fromkeys((None, enclosing.macro)):
        frames = enclosing.frames_of(macro)
        yield macro, Module(line, modes, frames, plain_name(name), paths.paths, paths.default)


def _read_include(leaf: Node, *, code: bool) -> Iterator[tuple[str | None, Reference]]:
    enclosing, line = find_enclosing(leaf), _line(leaf)
    tree = _argument(leaf)
    if tree is None:
        if _imported_as(leaf) is not None:
            reason = f"{text_of(leaf)}! is imported under another name"
            yield enclosing.macro, Opaque(line, enclosing.modes, reason)
        return
    path = read_include_path(tree)
    if enclosing.inert or (path is None and enclosing.quoted):
        return
    if path is None:
        reason = f"the path of {text_of(leaf)}! is known only to the compiler"
        yield enclosing.macro, Opaque(line, enclosing.modes, reason)
    elif not path.is_generated:
        yield enclosing.macro, Include(line, enclosing.modes, path.text, path.variable, code)
    elif str(path.variable).startswith("CARGO_BIN_EXE_"):
        yield _read_effect(leaf, Effects.PROGRAMS)
    elif path.variable == "OUT_DIR" and code:
        yield _read_effect(leaf, Effects.GENERATED)


def _read_effect(leaf: Node, effect: Effects) -> tuple[str | None, Reference]:
    enclosing = find_enclosing(leaf)
    return enclosing.macro, Effect(_line(leaf), enclosing.modes, effect)


def _read_manifest(leaf: Node, word: bytes) -> Iterator[tuple[str | None, Reference]]:
    """Yield ``env!("CARGO_MANIFEST_DIR")`` outside of an include: the program has the directory at run time."""
    literal = leaf.parent
    tree = None if literal is None or leaf.text != word else literal.parent
    if tree is None or tree.type != "token_tree" or macro_name(tree) not in {"env", "option_env"}:
        return
    calls = (macro_name(outer) for outer in ancestor_nodes(tree) if outer.type == "token_tree" and outer != tree)
    call = next((name for name in calls if name != "concat"), None)
    if (call or "").encode() in INCLUDES:
        return
    yield _read_effect(leaf, Effects.EMBEDS)


def _read_call(leaf: Node) -> Iterator[tuple[str | None, Reference]]:
    enclosing, line, name = find_enclosing(leaf), _line(leaf), plain_name(leaf)
    alias = _imported_as(leaf)
    if alias is not None:
        yield alias, Call(line, ALL_MODES, (), name)
    elif _argument(leaf) is not None:
        yield enclosing.macro, Call(line, enclosing.modes, enclosing.frames_of(enclosing.macro), name)


def _argument(leaf: Node) -> Node | None:
    """Return the arguments of the macro call with the name ``leaf``, None if ``leaf`` is not the name of a call."""
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
    sibling = node.next_sibling
    while sibling is not None and sibling.type.endswith("comment"):
        sibling = sibling.next_sibling
    return sibling


def _line(node: Node) -> int:
    return node.start_point[0] + 1
