"""Git repositories on disk, each for one test."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from support.projects import write_project

__all__ = ["add_submodule", "commit_all", "git", "make_repository"]

_SETTINGS = {
    "user.name": "test",
    "user.email": "test@localhost",
    "protocol.file.allow": "always",
    "init.defaultBranch": "main",
}


def git(repository: Path, *words: str) -> str:
    """Run git with the arguments ``words`` in ``repository``, and return its output without the last newline."""
    settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
    process = subprocess.run(["git", *settings, *words], cwd=repository, check=True, capture_output=True, text=True)
    return process.stdout.removesuffix("\n")


def commit_all(repository: Path) -> str:
    """Commit all files of ``repository``, and return the revision."""
    git(repository, "add", "--all", "--force")
    git(repository, "commit", "--quiet", "--message", "a commit")
    return git(repository, "rev-parse", "HEAD")


def make_repository(root: Path, files: Mapping[str, str], links: Mapping[str, str] | None = None) -> Path:
    """Write a repository with one commit to ``root``, and return ``root``. ``links`` are symlinks by path."""
    write_project(root, files)
    for path, destination in (links or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(destination)
    git(root, "init", "--quiet")
    commit_all(root)
    return root


def add_submodule(repository: Path, address: str, path: str) -> None:
    """Add the repository at ``address`` as a submodule in the directory ``path``, and commit."""
    git(repository, "submodule", "add", "--quiet", address, path)
    git(repository, "submodule", "update", "--quiet", "--init", "--recursive")
    commit_all(repository)
