"""A copy of a whole project to run Cargo and Nix in: a directory, or a published crate with all that it locks."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from published import cargo, fetch

__all__ = ["copy_project", "project_name"]


def project_name(asked: str) -> str:
    """Return how tables call the directory or crate ``asked``."""
    return Path(asked).resolve().name if Path(asked).is_dir() else asked


def copy_project(asked: str, scratch: Path, env: Sequence[str] = ()) -> Path:
    """Return a copy below ``scratch`` of the directory or crate ``asked``, locked, its crates downloaded.

    ``env`` (``NAME=VALUE``) becomes ``[env]`` of its .cargo/config.toml, which both Cargo and we read.
    """
    source = Path(asked).resolve() if Path(asked).is_dir() else fetch(asked).root
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
