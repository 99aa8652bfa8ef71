"""What pages, docstrings and comments cite exists: files of the repository, modules and their functions, rules, links."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from support.nix import CHECKOUT

PYLIB = CHECKOUT / "pylib/cargo_nix"
ENDS = r"(?:nix|py|sh|md|toml|txt)"
PATH = re.compile(rf"(?<![\w/.$}}-])(?:docs|nixlib|pylib|tests|dev|bench|templates)/[\w./-]+\.{ENDS}\b")
ROOM_PATH = re.compile(r"(?<![\w/.-])([a-z]+/[a-z_]+\.py)\b")
FILE = re.compile(r"(?<![\w/.*-])([A-Za-z_]\w+\.(?:nix|py))\b")
QUALIFIED = re.compile(r"`(?:cargo_nix\.)?((?:[a-z_]+\.)+)([A-Za-z_]\w*)`")
RULE = re.compile(r"\b(?:rules?|conformance\.md,?(?:\s+rules?)?)\s+(S\d+)")
LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")
# Names in examples, and files that users or other programs have.
EXAMPLES = {
    *("Cargo.dependencies.nix", "default.nix", "flake.nix", "shell.nix", "my-app.nix", "overlay.nix", "a.nix"),
    *("client.py", "test_x.py", "setup.py", "conftest.py"),
}
ROOMS = {path.name for path in PYLIB.iterdir() if path.is_dir()}
OLD_PAGES = re.compile(r"\badvanced\.md\b|\breference (?:\d+\.\d|S\d+)")


def _tracked() -> list[str]:
    try:
        argv = ["git", "ls-files", "-z"]
        done = subprocess.run(argv, cwd=CHECKOUT, capture_output=True, check=True, text=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        return [path.relative_to(CHECKOUT).as_posix() for path in CHECKOUT.rglob("*") if path.is_file()]
    return [path for path in done.stdout.split("\0") if path and (CHECKOUT / path).is_file()]


TRACKED = _tracked()
NAMES = {Path(path).name for path in TRACKED}
FOLDERS = ("docs/", "nixlib/", "pylib/", "dev/", "bench/", "templates/")
TEXTS = [
    path
    for path in TRACKED
    if path.endswith((".md", ".nix", ".py"))
    and (path.startswith(FOLDERS) or "/" not in path or (path.startswith("tests/") and "/projects/" not in path))
    and Path(path).name not in {"test_citations.py", "CHANGELOG.md"}
]
MODULES: dict[str, set[str]] = {}


def _prose(path: str) -> str:
    """Return the docstrings and comments of code, all of a page."""
    text = (CHECKOUT / path).read_text(encoding="utf-8")
    if path.endswith(".nix"):
        blocks = re.findall(r"/\*.*?\*/", text, re.DOTALL)
        return "\n".join([*blocks, *re.findall(r"^\s*#.*$", text, re.MULTILINE)])
    if not path.endswith(".py"):
        return text
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, documented)]
    comments = re.findall(r"(?:^|\s)# .*$", text, re.MULTILINE)
    return "\n".join([*(ast.get_docstring(node) or "" for node in nodes), *comments])


def _defined(module: Path) -> set[str]:
    """Return the names that the module defines, and those of its classes' methods and fields."""
    names = set()
    for node in ast.walk(ast.parse(module.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def _exists(path: str) -> bool:
    # Words in capitals stand for names.
    return bool(re.search(r"[A-Z]{2,}", path)) or (CHECKOUT / path).exists()


def test_citations_are_recognised() -> None:
    prose = (
        "See docs/no.md, nixlib/a/b.nix and `units/none.py`, readToml.nix; rule S99; `lto.lto_args`; [x](gone.md#y)."
    )
    assert PATH.findall(prose) == ["docs/no.md", "nixlib/a/b.nix"]
    assert ROOM_PATH.findall(prose) == ["units/none.py"]
    assert FILE.findall(prose) == ["readToml.nix"]
    assert RULE.findall(prose) == ["S99"]
    assert QUALIFIED.findall(prose) == [("lto.", "lto_args")]
    assert LINK.findall(prose) == ["gone.md"]


@pytest.mark.parametrize("path", TEXTS)
def test_cited_files_exist(path: str) -> None:
    prose = _prose(path)
    assert [cited for cited in PATH.findall(prose) if not _exists(cited)] == []
    rooms = [cited for cited in ROOM_PATH.findall(prose) if cited.partition("/")[0] in ROOMS]
    assert [
        cited for cited in rooms if not (PYLIB / cited).exists() and not (CHECKOUT / "tests" / cited).exists()
    ] == []
    if path.startswith(("nixlib/", "pylib/")):
        assert [cited for cited in FILE.findall(prose) if cited not in NAMES | EXAMPLES] == []


@pytest.mark.parametrize("path", [path for path in TEXTS if path.startswith("pylib/")])
def test_cited_functions_exist(path: str) -> None:
    modules = {file.stem: file for file in PYLIB.rglob("*.py") if file.stem not in {"__init__", "__main__"}}
    for qualifier, name in QUALIFIED.findall(_prose(path)):
        module = modules.get(qualifier.rstrip(".").rpartition(".")[2])
        assert module is None or name in _defined(module) | {"py", "nix", "md", "rs"}, f"{qualifier}{name}"


@pytest.mark.parametrize("path", TEXTS)
def test_cited_rules_exist(path: str) -> None:
    rules = set(
        re.findall(r"^\| (S\d+) \|", (CHECKOUT / "docs/conformance.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    prose = _prose(path)
    assert OLD_PAGES.findall(prose) == []
    assert set(RULE.findall(prose)) - rules == set()


@pytest.mark.parametrize("path", [path for path in TEXTS if path.endswith(".md")])
def test_relative_links_lead_to_files(path: str) -> None:
    targets = LINK.findall((CHECKOUT / path).read_text(encoding="utf-8"))
    assert [target for target in targets if not ((CHECKOUT / path).parent / target).exists()] == []
