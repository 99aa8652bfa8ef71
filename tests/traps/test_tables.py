"""The tables of docs/conformance.md name existing tests and projects."""

import re
from pathlib import Path

import pytest

from support.nix import CHECKOUT

PAGE = (CHECKOUT / "docs/conformance.md").read_text(encoding="utf-8")
PROJECTS = CHECKOUT / "tests/conformance/projects"
DIRECTIVES = (
    *("rustc-link-lib", "rustc-link-search", "rustc-flags", "rustc-link-arg", "rustc-link-arg-cdylib"),
    *("rustc-cdylib-link-arg", "rustc-link-arg-bin", "rustc-link-arg-bins", "rustc-link-arg-tests"),
    *("rustc-link-arg-examples", "rustc-link-arg-benches", "rustc-cfg", "rustc-check-cfg", "rustc-env", "warning"),
    *("rerun-if-changed", "rerun-if-env-changed"),
)


def _section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _last_column(title: str) -> list[str]:
    """Return the names in the last column of a section's table."""
    rows = [line.strip("|").split("|") for line in _section(title).splitlines() if line.startswith("| ")]
    return [name for row in rows for name in re.findall(r"`([^`]+)`", row[-1])]


def test_the_rules_are_numbered_without_gaps() -> None:
    rules = re.findall(r"^\| S(\d+) \|", _section("Rules"), flags=re.MULTILINE)
    assert rules == [str(number) for number in range(1, 41)]


@pytest.mark.parametrize("title", ["Rules", "Odd and hostile input", "What stopped other builders"])
def test_named_tests_and_projects_exist(title: str) -> None:
    names = _last_column(title)
    assert len(names) > 20
    for name in names:
        path, _colons, function = name.partition("::")
        if function:
            assert f"\ndef {function}(" in (CHECKOUT / path).read_text(encoding="utf-8"), name
        else:
            assert (PROJECTS / name / "cases").is_file(), name


def test_the_rules_name_every_project() -> None:
    named = {name for name in _last_column("Rules") if "::" not in name} | set(
        re.findall(r"`([a-z-]+)`", _section("Rules"))
    )
    assert {path.name for path in PROJECTS.iterdir()} - named == set()


@pytest.mark.parametrize("syntax", ["old", "new"])
def test_a_project_uses_every_directive(syntax: str) -> None:
    script = (Path(PROJECTS) / f"directives-{syntax}" / "build.rs").read_text(encoding="utf-8")
    colons = {"old": ":", "new": "::"}[syntax]
    assert [name for name in DIRECTIVES if f'"cargo{colons}{name}=' not in script] == []
