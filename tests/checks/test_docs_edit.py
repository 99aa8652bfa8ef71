"""The checks that run again after an edit of documentation."""

import re
import subprocess
from pathlib import Path

import pytest

from support.nix import build, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

ARGUMENTS = 'profile = "dev"; workspace = true;'
README = "# Low\n\n```\nassert_eq!(low::two(), 2);\n```\n"
LIBRARY = "/// Two.\npub fn two() -> u32 {\n    2\n}\n"
FILES = {
    "Cargo.toml": '[workspace]\nmembers = ["low", "high"]\nresolver = "2"\n',
    "Cargo.lock": lock("low", "high low"),
    "low/Cargo.toml": package("low"),
    "low/README.md": README,
    "low/src/lib.rs": LIBRARY,
    "low/tests/it.rs": "#[test]\nfn is_two() {\n    assert_eq!(low::two(), 2);\n}\n",
    "high/Cargo.toml": package("high", '[dependencies]\nlow = { path = "../low" }\n'),
    "high/src/lib.rs": "#[test]\nfn is_two() {\n    assert_eq!(low::two(), 2);\n}\n",
}
# Checks that run code of the package.
RUNS = ["low-doctest", "low-test", "low-test-it"]
# Two ways to include the README for rustdoc only.
FOR_RUSTDOC = [
    '#[cfg(doctest)]\n#[doc = include_str!("../README.md")]\npub struct Readme;\n\n',
    '#![cfg_attr(doc, doc = include_str!("../README.md"))]\n\n',
]


def _checks(project: Path) -> dict[str, str]:
    drv_paths = evaluate(f"builtins.mapAttrs (_name: check: check.drvPath) {workspace(project, ARGUMENTS)}.checks")
    assert isinstance(drv_paths, dict)
    return drv_paths


def _changed(project: Path, path: str, text: str) -> list[str]:
    before = _checks(project)
    (project / path).write_text(text, encoding="utf-8")
    after = _checks(project)
    return sorted(name for name in before if before[name] != after[name])


@pytest.mark.parametrize("included", FOR_RUSTDOC)
def test_a_readme_for_rustdoc_reruns_pages_and_tests(included: str, tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", {**FILES, "low/src/lib.rs": included + LIBRARY})
    assert _changed(project, "low/README.md", README + "More.\n") == ["low-doc", *RUNS]
    doctests = build(f"{workspace(project, ARGUMENTS)}.checks.low-doctest").read_text(encoding="utf-8")
    assert re.findall(r"^test low/src/lib\.rs - .* \.\.\. (\w+)$", doctests, re.MULTILINE) == ["ok"]
    page = build(f"{workspace(project, ARGUMENTS)}.doc") / "low/index.html"
    assert ("<p>More.</p>" in page.read_text(encoding="utf-8")) == ("cfg_attr" in included)


def test_a_readme_without_an_include_reruns_only_tests(tmp_path: Path) -> None:
    """A test may open the README at run time, so the runs see the file; no unit changes."""
    project = write_project(tmp_path / "project", FILES)
    assert _changed(project, "low/README.md", "# Other\n") == RUNS


def test_a_readme_for_rustc_rebuilds_dependents(tmp_path: Path) -> None:
    """The README is a source: the library and its dependents are compiled again, as in Cargo."""
    library = '#![doc = include_str!("../README.md")]\n\n' + LIBRARY
    project = write_project(tmp_path / "project", {**FILES, "low/src/lib.rs": library})
    changed = _changed(project, "low/README.md", README + "More.\n")
    assert sorted(set(_checks(project)) - set(changed)) == ["high-fmt", "low-fmt"]


def test_a_doc_comment_rebuilds_dependents(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    changed = _changed(project, "low/src/lib.rs", LIBRARY.replace("Two.", "The number two."))
    assert sorted(set(_checks(project)) - set(changed)) == ["high-fmt"]


def test_content_addressed_keeps_tests_of_other_packages(tmp_path: Path) -> None:
    """The library's metadata contains the comment, and the linked programs do not."""
    project = write_project(tmp_path / "project", FILES)
    arguments = f"{ARGUMENTS} contentAddressed = true;"

    def run(text: str) -> list[str]:
        # A unique comment, because the store keeps the builds of earlier runs.
        (project / "low/src/lib.rs").write_text(LIBRARY.replace("Two.", text), encoding="utf-8")
        checks = f"builtins.attrValues {workspace(project, arguments)}.checks"
        command = ["nix", "build", "--impure", "--no-link", "--verbose", "--expr", checks]
        process = subprocess.run(command, capture_output=True, text=True, check=True)
        return re.findall(r"^building '/nix/store/\w+-(.*)\.drv'", process.stderr, re.MULTILINE)

    run(f"First {tmp_path.parent.name}.")
    rebuilt = run(f"Other {tmp_path.parent.name}.")
    assert "high-0.1.0-test" in rebuilt
    assert "high-test" not in rebuilt
