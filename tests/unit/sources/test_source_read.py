"""The listing of a member, and the errors of the scan, told whole."""

from pathlib import Path

import pytest
from source_trees import LIB, lib_set, sets_of, target, write_tree

import cargo_nix.sources
from cargo_nix.errors import SourceError
from cargo_nix.sources import Asked, Mode, TargetKey, answer_member, scan_member


def test_exports() -> None:
    names = [
        *("Answer", "Asked", "FileSet", "Kind", "MemberAnswer", "Mode", "Target", "TargetKey", "Undecided"),
        *("answer_member", "scan_member"),
    ]
    assert cargo_nix.sources.__all__ == names


def test_missing_package() -> None:
    with pytest.raises(SourceError) as caught:
        scan_member(Path("/nowhere/at/all"), [LIB])
    assert str(caught.value) == ("error: the package directory /nowhere/at/all is missing\n  expected: a directory")


def test_missing_roots_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        scan_member(tmp_path, [target("lib", "src/lib.rs"), target("bin", "src/main.rs")])
    assert str(caught.value) == (
        "error: a target's source file is missing\n"
        f"  at: {tmp_path}\n"
        "  expected: src/lib.rs, src/main.rs\n"
        "  ways out:\n"
        "    1. add the file to the source: a file that git does not track is not in a flake's"
    )


def test_same_target_twice(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        scan_member(write_tree(tmp_path, {"src/lib.rs": ""}), [LIB, LIB])
    assert str(caught.value) == (
        f"error: two targets of one package have the same kind and name\n  at: {tmp_path}\n  got: lib demo"
    )


def test_no_targets(tmp_path: Path) -> None:
    assert scan_member(tmp_path, []) == {}


def test_a_module_that_is_a_directory_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "src/a.rs").mkdir(parents=True)
    assert lib_set(tmp_path, {"src/lib.rs": 'mod a; const B: &str = include_str!("a.rs");'}).files == ("src/lib.rs",)


def test_other_members_and_build_directories_are_left_out(tmp_path: Path) -> None:
    files = {
        "src/lib.rs": "mod target;",
        "src/target/mod.rs": "",
        "crates/a/data": "",
        "target/CACHEDIR.TAG": "",
        "target/x": "",
        ".git/HEAD": "",
        "data": "",
    }
    write_tree(tmp_path, files)
    sets = scan_member(tmp_path, [target("lib", "src/lib.rs", may_read_files=True)], excluded=["crates/a/"])
    assert next(iter(sets.values())).files == ("data", "src/lib.rs", "src/target/mod.rs")


def test_a_symlink_brings_what_it_leads_to(tmp_path: Path) -> None:
    write_tree(tmp_path, {"real/a.rs": "", "README.md": "", "src/lib.rs": ""})
    (tmp_path / "src/linked").symlink_to("../real")
    (tmp_path / "src/doc.md").symlink_to("../README.md")
    found = lib_set(tmp_path, {"src/lib.rs": '#![doc = include_str!("doc.md")] mod linked { mod a; }'})
    assert found.files == ("README.md", "real/a.rs", "src/doc.md", "src/lib.rs", "src/linked")


def test_each_symlink_of_a_chain_is_there(tmp_path: Path) -> None:
    write_tree(tmp_path, {"src/real.rs": "", "words.txt": "", "deep/dir/a.rs": "", "up.txt": ""})
    for link, leads in {
        "src/a.rs": "between.rs",
        "src/between.rs": "real.rs",
        "text": "link",
        "link": "words.txt",
        "src/outer": "../inner",
        "inner": "deep/dir",
        "round": "round",
        "src/top": "..",
    }.items():
        (tmp_path / link).symlink_to(leads)
    text = 'mod a; mod outer { mod a; } const T: &str = include_str!("../text"); const R: &str = include_str!("../round"); const U: &str = include_str!("top/up.txt");'
    found = lib_set(tmp_path, {"src/lib.rs": text})
    chain = {"src/a.rs", "src/between.rs", "src/real.rs", "text", "link", "words.txt"}
    assert set(found.files) == {
        "src/lib.rs",
        *chain,
        "src/outer",
        "inner",
        "deep/dir/a.rs",
        "round",
        "src/top",
        "up.txt",
    }


