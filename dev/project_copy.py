"""Copies of whole projects for Cargo and Nix: a directory, or a published crate with its dependencies."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from published import cargo, fetch

__all__ = ["copy_project", "project_name"]


def project_name(project_spec: str) -> str:
    """Return the name of the directory or crate ``project_spec`` for tables."""
    return Path(project_spec).resolve().name if Path(project_spec).is_dir() else project_spec


def copy_project(project_spec: str, scratch: Path, env: Sequence[str] = ()) -> Path:
    """Copy the directory or crate ``project_spec`` below ``scratch``, lock the copy, and download its crates.

    ``env`` (``NAME=VALUE``) is added to ``[env]`` of .cargo/config.toml, which both Cargo and cargo-nix read.
    """
    source = Path(project_spec).resolve() if Path(project_spec).is_dir() else fetch(project_spec).root
    copy = scratch / source.name
    shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns("target", ".git"))
    manifest = str(copy / "Cargo.toml")
    if not (copy / "Cargo.lock").exists():
        cargo("generate-lockfile", "--quiet", "--manifest-path", manifest)
    cargo("fetch", "--quiet", "--locked", "--manifest-path", manifest)
    if env:
        (copy / ".cargo").mkdir(exist_ok=True)
        lines = [f"{name} = {json.dumps(value)}\n" for name, _equals, value in (word.partition("=") for word in env)]
        with (copy / ".cargo/config.toml").open("a", encoding="utf-8") as file:
            file.write("\n[env]\n" + "".join(lines))
    return copy
