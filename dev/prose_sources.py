"""The prose of a repository: passages of pages, docstrings, comments and messages, and the names in code."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from nix_text import NixToken, nix_tokens

__all__ = ["NAME_KINDS", "TEXT_KINDS", "Name", "Passage", "names_of", "passages_of"]

TEXT_KINDS = ("docs", "docstrings", "nix", "messages")
"""Kinds of passages: pages; docstrings and comments of Python; comments of Nix; messages of both."""
NAME_KINDS = ("names", "nix-names")
"""Kinds of names: variables of Python, and those that ``let`` binds in Nix."""

# The fields of the two message functions, and the texts of argparse.
_PYTHON_FIELDS = {"problem", "expected", "came", "ways_out", "help", "description", "epilog"}
_NIX_FIELDS = {"problem", "expected", "got", "waysOut"}
# Functions whose arguments a user reads.
_PYTHON_PRINTERS = {"print", "exit"}
# Tests name the fields as well, but nobody reads their strings as messages.
_WITH_MESSAGES = ("pylib/", "nixlib/", "dev/")
_DIRECTIVE = re.compile(r"#\s*(!|noqa|type:|fmt:|ruff:|mypy:)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A text with its place: ``line`` is the line on which it starts."""

    kind: str
    path: str
    line: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A variable that the code at ``path`` and ``line`` binds."""

    kind: str
    path: str
    line: int
    text: str


def passages_of(path: str, text: str) -> Iterator[Passage]:
    """Yield the passages of a file; ``path`` is relative to the repository, and its suffix gives the language."""
    match path.rpartition(".")[2]:
        case "md":
            yield from _page(path, text)
        case "py":
            yield from _python_passages(path, text)
        case "nix":
            yield from _nix_passages(path, text)
        case _:
            return


def names_of(path: str, text: str) -> Iterator[Name]:
    """Yield the variables that the code of a file binds."""
    if path.endswith(".py"):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                yield Name(kind="names", path=path, line=node.lineno, text=node.id)
    elif path.endswith(".nix"):
        for token in _let_names(list(nix_tokens(text))):
            yield Name(kind="nix-names", path=path, line=token.line, text=token.text)


def _page(path: str, text: str) -> Iterator[Passage]:
    prose = re.sub(r"^```.*?^```", lambda block: "\n" * block[0].count("\n"), text, flags=re.DOTALL | re.MULTILINE)
    # A paragraph ends at an empty line, at a list's item, at a row of a table and at a heading.
    for paragraph in re.finditer(r"\S.*?(?=\n\s*\n|\n\s*(?:[-*]|\d+\.) |\n[|#]|\Z)", prose, flags=re.DOTALL):
        line = prose.count("\n", 0, paragraph.start()) + 1
        yield Passage(kind="docs", path=path, line=line, text=paragraph[0])


def _python_passages(path: str, text: str) -> Iterator[Passage]:
    tree = ast.parse(text)
    for line, docstring in _docstrings(tree):
        yield Passage(kind="docstrings", path=path, line=line, text=docstring)
    for line, comment in _joined(_python_comments(text)):
        yield Passage(kind="docstrings", path=path, line=line, text=comment)
    if path.startswith(_WITH_MESSAGES):
        for line, message in _python_messages(tree):
            yield Passage(kind="messages", path=path, line=line, text=message)


def _docstrings(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            for statement in node.body[:1]:
                if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                    yield statement.lineno, str(statement.value.value)


def _python_comments(text: str) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not _DIRECTIVE.match(token.string):
            yield token.start[0], token.string.lstrip("#").strip()


def _joined(comments: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the comments of lines that follow each other as one text."""
    start, last, lines = 0, 0, list[str]()
    for line, comment in comments:
        if line != last + 1 and lines:
            yield start, "\n".join(lines)
            lines = []
        if not lines:
            start = line
        lines.append(comment)
        last = line
    if lines:
        yield start, "\n".join(lines)


def _python_messages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            values = [keyword.value for keyword in node.keywords if keyword.arg in _PYTHON_FIELDS]
            values += node.args if name in _PYTHON_PRINTERS else []
            for value in values:
                yield from _strings(value)


def _strings(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the strings of an expression, with … for what is filled in."""
    match node:
        case ast.Constant(value=str(text), lineno=line):
            yield line, text
        case ast.JoinedStr(values=values, lineno=line):
            yield line, "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in values)
        case ast.Call():
            # The arguments of another function are no message: `", ".join(…)`.
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _strings(child)


def _nix_passages(path: str, text: str) -> Iterator[Passage]:
    tokens = list(nix_tokens(text))
    comments = ((token.line, token.text) for token in tokens if token.kind == "comment")
    for line, comment in _joined(comments):
        yield Passage(kind="nix", path=path, line=line, text=comment)
    if path.startswith(_WITH_MESSAGES):
        for token in _nix_messages(tokens):
            yield Passage(kind="messages", path=path, line=token.line, text=token.text)


def _nix_messages(tokens: list[NixToken]) -> Iterator[NixToken]:
    """Yield the strings of each message field: those between ``problem =`` and its semicolon."""
    within, depth = False, 0
    for token, following in pairwise(tokens):
        if not within:
            within, depth = token.text in _NIX_FIELDS and token.kind == "name" and following.text == "=", 0
        elif token.kind == "string":
            yield token
        elif token.kind == "operator":
            depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(token.text, 0)
            within = not (token.text == ";" and depth == 0)


def _let_names(tokens: list[NixToken]) -> Iterator[NixToken]:
    """Yield the names that ``let`` binds; attributes of a set belong to an interface."""
    code = [token for token in tokens if token.kind in ("name", "operator")]
    around: list[str] = []
    for token, following in pairwise(code):
        if token.text == "let" or token.text in ("{", "[", "("):
            around.append(token.text)
        elif token.text in ("in", "}", "]", ")") and around:
            around.pop()
        elif token.kind == "name" and following.text == "=" and around and around[-1] == "let":
            yield token
