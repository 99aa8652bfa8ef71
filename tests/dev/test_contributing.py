"""CONTRIBUTING.md names files, checks and commands that exist."""

import re

import pytest
from gate_checks import checks

from support.nix import CHECKOUT

TEXT = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", TEXT)
# Files are named from the root, or from the folder that the sentence is about.
ROOTS = (CHECKOUT, CHECKOUT / "pylib/cargo_nix")
PATHS = sorted({word for code in CODE for word in code.split() if re.fullmatch(r"(\./)?[\w.-]+(/[\w.-]+)+", word)})


@pytest.mark.parametrize("path", PATHS)
def test_a_path_exists(path: str) -> None:
    assert any((root / path).exists() for root in ROOTS)


def test_links_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)]+)\)", TEXT)
    assert links
    assert [link for link in links if not (CHECKOUT / link).is_file()] == []


def test_checks_of_commands_exist() -> None:
    names = set(re.findall(r"--only ([\w-]+)", TEXT))
    assert names
    assert names <= {"lint", *(check.name for check in checks())}


def test_each_pipeline_package_exists() -> None:
    sentence = TEXT.partition("are a pipeline: ")[2].partition(". A package imports")[0]
    packages = re.findall(r"`(\w+)`", sentence)
    assert packages
    for package in packages:
        path = CHECKOUT / "pylib/cargo_nix" / package
        assert path.is_dir() or path.with_suffix(".py").is_file(), package
