"""Warnings of own units come from this build or from the results of an earlier one."""

import json
from pathlib import Path

from cargo_nix.display.unit_warnings import own_warnings
from support.derivations import check, unit

WARNING = "warning: unused\n --> src/lib.rs:1:1"


def test_the_log_of_this_build(tmp_path: Path) -> None:
    compiled = unit(out=tmp_path)
    (tmp_path / "warnings").write_text("warning: not this one\n", encoding="utf-8")
    ((label, diagnostics),) = own_warnings([compiled], {compiled.path: WARNING.split("\n")})
    assert label == "words (lib)"
    assert [diagnostic.text for diagnostic in diagnostics] == [WARNING]


def test_the_result_of_an_earlier_build(tmp_path: Path) -> None:
    (tmp_path / "warnings").write_text(f"{WARNING}\n\nwarning: 1 warning emitted\n\n", encoding="utf-8")
    ((label, diagnostics),) = own_warnings([unit(out=tmp_path)], {})
    assert (label, [diagnostic.text for diagnostic in diagnostics]) == ("words (lib)", [WARNING])


def test_units_without_warnings_and_other_packages(tmp_path: Path) -> None:
    (tmp_path / "warnings").write_text(f"{WARNING}\n", encoding="utf-8")
    assert own_warnings([unit(out=tmp_path / "missing"), unit(out=tmp_path, member=False)], {}) == []


def test_build_scripts(tmp_path: Path) -> None:
    (tmp_path / "output.json").write_text(json.dumps({"warnings": ["old zlib"]}), encoding="utf-8")
    script = unit(kind="custom-build", mode="run-custom-build", target="build-script-build", out=tmp_path)
    ((label, (diagnostic,)),) = own_warnings([script], {})
    assert (label, diagnostic.text) == ("words (build script run)", "warning: words@0.1.0: old zlib")


def test_clippy(tmp_path: Path) -> None:
    lint = check(
        "words-0.1.0-clippy",
        "lint",
        out=tmp_path,
        unit={"kind": "lib", "mode": "build", "target": "words", "run": None},
    )
    messages = [{"artifact": "x"}, {"level": "warning", "rendered": f"{WARNING}\n\n"}]
    (tmp_path / "messages").write_text("".join(json.dumps(line) + "\n" for line in messages), encoding="utf-8")
    ((label, (diagnostic,)),) = own_warnings([lint], {})
    assert (label, diagnostic.text) == ("words (lib)", WARNING)
    # The check shows errors and warnings itself.
    with (tmp_path / "messages").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"level": "error", "rendered": "error: x\n"}) + "\n")
    assert own_warnings([lint], {}) == []
