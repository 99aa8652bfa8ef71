"""The submodules of a checkout, read as git reads `.gitmodules`."""

from pathlib import Path

import pytest

from cargo_nix.crates.git_submodules import submodule_directories
from support.git_repositories import git
from support.projects import write_project


@pytest.mark.parametrize(
    "text",
    [
        '[submodule "a"]\n\tpath = vendor/a\n\turl = ../a\n[submodule "b"]\n\tpath = b\n',
        '[submodule "a"] path = a\n',
        '[submodule "a"]\n  PATH="with space" ; comment\n',
        '[submodule "a"]\n\tpath = plain # comment\n',
        '[submodule "a \\"b\\""]\n\tpath = "x\\"y"\n',
        '[submodule "a"]\n\tpath = long\\\n/er\n',
        '[other "a"]\n\tpath = no\n[submodule]\n\tpath = no\n',
        '# [submodule "a"]\n',
    ],
)
def test_the_paths_are_those_of_git(tmp_path: Path, text: str) -> None:
    write_project(tmp_path, {".gitmodules": text})
    listed = git(tmp_path, "config", "--file", ".gitmodules", "--list").splitlines()
    pairs = [line.partition("=") for line in listed]
    expected = {value for key, _equals, value in pairs if key.startswith("submodule.") and key.count(".") > 1}
    urls = {value for key, _equals, value in pairs if key.endswith(".url")}
    assert submodule_directories(str(tmp_path)) == expected - urls


def test_a_checkout_without_the_file_has_no_submodules(tmp_path: Path) -> None:
    assert submodule_directories(str(tmp_path)) == set()
