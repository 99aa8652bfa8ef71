"""Published crates with test suites: the checks give the same verdicts as cargo test."""

from pathlib import Path

import pytest
from verdicts import Comparison, compare

from support.nix import needs_nix
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.mark.network
@pytest.mark.parametrize(("crate", "tests"), [("itoa@1.0.17", 13), ("semver@1.0.27", 38)])
def test_a_published_crate_has_cargos_verdicts(crate: str, tests: int, tmp_path: Path) -> None:
    comparison = compare(crate, tmp_path)
    assert comparison.differing == {}
    assert sum(map(len, comparison.cargos.values())) == tests


def test_failures_are_compared(tmp_path: Path) -> None:
    """A failed check has no log with all tests, so failures and counts are compared."""
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
        "src/lib.rs": "#[test]\nfn holds() {}\n#[test]\n#[ignore]\nfn later() {}\n#[test]\nfn breaks() {\n    panic!();\n}\n",
        "tests/two.rs": "#[test]\nfn first() {\n    panic!();\n}\n#[test]\nfn second() {\n    panic!();\n}\n",
    }
    comparison = compare(str(write_project(tmp_path / "source" / "app", files)), tmp_path)
    assert comparison.ours == {
        "src/lib.rs app": [("(1)", "ignored"), ("(1)", "ok"), ("breaks", "FAILED")],
        "tests/two.rs two": [("(0)", "ignored"), ("(0)", "ok"), ("first", "FAILED"), ("second", "FAILED")],
        "doc app": [],
    }
    assert comparison.differing == {}


def test_a_comparison_lists_differences() -> None:
    comparison = Comparison(name="app", cargos={"doc app": [("a", "ok")]}, ours={"doc app": [("a", "ignored")]})
    assert comparison.differing == {"doc app": {("a", "ok"), ("a", "ignored")}}
    assert comparison.row().split() == ["app", "1", "1", "0", "0", "2"]
