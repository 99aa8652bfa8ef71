"""A git package's manifest as Cargo would publish it, out of its repository's checkout. Run by Nix on its own.

    main([CHECKOUT, NAME, VERSION, OUT])

Standard library only. The package may lie anywhere in the repository, and inherits of its workspace what its
manifest marks so; a directory source has no place for either, so the manifest is found by name and its inheritance
resolved. OUT gets Cargo.toml, empty target sources, ``.cargo-checksum.json``, ``.cargo-nix-directory``: where the
package lies, and the facts about its library.
"""

import os
import re
import sys
import tomllib
from collections.abc import Sequence

from cargo_nix.crates.git_access import library_facts
from cargo_nix.crates.inheritance import Table, resolve_inheritance, table_of, to_toml
from cargo_nix.crates.library_facts import FACTS
from cargo_nix.errors import VendorError

__all__ = ["main", "write_manifest"]


def main(argv: Sequence[str]) -> int:
    """Run ``write_manifest`` with the arguments in ``argv``; return 0."""
    write_manifest(*argv)
    return 0


def write_manifest(checkout: str, name: str, version: str, out: str) -> None:
    """Write the manifest folder of package ``name`` of ``checkout`` to ``out``; exit with a message if none is."""
    directory, manifest, workspace = _find(checkout, name, version)
    root = os.path.join(checkout, directory)
    for relative in _sources(root):
        path = os.path.join(out, relative)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb"):
            pass
    os.makedirs(out, exist_ok=True)
    files = {
        "Cargo.toml": to_toml(resolve_inheritance(manifest, workspace)),
        ".cargo-checksum.json": '{"files":{},"package":null}',
        ".cargo-nix-directory": directory,
        FACTS: library_facts(root).text(),
    }
    for file_name, text in files.items():
        with open(os.path.join(out, file_name), "w", encoding="utf-8") as file:
            file.write(text)


class _UnreadError(Exception):
    """The manifest at ``path`` (first argument) is not what tomllib takes: ``reason`` (second argument)."""


def _find(checkout: str, name: str, version: str) -> tuple[str, Table, Table]:
    # A repository may hold manifests that are invalid on purpose: they matter if the package is nowhere else.
    unread: list[_UnreadError] = []
    for directory, folders, names in os.walk(checkout):
        folders[:] = sorted(folder for folder in folders if folder not in (".git", "target"))
        if "Cargo.toml" not in names:
            continue
        path = os.path.join(directory, "Cargo.toml")
        try:
            manifest = _read(path)
            package = table_of(manifest, "package")
            if package.get("name") != name:
                continue
            workspace = _workspace(checkout, directory, manifest)
        except _UnreadError as error:
            if error.args[0] != path or _may_name(path, name):
                unread.append(error)
            continue
        found = package.get("version", "0.0.0")
        if isinstance(found, dict):
            found = table_of(workspace, "package").get("version")
        if found == version:
            relative = os.path.relpath(directory, checkout)
            return "" if relative == "." else relative, manifest, workspace
    sys.exit(str(_not_found(checkout, name, version, unread)))


def _not_found(checkout: str, name: str, version: str, unread: list[_UnreadError]) -> VendorError:
    if not unread:
        return VendorError(
            problem=f"no package `{name}` {version} in the git repository",
            place=f'Cargo.lock: package "{name}" {version}',
        )
    path, reason = unread[0].args
    return VendorError(
        problem=f"a manifest of the git dependency `{name}` {version} does not parse",
        place=f"{os.path.relpath(path, checkout)}, in its repository",
        expected="TOML 1.0",
        came=reason,
        ways_out=(
            "have it written as TOML 1.0: newer cargos take more, a table `{ … }` over several lines for one",
            f"depend on a revision that is, and run `cargo update --package {name}`",
        ),
    )


def _may_name(path: str, name: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return re.search(rf"""name["']?\s*=\s*["']{re.escape(name)}["']""", file.read()) is not None


def _workspace(checkout: str, directory: str, manifest: Table) -> Table:
    pointer = table_of(manifest, "package").get("workspace")
    if isinstance(pointer, str):
        return table_of(_read(os.path.join(directory, pointer, "Cargo.toml")), "workspace")
    while True:
        path = os.path.join(directory, "Cargo.toml")
        if os.path.exists(path):
            found = _read(path)
            if "workspace" in found:
                return table_of(found, "workspace")
        if os.path.samefile(directory, checkout):
            return {}
        directory = os.path.dirname(directory)


def _read(path: str) -> Table:
    try:
        # Cargo takes a byte order mark.
        with open(path, encoding="utf-8-sig", newline="") as file:
            return tomllib.loads(file.read())
    # A ValueError is also a number with too many digits.
    except (OSError, ValueError, RecursionError) as error:
        raise _UnreadError(path, str(error)) from error


def _sources(root: str) -> list[str]:
    found = []
    for directory, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder not in (".git", "target")]
        relative = os.path.relpath(directory, root)
        found += [
            os.path.normpath(os.path.join(relative, name))
            for name in names
            if name.endswith(".rs") or name in ("README", "README.md", "README.txt")
        ]
    return found
