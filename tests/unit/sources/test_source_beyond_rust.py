"""Files that code loads which is no Rust of the package: what a build script writes, and what the assembler reads."""

from pathlib import Path

import pytest
from source_trees import sets_of, target

SCRIPT = """fn main() {
    for name in list("assets") {
        writeln!(out, "include_bytes!(concat!(env!(\\"CARGO_MANIFEST_DIR\\"), \\"/assets/{name}\\"));");
    }
}
"""
TREE = {
    "assets/logo.png": "",
    "src/lib.rs": 'include!(concat!(env!("OUT_DIR"), "/assets.rs"));',
    "src/main.rs": "",
    "README.md": "",
}
TARGETS = (target("lib", "src/lib.rs"), target("bin", "src/main.rs"), target("custom-build", "build.rs"))


def test_code_that_a_script_writes_may_load_data(tmp_path: Path) -> None:
    sets = sets_of(tmp_path, TREE | {"build.rs": SCRIPT}, *TARGETS)
    assert set(sets["lib lib plain"].files) == {"assets/logo.png", "src/lib.rs"}
    # It may keep the directory, too.
    assert "lib lib opened" in sets
    assert sets["bin main plain"].files == ("src/main.rs",)


def test_code_that_names_no_file_loads_none(tmp_path: Path) -> None:
    script = 'fn main() { write(out.join("assets.rs"), "pub const N: u32 = 1;"); // include_str!\n }'
    sets = sets_of(tmp_path, TREE | {"build.rs": script}, *TARGETS)
    assert sets["lib lib plain"].files == ("src/lib.rs",)
    assert "lib lib opened" not in sets


@pytest.mark.parametrize(
    "source",
    [
        'core::arch::global_asm!(".incbin \\"{at}boot/payload.bin\\"");',
        'core::arch::global_asm!(r#".incbin "{at}boot/payload.bin""#);',
        'core::arch::global_asm!(include_str!("boot.s"));',
    ],
)
@pytest.mark.parametrize("location", ["", "crates/boot"])
def test_the_assembler_reads_from_the_workspaces_root(tmp_path: Path, source: str, location: str) -> None:
    at = f"{location}/" if location else ""
    files = {
        "src/lib.rs": source.replace("{at}", at),
        "src/boot.s": f'.include "{at}boot/macros.inc"\n',
        "boot/macros.inc": f'  .incbin "{at}boot/payload.bin"\n',
        "boot/payload.bin": "",
        "boot/other.bin": "",
    }
    found = sets_of(tmp_path, files, target("lib", "src/lib.rs"), location=location)["lib lib plain"]
    more = {"src/boot.s", "boot/macros.inc"} if "boot.s" in source else set()
    assert set(found.files) == {"src/lib.rs", "boot/payload.bin"} | more
    assert found.outside == ()


def test_what_the_assembler_reads_of_elsewhere(tmp_path: Path) -> None:
    files = {"src/lib.rs": 'core::arch::global_asm!(r#".incbin "firmware/a.bin""#);'}
    found = sets_of(tmp_path, files, target("lib", "src/lib.rs"), location="crates/boot")["lib lib plain"]
    assert (found.files, found.outside) == (("src/lib.rs",), ("firmware/a.bin",))


def test_numbers_that_rustc_spells_anew_are_no_known_path(tmp_path: Path) -> None:
    files = {"src/v16.txt": "", "src/v7.txt": "", "src/w.txt": ""}
    known = 'const A: &str = include_str!(concat!("v", 7, ".txt"));'
    found = sets_of(tmp_path, files | {"src/lib.rs": known}, target("lib", "src/lib.rs"))["lib lib plain"]
    assert found.files == ("src/lib.rs", "src/v7.txt")
    unknown = 'const A: &str = include_str!(concat!("v", 0x10, ".txt"));'
    found = sets_of(tmp_path, files | {"src/lib.rs": unknown}, target("lib", "src/lib.rs"))["lib lib plain"]
    assert set(found.files) == {"src/lib.rs", *files}
