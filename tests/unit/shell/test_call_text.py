"""The text of a call has what decides about a unit, and nothing that names files of one build."""

from typing import Any

import pytest

from cargo_nix.shell.call_text import call_tail, call_text, file_name

ROW: dict[str, Any] = {
    "package": "log",
    "version": "0.4.1",
    "crateName": "log",
    "edition": "2021",
    "args": [
        *("--error-format=json", "--json=artifacts", "--crate-type", "lib", "--emit=dep-info,metadata,link"),
        *("-C", "embed-bitcode=no", "-C", "debuginfo=2", "--cfg", 'feature="std"', "--check-cfg", "cfg(docsrs,test)"),
        *("-C", "metadata=0123", "-C", "extra-filename=-0123"),
    ],
    "argsAfter": ["--cap-lints", "allow"],
    "strip": [],
    "platform": None,
    "externs": [],
}


def test_the_text_of_a_library() -> None:
    assert call_text(ROW, "registry r", {}).splitlines() == [
        "log", "0.4.1", "registry r", "--crate-name log", "--edition 2021", "--crate-type lib",
        "-C embed-bitcode=no", "-C debuginfo=2", '--cfg feature="std"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"platform": "wasm32-unknown-unknown"}, "--target wasm32-unknown-unknown"),
        ({"strip": ["-C", "strip=debuginfo"]}, "-C strip=debuginfo"),
        ({"externs": [{"name": "core", "options": "noprelude", "unit": "/u"}]}, "extern noprelude:core=the-unit"),
    ],
)
def test_what_else_decides(changed: dict[str, Any], line: str) -> None:
    text = call_text({**ROW, **changed}, "registry r", {"/u": "the-unit"})
    assert set(text.splitlines()) - set(call_text(ROW, "registry r", {}).splitlines()) == {line}


def test_externs_are_sorted() -> None:
    externs = [{"name": name, "options": "", "unit": f"/{name}"} for name in ("b", "a")]
    text = call_text({**ROW, "externs": externs}, "registry r", {"/a": "u1", "/b": "u2"})
    assert text.splitlines()[-2:] == ["extern :a=u1", "extern :b=u2"]


def test_the_tail_sorts_words_by_kind() -> None:
    words = ["--cap-lints", "allow", "-L", "native=/x", "-lz", "--cfg", "a", "-Clink-arg=-v", "-C", "target-cpu=native"]
    tail = call_tail({**ROW, "argsAfter": [*words, "--extern", "proc_macro"]})
    assert tail.as_json() == {
        "searches": ["native=/x"], "libraries": ["z"], "cfgs": ["a"], "linkArgs": ["-v"], "rest": ["-C target-cpu=native"],
    }  # fmt: skip


def test_a_linker_of_the_machine_does_not_count() -> None:
    assert call_tail({**ROW, "argsAfter": ["-C", "linker=/bin/cc"]}).as_json() == call_tail(ROW).as_json()


def test_the_name_of_a_file_is_fnv_1a() -> None:
    # The published test vectors of the 64-bit hash.
    assert (file_name(""), file_name("foobar")) == ("cbf29ce484222325", "85944171f73967e8")
