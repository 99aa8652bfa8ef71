"""Published crates with test suites of their own: the same verdicts as under cargo test."""

from pathlib import Path

import pytest
from verdicts import Comparison, compare

from support.nix import needs_nix
from support.projects import package, write_project

pytestmark = [needs_nix, pytest.mark.nix]


@pytest.mark.network
@pytest.mark.parametrize(("crate", "tests"), [("itoa@1.0.17", 13), ("semver@1.0.27", 38)])
def test_verdicts_of_a_published_crate(crate: str, tests: int, tmp_path: Path) -> None:
    found = compare(crate, tmp_path)
    assert found.differing == {}
    assert sum(map(len, found.cargos.values())) == tests


def test_what_fails_is_compared_too(tmp_path: Path) -> None:
    """Of a red check there is no log of all tests: its failures and counts are compared."""
    files = {
        "Cargo.toml": package("app"),
        "Cargo.lock": 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
        "src/lib.rs": "#[test]\nfn holds() {}\n#[test]\n#[ignore]\nfn later() {}\n#[test]\nfn breaks() {\n    panic!();\n}\n",
        "tests/two.rs": "#[test]\nfn first() {\n    panic!();\n}\n#[test]\nfn second() {\n    panic!();\n}\n",
    }
    found = compare(str(write_project(tmp_path / "source" / "app", files)), tmp_path)
    assert found.ours == {
        "src/lib.rs app": [("(1)", "ignored"), ("(1)", "ok"), ("breaks", "FAILED")],
        "tests/two.rs two": [("(0)", "ignored"), ("(0)", "ok"), ("first", "FAILED"), ("second", "FAILED")],
        "doc app": [],
    }
    assert found.differing == {}


def test_a_difference_is_told() -> None:
    found = Comparison(name="app", cargos={"doc app": [("a", "ok")]}, ours={"doc app": [("a", "ignored")]})
    assert found.differing == {"doc app": {("a", "ok"), ("a", "ignored")}}
    assert found.row().split() == ["app", "1", "1", "0", "0", "2"]
