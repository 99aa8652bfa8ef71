"""``incrementalDir``: rustc reuses the objects of a member's last build, and no other unit changes."""

import subprocess
from pathlib import Path

import pytest

from support.nix import Failed, build, drv_paths, needs_nix, workspace
from support.projects import lock, package, write_project

pytestmark = [needs_nix, pytest.mark.nix]

FILES = {
    "Cargo.toml": package("app"),
    "Cargo.lock": lock("app"),
    "src/main.rs": "mod one;\nmod two;\n\nfn main() {\n    one::say();\n    two::say();\n}\n",
    "src/one.rs": '#[inline(never)]\npub fn say() {\n    println!("one {}", file!());\n}\n',
    "src/two.rs": '#[inline(never)]\npub fn say() {\n    println!("two {}", line!());\n}\n',
}


def _arguments(directory: Path, profile: str = "dev") -> str:
    return f'profile = "{profile}"; incrementalDir = "{directory}";'


def _object_inodes(directory: Path) -> dict[str, dict[str, int]]:
    return {
        session_dir.name: {path.name: path.stat().st_ino for path in session_dir.glob("*.o")}
        for session_dir in directory.glob("app-*/s-*")
        if session_dir.is_dir()
    }


def test_an_edit_reuses_objects_of_untouched_modules(tmp_path: Path) -> None:
    directory = tmp_path / "incremental"
    directory.mkdir()
    options = ("--option", "extra-sandbox-paths", str(directory))
    project = write_project(tmp_path / "project", FILES)
    # A unique comment gives the units new store paths, so that an earlier run's outputs are not reused.
    (project / "src/one.rs").write_text(FILES["src/one.rs"] + f"// {tmp_path}\n", encoding="utf-8")
    build(workspace(project, _arguments(directory)) + ".default", *options)
    (name, before), *other_sessions = _object_inodes(directory).items()
    assert before
    assert not other_sessions
    (project / "src/two.rs").write_text("\n" + FILES["src/two.rs"], encoding="utf-8")
    out = build(workspace(project, _arguments(directory)) + ".default", *options)
    (after,) = (objects for session, objects in _object_inodes(directory).items() if session != name)
    # rustc links a reused object: the name and the inode stay the same.
    assert {name for name, number in after.items() if before.get(name) == number}
    assert {name for name, number in after.items() if before.get(name) != number}
    output = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert output == "one src/one.rs\ntwo 4\n"


def test_only_units_that_cargo_compiles_incrementally_change(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    for profile, same in (("release", True), ("dev", False)):
        plain = drv_paths(workspace(project, f'profile = "{profile}";') + ".units")
        incremental = drv_paths(workspace(project, _arguments(tmp_path / "none", profile)) + ".units")
        assert (plain == incremental) is same


def test_tests_find_their_data_files(tmp_path: Path) -> None:
    directory = tmp_path / "incremental"
    directory.mkdir()
    test = (
        "#[test]\nfn reads() {\n"
        '    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data.txt");\n'
        '    assert_eq!(std::fs::read_to_string(path).unwrap(), "data");\n}\n'
    )
    project = write_project(tmp_path / "project", {**FILES, "tests/it.rs": test, "tests/data.txt": "data"})
    options = ("--option", "extra-sandbox-paths", str(directory))
    assert build(workspace(project, _arguments(directory)) + ".checks.app-test-it", *options).is_file()


def test_the_error_names_a_missing_directory(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    with pytest.raises(Failed) as failed:
        build(workspace(project, _arguments(tmp_path / "none")) + ".default")
    directory = tmp_path / "none"
    expected = f"""error: incremental compilation cannot use `{directory}`
  at: buildCargoWorkspace {{ incrementalDir }}
  expected: a directory in the sandbox, writable for the build users and nobody else
  got: no such directory
  ways out:
    1. with a daemon: mkdir -p {directory} && chgrp nixbld {directory} && chmod 2770 {directory}
    2. without a daemon: mkdir -p {directory} && chmod 700 {directory}
    3. nix build --option extra-sandbox-paths {directory}, or the same line in nix.conf
    4. remove `incrementalDir`
"""
    lines = [line.partition("> ")[2] for line in failed.value.text.splitlines() if line.startswith("app> ")]
    assert "\n".join(lines) + "\n" == expected


def test_a_directory_that_everybody_may_write_to_is_an_error(tmp_path: Path) -> None:
    directory = tmp_path / "incremental"
    directory.mkdir()
    directory.chmod(0o1777)
    project = write_project(tmp_path / "project", FILES)
    options = ("--option", "extra-sandbox-paths", str(directory))
    with pytest.raises(Failed) as failed:
        build(workspace(project, _arguments(directory)) + ".default", *options)
    assert "  got: a directory that is writable for every account\n" in failed.value.text
    assert list(directory.iterdir()) == []


def test_the_state_is_not_for_other_accounts(tmp_path: Path) -> None:
    directory = tmp_path / "incremental"
    directory.mkdir(mode=0o770)
    directory.chmod(0o2770)
    project = write_project(tmp_path / "project", {**FILES, "src/one.rs": FILES["src/one.rs"] + f"// {tmp_path}\n"})
    build(workspace(project, _arguments(directory)) + ".default", "--option", "extra-sandbox-paths", str(directory))
    state = list(directory.rglob("*"))
    assert state
    assert [path for path in state if path.lstat().st_mode & 0o007] == []
