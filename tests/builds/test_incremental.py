"""``incrementalDir``: rustc finds what the last build of a member left, and nothing else changes."""

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


def _sessions(directory: Path) -> dict[str, dict[str, int]]:
    return {
        session.name: {path.name: path.stat().st_ino for path in session.glob("*.o")}
        for session in directory.glob("app-*/s-*")
        if session.is_dir()
    }


def test_an_edit_reuses_what_it_does_not_touch(tmp_path: Path) -> None:
    directory = tmp_path / "incremental"
    directory.mkdir()
    options = ("--option", "extra-sandbox-paths", str(directory))
    project = write_project(tmp_path / "project", FILES)
    # The salt keeps a run of this test from finding the last one's units in the store.
    (project / "src/one.rs").write_text(FILES["src/one.rs"] + f"// {tmp_path}\n", encoding="utf-8")
    build(workspace(project, _arguments(directory)) + ".default", *options)
    (name, before), *others = _sessions(directory).items()
    assert before
    assert not others
    (project / "src/two.rs").write_text("\n" + FILES["src/two.rs"], encoding="utf-8")
    out = build(workspace(project, _arguments(directory)) + ".default", *options)
    (after,) = (objects for session, objects in _sessions(directory).items() if session != name)
    # Linked, not compiled: the same file under the same name.
    assert {name for name, number in after.items() if before.get(name) == number}
    assert {name for name, number in after.items() if before.get(name) != number}
    said = subprocess.run([out / "bin/app"], capture_output=True, text=True, check=True).stdout
    assert said == "one src/one.rs\ntwo 4\n"


def test_only_units_that_cargo_compiles_incrementally_know_of_it(tmp_path: Path) -> None:
    project = write_project(tmp_path, FILES)
    for profile, same in (("release", True), ("dev", False)):
        plain = drv_paths(workspace(project, f'profile = "{profile}";') + ".units")
        incremental = drv_paths(workspace(project, _arguments(tmp_path / "none", profile)) + ".units")
        assert (plain == incremental) is same


def test_tests_find_their_fixtures(tmp_path: Path) -> None:
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


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project", FILES)
    with pytest.raises(Failed) as failed:
        build(workspace(project, _arguments(tmp_path / "none")) + ".default")
    place = tmp_path / "none"
    expected = f"""error: incremental compilation has no place: `{place}`
  at: buildCargoWorkspace {{ incrementalDir }}
  expected: a directory in the sandbox that every build user may write to
  got: no such directory
  ways out:
    1. mkdir -p {place} && chmod 1777 {place}
    2. nix build --option extra-sandbox-paths {place}, or the same line in nix.conf
    3. leave `incrementalDir` out
"""
    lines = [line.partition("> ")[2] for line in failed.value.text.splitlines() if line.startswith("app> ")]
    assert "\n".join(lines) + "\n" == expected