@pytest.mark.parametrize("visible", [True, False])
def test_files_of_a_member_below_are_beyond_the_package(tmp_path: Path, *, visible: bool) -> None:
    """The scan's derivation has the member alone."""
    files = {
        "src/lib.rs": '#![doc = include_str!("../derive/README.md")]\n#[path = "../derive/src/shared.rs"]\nmod shared;\n',
        "build.rs": 'fn main() { println!("cargo:rerun-if-changed=proto"); read("proto/api.proto"); }',
    }
    if visible:
        files |= {"derive/README.md": "", "derive/src/shared.rs": "", "proto/api.proto": "", "proto/LICENSE": ""}
    root = write_tree(tmp_path, files)
    (root / "LICENSE").symlink_to("proto/LICENSE")
    targets = [target("lib", "src/lib.rs"), target("custom-build", "build.rs")]
    sets = scan_member(root, targets, excluded=["derive", "proto"])
    found = sets[TargetKey(kind="lib", name="lib", mode=Mode.PLAIN)]
    assert {"derive/README.md", "derive/src/shared.rs"} <= set(found.outside)
    assert found.explained is visible
    # Of what it could not read every file may be a module, and the link is one.
    assert ("proto/LICENSE" in found.outside) is ("LICENSE" in found.files) is not visible
    quiet = {"run": False, "plain": False}
    asked = [
        Asked(kind="lib", name="lib", src_path="src/lib.rs", may_read_files=quiet),
        Asked(kind="custom-build", name="build", src_path="build.rs", may_read_files=quiet),
    ]
    answers = answer_member(root, asked, location="", excluded=["derive", "proto"]).sets
    assert {"proto", "proto/api.proto"} <= set(answers["custom-build:build:run"].outside)


@pytest.mark.parametrize("visible", [True, False])
def test_a_symlink_out_of_the_package_brings_its_target(tmp_path: Path, *, visible: bool) -> None:
    """The scan's derivation has the member alone: there each of these links leads to nothing."""
    package = write_tree(tmp_path / "crates/a", {"src/lib.rs": "", "src/single/deep.rs": ""})
    if visible:
        write_tree(
            tmp_path, {"common/shared/mod.rs": "", "common/one.rs": "mod deep;", "data/x.txt": "", "LICENSE": ""}
        )
    for link, leads in {
        "src/shared": "../../../common/shared",
        "src/single.rs": "../../../common/one.rs",
        "data": "../../data",
        "LICENSE": "../../LICENSE",
        "all": "../..",
    }.items():
        (package / link).symlink_to(leads)
    source = {"src/lib.rs": 'mod shared; mod single; const A: &str = include_str!("../data/x.txt");'}
    found = sets_of(package, source, target("lib", "src/lib.rs"), location="crates/a")["lib lib plain"]
    assert {"src/shared", "src/single.rs", "src/single/deep.rs", "data"} <= set(found.files)
    assert {"common/one.rs", "common/shared", "data"} <= set(found.outside)
    assert found.explained is visible
    assert ("LICENSE" in found.outside) is not visible


def test_data_behind_a_symlink_is_there_for_whoever_has_the_link(tmp_path: Path) -> None:
    package = write_tree(tmp_path / "a", {"tests/it.rs": ""})
    (package / "fixtures").symlink_to("../common")
    targets = (target("lib", "src/lib.rs"), target("test", "tests/it.rs"))
    sets = sets_of(package, {"src/lib.rs": ""}, *targets, location="a")
    assert sets["test it test"].outside == ()
    assert sets["test it run"].outside == ("common",)
    assert sets["lib lib plain"].outside == ()


@pytest.mark.parametrize(
    ("src_path", "outside"),
    [("../examples/demo.rs", ("examples", "examples/demo.rs")), ("../demo.rs", ("demo.rs",))],
)
def test_a_crate_root_outside_of_the_package(tmp_path: Path, src_path: str, outside: tuple[str, ...]) -> None:
    targets = (target("lib", "src/lib.rs"), target("example", src_path))
    sets = sets_of(tmp_path / "a", {"src/lib.rs": "mod b;", "src/b.rs": "", "x.txt": ""}, *targets, location="a")
    assert sets["example demo plain"].outside == outside
    assert sets["example demo plain"].reasons == (f"{src_path}: the target's source lies outside of the package",)
    assert "x.txt" in sets["example demo plain"].files
    assert (sets["lib lib plain"].files, sets["lib lib plain"].outside) == (("src/b.rs", "src/lib.rs"), ())


def test_names_and_text_beyond_ascii(tmp_path: Path) -> None:
    files = {
        "src/lib.rs": 'mod größe; const A: &str = include_str!("ä.txt"); // é',
        "src/größe.rs": "",
        "src/ä.txt": "",
    }
    assert set(lib_set(tmp_path, files).files) == set(files)
    (tmp_path / "src/größe.rs").write_bytes(b"// \xff\nmod a;")
    assert lib_set(tmp_path, {"src/größe/a.rs": ""}).explained


def test_same_files_same_sets(tmp_path: Path) -> None:
    """The order in which a disk lists files must not show."""
    names = [f"f{number}.txt" for number in range(20)]
    one = sets_of(
        tmp_path / "a", dict.fromkeys(names, "") | {"src/lib.rs": ""}, target("lib", "src/lib.rs", may_read_files=True)
    )
    two = sets_of(
        tmp_path / "b",
        {"src/lib.rs": ""} | dict.fromkeys(reversed(names), ""),
        target("lib", "src/lib.rs", may_read_files=True),
    )
    assert one == two
