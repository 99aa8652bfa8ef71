"""The program for file sets: equal facts give equal bytes, for any order of a disk or hashes of a process."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import cargo_nix
from cargo_nix.filesets.__main__ import answer_request, main
from cargo_nix.filesets.assign import assign_files
from cargo_nix.filesets.file_set import encode_set
from cargo_nix.filesets.package_targets import decode_package
from cargo_nix.filesets.workspace_files import make_workspace
from cargo_nix.scan.__main__ import scan_request
from cargo_nix.scan.member_facts import decode_facts
from support.projects import write_project

FILES = {
    "a/Cargo.toml": "",
    "a/build.rs": 'use std::process::Command; fn main() { Command::new("git"); f("../proto/a"); f("../b"); }',
    "a/src/lib.rs": 'mod m; #[cfg(test)] mod tests; text!("x"); include!(env!("WORDS")); one!(); two!(); m!("../c");',
    "a/src/m.rs": "macro_rules! one { () => { mod x; two!(); } } macro_rules! two { () => { mod y; one!(); } }",
    **{f"a/src/{name}.rs": "fn f(p: PathBuf) { std::fs::read(p.parent()) }" for name in ("x", "y", "tests", "z")},
    **{f"a/data/{number}.txt": "../d" for number in range(20)},
    "b/src/lib.rs": "macro_rules! text { ($p:expr) => { include_str!($p) } } pub const D: &str = file!();",
    "b/x": "",
}  # fmt: skip
ACCESS = {"words": ["opens", "anchored"], "macros": ["text", "more"], "members": ["b"]}
NO_ACCESS: Mapping[str, list[str]] = {"words": [], "macros": [], "members": []}


def _target(kind: str, src_path: str, crates: Mapping[str, list[str]]) -> dict[str, Any]:
    modes = {"plain": crates, "test": crates, "doc": NO_ACCESS}
    return {"kind": kind, "name": kind, "src_path": src_path, "expands": modes, "links": modes}


def _members() -> list[dict[str, Any]]:
    a = [_target("lib", "src/lib.rs", ACCESS), _target("custom-build", "build.rs", ACCESS)]
    b = [_target("lib", "src/lib.rs", NO_ACCESS)]
    return [
        {"directory": "a", "targets": a, "macro_inputs": False},
        {"directory": "b", "targets": b, "macro_inputs": False},
    ]


def _requests(root: Path) -> list[dict[str, Any]]:
    script = {"a": ["a/build.rs"], "b": []}
    return [
        {"src": str(root), "directory": name, "excluded": [], "scripts": script[name], "variables": ["WORDS"]}
        for name in ("a", "b")
    ]


def _facts_and_answer(root: Path) -> tuple[list[str], str]:
    facts = [scan_request(request) for request in _requests(root)]
    request = {"variables": {"WORDS": "words/x.rs"}, "directories": ["a/data/below"], "members": _members()}
    return facts, answer_request(request, [json.loads(text) for text in facts])


def test_the_order_of_files_does_not_matter(tmp_path: Path) -> None:
    names = list(FILES)
    answers = []
    for number in range(4):
        random.Random(number).shuffle(names)  # noqa: S311 -- any order
        answers.append(_facts_and_answer(write_project(tmp_path / str(number), {name: FILES[name] for name in names})))
    assert answers[1:] == answers[:-1]


def test_the_hash_seed_does_not_matter(tmp_path: Path) -> None:
    write_project(tmp_path, FILES)
    program = (
        "import json, sys; sys.path.insert(0, sys.argv[1]);"
        " from test_filesets_main import _facts_and_answer; from pathlib import Path; print(*_facts_and_answer(Path(sys.argv[2])))"
    )
    outputs = set()
    for seed in ("0", "1", "2", "3"):
        path = os.pathsep.join([str(Path(cargo_nix.__file__).parent.parent), str(Path(__file__).parent.parent.parent)])
        process = subprocess.run(
            [sys.executable, "-c", program, str(Path(__file__).parent), str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        outputs.add(process.stdout)
    assert len(outputs) == 1


def test_the_program_writes_the_answer(tmp_path: Path) -> None:
    facts, answer = _facts_and_answer(write_project(tmp_path / "root", FILES))
    members = _members()
    for number, (member, text) in enumerate(zip(members, facts, strict=True)):
        member["facts"] = str(tmp_path / f"{number}.json")
        Path(member["facts"]).write_text(text, encoding="utf-8")
    request, out = tmp_path / "request.json", tmp_path / "out.json"
    request.write_text(
        json.dumps({"variables": {"WORDS": "words/x.rs"}, "directories": ["a/data/below"], "members": members}),
        encoding="utf-8",
    )
    assert main([str(request), str(out)]) == 0
    assert out.read_text(encoding="utf-8") == answer


def test_the_answer_has_file_sets_by_directory_and_key(tmp_path: Path) -> None:
    facts, answer = _facts_and_answer(write_project(tmp_path, FILES))
    workspace = make_workspace(
        [decode_facts(json.loads(text)) for text in facts], {"WORDS": "words/x.rs"}, ["a/data/below"]
    )
    sets = assign_files(workspace, [decode_package(member) for member in _members()])
    assert json.loads(answer) == {
        directory: {key: json.loads(json.dumps(encode_set(file_set))) for key, file_set in by_key.items()}
        for directory, by_key in sets.items()
    }
    assert str(tmp_path) not in answer


@pytest.mark.parametrize("module", ["cargo_nix.filesets.__main__", "cargo_nix.scan.member_facts"])
def test_programs_of_every_edit_load_no_parser(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    env = {"PYTHONPATH": str(Path(cargo_nix.__file__).parent.parent)}
    process = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in process.stdout.split()}
    assert module in process.stdout.split()
    assert loaded.isdisjoint({"tree_sitter", "tree_sitter_rust", "pydantic", "networkx", "pathlib"})
