"""The files that a build script opens, as far as its text proves them.

The proof: each call that can open a file gets a string literal. A script without a proof may open any file. This module
never guesses a name that code assembles.
"""

import re
from collections.abc import Iterator

from tree_sitter import Node, Tree

from cargo_nix.syntax.tokens import LITERALS, ancestor_nodes, leaf_nodes, literal_text, text_of

__all__ = ["links_by_path", "opened_literals"]

_OPEN = frozenset({"open", "read", "read_to_string", "read_dir", "read_link", "metadata", "symlink_metadata",
                   "canonicalize", "copy", "exists", "try_exists", "is_file", "is_dir", "hard_link"})  # fmt: skip
_WRITE = frozenset({"self", "File", "DirBuilder", "write", "create", "create_new", "create_dir", "create_dir_all",
                    "remove_file", "remove_dir", "remove_dir_all", "rename", "set_permissions"})  # fmt: skip
# Foreign code, other ways to open files, and names that may hide a function.
_NO_PROOF = frozenset({"OpenOptions", "libc", "mmap", "memmap", "memmap2", "asm", "global_asm", "include", "WalkDir",
                       "glob", "stdin"})  # fmt: skip
_PATH_OF = re.compile(
    rb'(?:(?:std\s*::\s*)?path\s*::\s*)?(?:Path\s*::\s*new|PathBuf\s*::\s*from)\s*\(\s*"([^"\\]*)"\s*\)'
)
_DECLARES = re.compile(r"cargo::?rerun-if-changed=")
# Directives with a value that rustc or the linker may read as a path; names of libraries are not paths.
_LINKS = re.compile(
    r"cargo::?(rustc-link-arg[\w-]*|rustc-link-search|rustc-cdylib-link-arg|rustc-flags)=(.*)", re.DOTALL
)
_NO_PATH = frozenset({"native", "dependency", "crate", "framework", "all", "static", "dylib", "-l", "-L"})
_ABSOLUTE = re.compile(rb"OUT_DIR|CARGO_MANIFEST_DIR|\bcurrent_dir\b|\bcanonicalize\b")
_LONGEST = 200


def opened_literals(tree: Tree) -> tuple[str, ...] | None:
    """Return the literals of a build script that may be paths, sorted; None without a proof.

    ``tree`` is the tree of the script. The result has each file that the script itself opens or declares. For started
    programs see ``started_programs``; the proof does not cover linked crates.
    """
    literals: set[str] = set()
    if tree.root_node.has_error:
        return None
    for node in leaf_nodes(tree.root_node):
        if node.type in LITERALS:
            path = _path(node)
            literals.update([path] if path else [])
        elif node.type in {"identifier", "field_identifier", "type_identifier"}:
            name = text_of(node)
            if name in _NO_PROOF or (name in _OPEN and _is_imported(node)):
                return None
            if name in _OPEN and not _gets_literal(node):
                return None
            if name not in _OPEN and _comes_from_fs(node) and name not in _WRITE:
                return None
        elif node.type == "extern" or (node.type == "*" and _is_imported(node)):
            return None
    return tuple(sorted(literals))


def _path(literal: Node) -> str | None:
    """Return the literal as a path, without a directive before the path; None if the literal cannot be a path."""
    text = literal_text(literal)
    path = "" if text is None else _DECLARES.sub("", text).strip()
    return path if text is not None and len(path) <= _LONGEST and "\n" not in path else None


def links_by_path(tree: Tree, data: bytes) -> bool:
    """Return whether a build script may pass a relative path of a file to rustc or to the linker.

    ``tree`` and ``data`` are tree and text of the script. An absolute path leads to the sources of the run, and these
    exist in later builds. A relative path starts at rustc's working directory. An assembled value counts as absolute
    if the script asks for a directory (``_ABSOLUTE``).
    """
    texts = [literal_text(node) or "" for node in leaf_nodes(tree.root_node) if node.type in LITERALS]
    directives = [directive for text in texts if (directive := _LINKS.search(text)) is not None]
    has_directory = _ABSOLUTE.search(data) is not None
    return any(
        _is_relative(piece, has_directory=has_directory, is_directory=is_directory)
        for directive in directives
        for piece, is_directory in _pieces(directive[1], directive[2])
    )


def _pieces(name: str, value: str) -> Iterator[tuple[str, bool]]:
    """Yield possible paths in the value of a directive, each with whether the path is a directory (after ``-L``)."""
    after_flag = False
    for word in value.split():
        is_directory = "search" in name or after_flag
        after_flag = word == "-L"
        for piece in re.split(r"[=,:@]+", word):
            yield piece, is_directory


def _is_relative(piece: str, *, has_directory: bool, is_directory: bool) -> bool:
    path = re.sub(r"^-[TL]", "", piece)
    if not path or path in _NO_PATH or path.startswith(("/", "-")):
        return False
    if "{" in path:
        return not has_directory
    return is_directory or path != piece or not {"/", "."}.isdisjoint(path)


def _is_imported(node: Node) -> bool:
    """Return whether ``node`` is in a ``use`` of ``fs``. Code may then call a function without the module."""
    return any(
        ancestor.type == "use_declaration" and b"fs" in (ancestor.text or b"") for ancestor in ancestor_nodes(node)
    )


def _comes_from_fs(node: Node) -> bool:
    before = node.prev_sibling
    holder = None if before is None else before.prev_sibling
    return before is not None and before.type == "::" and holder is not None and text_of(holder).endswith("fs")


def _gets_literal(node: Node) -> bool:
    """Return whether the call of ``node`` has a literal path, as first argument or as receiver of the method."""
    before = node.prev_sibling
    holder = node.parent
    if before is not None and before.type == ".":
        receiver = before.prev_sibling
        return receiver is not None and _PATH_OF.fullmatch(receiver.text or b"") is not None
    if holder is not None and holder.type == "scoped_identifier":
        holder = holder.parent
    arguments = holder.child_by_field_name("arguments") if holder is not None else None
    if arguments is None:  # inside of a macro call, arguments are a token tree
        after = node.next_sibling
        arguments = after if after is not None and after.type == "token_tree" else None
    first = arguments.named_children[0] if arguments is not None and arguments.named_children else None
    if first is not None and first.type == "reference_expression":
        first = first.named_children[0] if first.named_children else None
    if first is not None and first.type in LITERALS:
        return _path(first) is not None
    return first is not None and _PATH_OF.fullmatch(first.text or b"") is not None
