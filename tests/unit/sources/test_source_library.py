"""Whether a member's library may read files: its own module tree without its tests, and what that makes of the answers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
from source_trees import write_tree

from cargo_nix.sources import Asked, MemberAnswer, answer_member
from cargo_nix.sources.settle import settle

READS = "pub fn read() { std::fs::read(path) }"


def _judged(root: Path, files: Mapping[str, str]) -> bool:
    asked = Asked(kind="proc-macro", name="demo", src_path="src/lib.rs", may_read_files={})
    return answer_member(write_tree(root, files), [asked], location="", excluded=(), judged=True).reads_files


@pytest.mark.parametrize(
    "files",
    [
        {"src/lib.rs": READS},
        {"src/lib.rs": "mod a;", "src/a.rs": READS},
        {"src/lib.rs": f"#[cfg(unix)] mod a {{ {READS} }}"},
        {"src/lib.rs": "#[cfg(not(test))] mod a;", "src/a.rs": READS},
        {"src/lib.rs": "quote! { #[cfg(test)] mod tests { include_str!(#path) } }"},
        {"src/lib.rs": f"#[cfg(test)] mod tests {{ }} {READS}"},
        {"src/lib.rs": f"#[cfg(test)] mod tests {{ {READS} }} fn ("},
        {"src/lib.rs": "declare!();  macro_rules! declare { () => { mod $name; } }"},
        {"src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/x.rs"));'},
    ],
)
def test_a_library_that_may(tmp_path: Path, files: dict[str, str]) -> None:
    assert _judged(tmp_path, files)


@pytest.mark.parametrize(
    "files",
    [
        {"src/lib.rs": "pub fn f() {}", "src/orphan.rs": READS, "build.rs": READS, "tests/it.rs": READS},
        {"src/lib.rs": f"#[cfg(test)] mod tests {{ {READS} }}"},
        {"src/lib.rs": f"mod a {{ #[cfg(all(test, unix))] mod tests {{ {READS} }} }}"},
        {"src/lib.rs": "#[cfg(test)] mod tests;", "src/tests.rs": READS},
        {
            "src/lib.rs": "#[cfg(test)]\n// of the test\n#[allow(unused)]\nuse std::fs;\n#[test]\nfn t() { fs::read(path); }"
        },
        {"src/lib.rs": "// std::fs\npub fn f() {}"},
        {"src/lib.rs": '#![doc = include_str!("../README.md")]\n', "README.md": ""},
    ],
)
def test_a_library_that_does_not(tmp_path: Path, files: dict[str, str]) -> None:
    assert not _judged(tmp_path, files)


USER = {"src/lib.rs": "#[derive(macros::Page)] struct Page;", "page.html": "", "Cargo.toml": ""}


def _user(root: Path, *, reading: bool | Sequence[str]) -> MemberAnswer:
    modes = {"plain": reading, "test": reading, "doc": reading}
    asked = [Asked(kind="lib", name="user", src_path="src/lib.rs", may_read_files=modes)]
    return answer_member(write_tree(root, USER), asked, location="user", excluded=())


def _settled(user: MemberAnswer, **members: bool) -> tuple[tuple[str, ...], bool]:
    """Return what is left out of the user's library, and whether a reduced manifest is laid in."""
    others = {name: {"sets": {}, "undecided": {}, "reads_files": reads} for name, reads in members.items()}
    answer = settle({"user": asdict(user), **others})["user"]["lib:user:plain"]
    return tuple(answer["left_out"]), answer["reduced"]


NONE, DATA = (("Cargo.toml", "page.html"), False), (("Cargo.toml",), True)


@pytest.mark.parametrize(
    ("reading", "members", "expected"),
    [
        (False, {}, NONE),
        (True, {}, DATA),
        (["macros"], {"macros": False}, NONE),
        (["macros"], {"macros": True}, DATA),
        (["macros", "parse"], {"macros": False, "parse": True}, DATA),
        (["macros", "parse"], {"macros": False, "parse": False, "other": True}, NONE),
        (["macros"], {}, DATA),
    ],
)
def test_the_answer_follows_from_other_members(
    tmp_path: Path, *, reading: bool | list[str], members: dict[str, bool], expected: object
) -> None:
    assert _settled(_user(tmp_path, reading=reading), **members) == expected


def test_an_unknown_mode_counts_as_one_where_files_are_read(tmp_path: Path) -> None:
    asked = [Asked(kind="lib", name="user", src_path="src/lib.rs", may_read_files={"test": False})]
    answer = answer_member(write_tree(tmp_path, USER), asked, location="", excluded=())
    assert (answer.sets["lib:user:plain"].reduced, dict(answer.undecided)) == (True, {})


@pytest.mark.parametrize("reading", [False, True])
def test_what_hangs_on_nobody_is_decided(tmp_path: Path, *, reading: bool) -> None:
    assert not _user(tmp_path, reading=reading).undecided
