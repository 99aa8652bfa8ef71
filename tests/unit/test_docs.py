"""The pages in docs/ agree with the code: arguments, outputs, and all messages."""

import ast
import re
from pathlib import Path

import pytest
from options_page import describe_arguments, options_page

from support.nix import CHECKOUT, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

NIXLIB = CHECKOUT / "nixlib"
DOCS = CHECKOUT / "docs"
OPTIONS = (DOCS / "options.md").read_text(encoding="utf-8")
ERRORS = (DOCS / "errors.md").read_text(encoding="utf-8")


@pytest.mark.nix
@needs_nix
def test_the_options_page_is_generated_from_the_data() -> None:
    assert options_page(describe_arguments()) == OPTIONS


@pytest.mark.nix
@needs_nix
def test_every_output_is_documented(tmp_path: Path) -> None:
    files = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}
    outputs = evaluate(f"builtins.attrNames {workspace(write_project(tmp_path / 'app', files))}")
    assert sorted(output["name"] for output in describe_arguments()["outputs"]) == outputs


def _messages() -> set[str]:
    """Return the ``problem`` of every error in the code, with … for inserted values."""
    messages = set()
    for path in sorted(NIXLIB.rglob("*.nix")):
        problems = re.findall(r'problem = "((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8"))
        messages |= {re.sub(r"\$\{[^}]*\}", "…", problem) for problem in problems}
    for path in sorted((CHECKOUT / "pylib/cargo_nix").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.keyword) and node.arg == "problem":
                messages |= _texts(node.value)
    return messages


def _texts(node: ast.expr) -> set[str]:
    match node:
        case ast.Constant(value=str(text)):
            return {re.sub(r"\{\w+\}", "…", text)}  # a template, filled in later
        case ast.JoinedStr(values=values):
            return {"".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in values)}
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(body) | _texts(orelse)
        case _:
            return set()


def test_every_message_is_documented() -> None:
    documented = set(re.findall(r"^### (.+)$", ERRORS, flags=re.MULTILINE))
    messages = _messages()
    assert messages - documented == set()
    # The builder's output has no `problem`: these messages have a chapter.
    of_units = ERRORS.partition("## While a unit builds")[2]
    assert documented - messages == set(re.findall(r"^### (.+)$", of_units, flags=re.MULTILINE))


def test_links_between_pages_lead_to_pages() -> None:
    pages = sorted(DOCS.glob("*.md"))
    links = {link for page in pages for link in re.findall(r"\]\(([\w-]+\.md)\)", page.read_text(encoding="utf-8"))}
    assert links <= {page.name for page in pages}
