"""The program of the scan: a request gives facts, or an error of the source."""

import json
from pathlib import Path
from typing import Any

import pytest

from cargo_nix.scan.__main__ import main, scan_request
from cargo_nix.scan.member_facts import decode_facts
from cargo_nix.scan.scan_member import scan_member
from support.projects import write_project

FILES = {"a/src/lib.rs": "mod b; #[cfg(test)] mod tests;", "a/build.rs": "fn main() {}", "a/below/x": ""}


def _request(root: Path) -> dict[str, Any]:
    write_project(root, FILES)
    return {"src": str(root), "directory": "a", "excluded": ["a/below"], "scripts": ["a/build.rs"], "variables": ["X"]}


def test_the_answer_has_the_facts_of_the_scan(tmp_path: Path) -> None:
    text = scan_request(_request(tmp_path))
    facts = scan_member(tmp_path, "a", excluded=["a/below"], scripts=["a/build.rs"], variables=["X"])
    assert decode_facts(json.loads(text)) == facts
    assert str(tmp_path) not in text


def test_the_program_writes_the_answer(tmp_path: Path) -> None:
    request, out = tmp_path / "request.json", tmp_path / "out.json"
    fields = _request(tmp_path / "root")
    request.write_text(json.dumps(fields), encoding="utf-8")
    assert main([str(request), str(out)]) == 0
    assert out.read_text(encoding="utf-8") == scan_request(fields)


def test_an_error_of_the_source_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request, out = tmp_path / "request.json", tmp_path / "out.json"
    request.write_text(json.dumps(_request(tmp_path) | {"directory": "gone"}), encoding="utf-8")
    assert main([str(request), str(out)]) == 1
    assert capsys.readouterr().err.startswith("error: a directory cannot be listed: ")
    assert not out.exists()
