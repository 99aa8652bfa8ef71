"""The surroundings of a token: enclosing modules and blocks, conditions, macro bodies."""

from tree_sitter import Node

from cargo_nix.syntax.attributes import Meta, alive_modes, parse_attribute, read_paths
from cargo_nix.syntax.references import Frame, Mode
from cargo_nix.syntax.tokens import ancestor_nodes, macro_name, plain_name, text_of

__all__ = ["Enclosing", "attributes_of", "find_enclosing"]

_ATTRIBUTES = frozenset({"attribute_item", "inner_attribute_item"})
_COMMENTS = frozenset({"line_comment", "block_comment"})
# The arguments of these macros become code of another crate, so they load no file of this crate.
_QUOTES = frozenset({"quote", "quote_spanned", "parse_quote", "parse_quote_spanned"})


class Enclosing:
    """The surroundings of a token.

    ``frames``: enclosing modules and blocks, innermost first.
    ``attributes``: attributes of the token and of all enclosing items.
    ``macro``: the name of the enclosing ``macro_rules!``.
    ``inner``: the number of frames inside of this macro.
    ``inert``: whether the token is in the pattern of a macro.
    ``quoted``: whether the token is in a ``quote!``.
    ``unnamed``: whether the name or the path of an enclosing module is unknown.
    """

    def __init__(self) -> None:
        """Make the surroundings of a token at the top of a file."""
        self.frames: list[Frame] = []
        self.attributes: list[Meta] = []
        self.macro: str | None = None
        self.inner = 0
        self.inert = self.quoted = self.unnamed = False

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes in which the token may exist."""
        return alive_modes(self.attributes)

    def frames_of(self, macro: str | None) -> tuple[Frame, ...]:
        """Return the frames from the body of the ``macro`` (None: from the file) to the token, outermost first."""
        return tuple(reversed(self.frames if macro is None else self.frames[: self.inner]))


def find_enclosing(node: Node) -> Enclosing:
    """Return the surroundings of ``node``, up to the root of the file."""
    enclosing = Enclosing()
    child: Node | None = None
    for ancestor in ancestor_nodes(node):
        _add_level(enclosing, ancestor, child)
        child = ancestor
    return enclosing


def attributes_of(node: Node) -> list[Meta]:
    """Return the attributes before ``node``: an item, or the token ``mod`` in a token tree."""
    metas: list[Meta | None] = []
    sibling = node.prev_sibling
    while sibling is not None:
        if sibling.type == "attribute_item":
            metas.append(parse_attribute(sibling))
        elif sibling.type == "token_tree" and sibling.prev_sibling is not None and sibling.prev_sibling.type == "#":
            metas.append(parse_attribute(sibling))
            sibling = sibling.prev_sibling
        elif sibling.type not in _COMMENTS and not _is_visibility(sibling):
            break
        sibling = sibling.prev_sibling
    return [meta for meta in reversed(metas) if meta is not None]


def _add_level(enclosing: Enclosing, node: Node, below: Node | None) -> None:
    match node.type:
        case "mod_item" if below is not None and below.type == "declaration_list":
            _add_inline(enclosing, node.child_by_field_name("name"), node)
        case "block":
            enclosing.frames.append(Frame())
        case "token_tree":
            _add_token_tree(enclosing, node)
        case "token_tree_pattern":
            enclosing.inert = True
        case "macro_definition":
            name = node.child_by_field_name("name")
            enclosing.macro = None if name is None else plain_name(name)
            enclosing.inner = len(enclosing.frames)
        case "attribute_item" | "inner_attribute_item":
            enclosing.attributes += _attribute_conditions(node)
        case _:
            pass
    if node.parent is not None and node.parent.type != "token_tree":
        enclosing.attributes += attributes_of(node)


def _add_token_tree(enclosing: Enclosing, tree: Node) -> None:
    enclosing.quoted |= macro_name(tree) in _QUOTES
    name = tree.prev_sibling
    keyword = None if name is None else name.prev_sibling
    if keyword is not None and keyword.type == "$":  # a variable of a macro, if the grammar sees no macro_rules
        name, keyword = keyword, keyword.prev_sibling
    if keyword is not None and keyword.type == "mod" and text_of(tree).startswith("{"):
        _add_inline(enclosing, name, keyword)


def _add_inline(enclosing: Enclosing, name: Node | None, holder: Node) -> None:
    paths = read_paths(attributes_of(holder))
    if name is None or name.type != "identifier" or paths.unread:
        enclosing.unnamed = True
        return
    enclosing.frames.append(Frame(name=plain_name(name), paths=paths.paths, default=paths.default))


def _attribute_conditions(node: Node) -> list[Meta]:
    """Return the conditions for rustc to read the attribute ``node``: its own ``cfg_attr`` and all later attributes."""
    attribute = parse_attribute(node)
    metas: list[Meta] = []
    if attribute is not None and attribute.name == "cfg_attr":
        metas.append(Meta(name="cfg", items=attribute.items[:1]))
    sibling = node.next_sibling if node.type == "attribute_item" else None
    while sibling is not None and (sibling.type in _COMMENTS or sibling.type in _ATTRIBUTES):
        following = parse_attribute(sibling) if sibling.type in _ATTRIBUTES else None
        metas += [following] if following is not None else []
        sibling = sibling.next_sibling
    return metas


def _is_visibility(node: Node) -> bool:
    """Return whether ``node`` may be between attributes and ``mod``: ``pub``, ``pub(…)``, ``$vis``, ``unsafe``."""
    if node.type in {"pub", "crate", "metavariable", "unsafe", "visibility_modifier"}:
        return True
    before = node.prev_sibling
    return node.type == "token_tree" and before is not None and before.type == "pub"
