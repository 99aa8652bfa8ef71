"""Small Cargo projects on disk, each for one test."""

from collections.abc import Mapping
from pathlib import Path

__all__ = ["lock", "package", "write_project"]

PACKAGE = '[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n'


def write_project(root: Path, files: Mapping[str, str]) -> Path:
    """Write ``files`` below ``root`` and return ``root``."""
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def package(name: str, extra: str = "") -> str:
    """Return the manifest of a package named ``name``, with ``extra`` at the end."""
    return PACKAGE.format(name=name) + extra


def lock(*entries: str) -> str:
    """Return a Cargo.lock of path packages; an entry is ``name`` or ``name dep dep``."""
    text = "version = 4\n"
    for entry in sorted(entries):
        name, *deps = entry.split()
        text += f'\n[[package]]\nname = "{name}"\nversion = "0.1.0"\n'
        if deps:
            text += "dependencies = [\n" + "".join(f' "{dep}",\n' for dep in deps) + "]\n"
    return text
