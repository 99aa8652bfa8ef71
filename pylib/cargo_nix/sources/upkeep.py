"""Files that no code is about: prose, the settings of other programs, the folders of tests."""

import re
from functools import cache

__all__ = ["CARGO_FILES", "TEST_FOLDERS", "is_apart_from_code", "is_prose", "is_upkeep"]

# A macro that reads the manifest gets a reduced one (units/manifest.py); nobody reads the lock file of a package.
CARGO_FILES = frozenset({"Cargo.toml", "Cargo.lock"})
TEST_FOLDERS = ("tests/", "benches/", "examples/")
# `README`, `LICENSE-MIT`, `README.zh-CN.md`; `licenses.json`, `security.toml` and `changes.rs` are data or code.
_PROSE = re.compile(
    r"(?:README|LICEN[SC]E|COPYING|COPYRIGHT|CHANGELOG|CHANGES|CONTRIBUTING|SECURITY|CODE_OF_CONDUCT|AUTHORS|NOTICE"
    r"|RELEASES|UNLICENSE)(?:[-_][\w-]*)?(?:(?:\.[a-z]{2}(?:[-_]\w+)?)?\.(?:md|markdown|txt|rst|adoc|org))?",
    re.IGNORECASE,
)
_SETTINGS = frozenset({".github", ".gitlab", ".circleci", ".buildkite", ".azure-pipelines", ".vscode", ".idea", ".zed",
                       ".devcontainer", ".husky", ".gitignore", ".gitattributes", ".gitmodules", ".mailmap",
                       ".gitlab-ci.yml", ".travis.yml", ".cirrus.yml", ".appveyor.yml", "appveyor.yml", ".editorconfig",
                       ".pre-commit-config.yaml", ".git-blame-ignore-revs", ".dockerignore"})  # fmt: skip


@cache
def is_upkeep(path: str) -> bool:
    """Tell prose and the settings of other programs: in the package's top directory, where they have their names."""
    return path.partition("/")[0] in _SETTINGS or is_prose(path)


def is_prose(path: str) -> bool:
    """Tell the README, the licence and their like in the package's top directory."""
    return _PROSE.fullmatch(path) is not None


def is_apart_from_code(path: str) -> bool:
    """Tell what no library, program or build script is about: prose, settings, the folders of tests."""
    return is_upkeep(path) or path.startswith(TEST_FOLDERS)
