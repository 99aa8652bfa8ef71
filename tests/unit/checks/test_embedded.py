"""Store paths in programs, replaced by others of the same length. tests/checks/test_embedded_paths.py runs programs."""

from pathlib import Path
from types import ModuleType

import pytest

from support.standalone import standalone_module

OLD, NEW = "0123456789abcdfghijklmnpqrsvwxyz", "zyxwvsrqpnmlkjihgfdcba9876543210"


@pytest.fixture(scope="module", name="embedded")
def _embedded() -> ModuleType:
    return standalone_module("embedded")


def test_equal_paths_need_no_replacement(embedded: ModuleType) -> None:
    same = {"name": "src", "was": f"/nix/store/{OLD}-a", "now": f"/nix/store/{OLD}-a"}
    other = {**same, "now": f"/nix/store/{NEW}-a"}
    assert embedded.read_replacements([same]) == {}
    assert embedded.read_replacements([same, other]) == {OLD: NEW}


def test_a_text(embedded: ModuleType) -> None:
    assert embedded.replace_in_text(f"a/{OLD}-x:b/{OLD}-y", {OLD: NEW}) == f"a/{NEW}-x:b/{NEW}-y"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"x{OLD}y{OLD}", f"x{NEW}y{NEW}"),
        # Parts of a hash that an optimiser took apart count from 8 characters on.
        (f"mov {OLD[8:16]} mov {OLD[:8]}", f"mov {NEW[8:16]} mov {NEW[:8]}"),
        (f"{OLD[3:20]}|", f"{NEW[3:20]}|"),
        (OLD[:7], OLD[:7]),
    ],
)
def test_a_program(embedded: ModuleType, tmp_path: Path, content: str, expected: str) -> None:
    program = tmp_path / "program"
    program.write_text(content, encoding="utf-8")
    program.chmod(0o555)
    assert embedded.replace_in_program(str(program), {OLD: NEW}) is (content != expected)
    assert program.read_text(encoding="utf-8") == expected


def test_links_to_libraries_become_copies_where_needed(embedded: ModuleType, tmp_path: Path) -> None:
    store, deps = tmp_path / "store", tmp_path / "deps"
    store.mkdir()
    deps.mkdir()
    for name, text in (("a", OLD), ("b", "other")):
        (store / name).write_text(text, encoding="utf-8")
        (deps / name).symlink_to(store / name)
    embedded.replace_in_libraries(str(deps), {OLD: NEW})
    assert (deps / "a").read_text(encoding="utf-8") == NEW
    assert (store / "a").read_text(encoding="utf-8") == OLD
    assert [(deps / name).is_symlink() for name in ("a", "b")] == [False, True]
