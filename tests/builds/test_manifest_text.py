"""Every manifest that Cargo accepts builds; a manifest that Cargo refuses stops with cargo-nix's message."""

import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, drv_paths, evaluate, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

MAIN = 'fn main() {\n    print!("{}", env!("CARGO_PKG_DESCRIPTION"));\n}\n'
LONG = "d" * 256

# The lines of each manifest after the package's name, and the description.
TEXTS = {
    "a description of 256 characters": (f'description = "{LONG}"\n', LONG),
    "an open bracket": ('description = "parse [ brackets"\n', "parse [ brackets"),
    "an open bracket in other tables": ('[package.metadata.docs]\nfmt = "fn f(x: &[u8"\n', ""),
    "an apostrophe in a comment": ("# don't use ['x'] here\n", ""),
    "a long text between two apostrophes": (f"# don't {LONG} won't\n", ""),
    "a date": ("[package.metadata.release]\nwhen = 2026-01-02T03:04:05Z\nday = 2026-01-02\n", ""),
    "the syntax of TOML 1.1": ('metadata = {\n  a = "\\e\\x41",\n}\n', ""),
    "several lines": ('description = """\\\n   one \\\n   [two"""\n', "one [two"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_manifest_with_unusual_text_builds(name: str, tmp_path: Path) -> None:
    extra, description = TEXTS[name]
    files = {"Cargo.toml": package("app", extra), "Cargo.lock": lock("app"), "src/main.rs": MAIN}
    out = build(workspace(write_project(tmp_path, files)) + ".default")
    assert subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout == description


@pytest.mark.parametrize("name", ["crème", "n" * 200, "größe-" + "ß" * 60])
def test_long_and_non_ascii_names_build(name: str, tmp_path: Path) -> None:
    files = {
        "Cargo.toml": package(name),
        "Cargo.lock": lock(name),
        "build.rs": "fn main() {}\n",
        "src/main.rs": 'fn main() {\n    println!("ok");\n}\n',
        "tests/runs.rs": f'#[test]\nfn runs() {{\n    assert!(std::process::Command::new(env!("CARGO_BIN_EXE_{name}")).status().unwrap().success());\n}}\n',
    }
    project = write_project(tmp_path, files)
    expression = workspace(project)
    out = build(f'{expression}.packages."{name}"')
    assert subprocess.run([out / "bin" / name], capture_output=True, text=True, check=True).stdout == "ok\n"
    build(f'{expression}.checks."{name}-test-runs"')
    # Every derivation has a valid name, and no two derivations are the same.
    paths = drv_paths(f"{expression}.units") + drv_paths(f"{expression}.checks")
    assert all(len(Path(path).name.partition("-")[2]) <= 211 for path in paths)
    assert len(set(paths)) == len(paths)
    assert evaluate(f'{expression}.packages."{name}".pname') == name


def _build_error(project: Path) -> str:
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    lines = stopped.value.text.splitlines()
    # Nix prints its trace, indented, before the error.
    start = max(n for n, line in enumerate(lines) if line.startswith("       error: "))
    return "\n".join(line[7:] for line in lines[start:]).rstrip()


PROGRAM = {"Cargo.toml": package("app"), "Cargo.lock": lock("app"), "src/main.rs": "fn main() {}\n"}


@pytest.mark.parametrize(("path", "line"), [("Cargo.toml", 5), ("Cargo.lock", 6), (".cargo/config.toml", 1)])
def test_a_file_in_another_encoding_is_an_error(path: str, line: int, tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, ".cargo/config.toml": ""})
    with (project / path).open("ab") as file:
        file.write(b"# \xff\xfe\n")
    assert _build_error(project) == "\n".join(
        [
            "error: a file of the workspace is not UTF-8",
            f"  at: {path}:{line}",
            "  expected: UTF-8, as Cargo requires",
            "  got: bytes of another encoding",
            "  ways out:",
            "    1. convert the file, from Latin-1 with `iconv -f latin1 -t utf8`",
        ]
    )


UNREADABLE = """\
       … a file of the workspace cannot be read
         at: {path}
         expected: a text file without byte 0, or a link to such a file
         ways out:
           1. correct the file: `cargo metadata` fails too
"""


def test_a_manifest_with_a_null_byte_is_an_error(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": package("app", "# \0\n")})
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    assert UNREADABLE.format(path="Cargo.toml") in stopped.value.text


def test_a_dangling_manifest_link_is_an_error(tmp_path: Path) -> None:
    project = write_project(tmp_path, {**PROGRAM, "Cargo.toml": '[workspace]\nmembers = ["a"]\n', "a/src/lib.rs": ""})
    (project / "a/Cargo.toml").symlink_to("nowhere")
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    assert UNREADABLE.format(path="a/Cargo.toml") in stopped.value.text


def test_a_symlink_to_itself_is_an_error(tmp_path: Path) -> None:
    project = write_project(tmp_path, PROGRAM)
    (project / "src/bin").mkdir()
    (project / "src/bin/loop.rs").symlink_to("loop.rs")
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    assert (
        "       … a symlink of the workspace points to itself\n"
        "         at: src/bin/loop.rs\n"
        "         expected: a link to a file or a directory\n"
        "         ways out:\n"
        "           1. remove the link\n"
    ) in stopped.value.text


def test_a_linker_outside_the_source_is_an_error(tmp_path: Path) -> None:
    configuration = '[target.x86_64-unknown-linux-gnu]\nlinker = "../../../../../etc/passwd"\n'
    project = write_project(tmp_path, {**PROGRAM, ".cargo/config.toml": configuration})
    with pytest.raises(Failed) as stopped:
        build(workspace(project) + ".default")
    lines = [line.partition("> ")[2] for line in stopped.value.text.splitlines() if line.startswith("cargo-nix-plan> ")]
    assert lines == [
        "error: the linker of Cargo's configuration is outside of the source",
        "  at: .cargo/config.toml: target.<triple>.linker",
        "  expected: a file below `src`, a program on PATH, or an absolute path",
        "  got: ../../../../../etc/passwd",
        "  ways out:",
        "    1. move the program into the project",
        "    2. set the `linkers` argument, which overrides the configuration",
    ]
