"""Extract the manifest of a git package from a checkout, as Cargo would publish the manifest. Nix runs ``main``.

    main([CHECKOUT, NAME, VERSION, OUT])

Standard library only. The package may be in any directory of the repository, and its manifest may inherit values from a
workspace. A directory source supports neither. So the package is found by name, and inherited values are resolved. OUT
has Cargo.toml, empty sources of targets, ``.cargo-checksum.json``, ``.cargo-nix-directory`` (the directory of the
package) and the facts about the library.
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
    """Write the manifest folder of the package ``name`` ``version`` in ``checkout`` to ``out``.

    Exits with a message if the checkout has no such package, or if the manifest does not parse.
    """
    directory, manifest, workspace = _find_package(checkout, name, version)
    root = os.path.join(checkout, directory)
    for relative in _source_names(root):
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
    """tomllib refuses a manifest. The arguments are the path and the reason."""


def _find_package(checkout: str, name: str, version: str) -> tuple[str, Table, Table]:
    # Repositories contain manifests that are invalid on purpose. An invalid manifest matters only if the package is not
    # found.
    unread: list[_UnreadError] = []
    for directory, folders, names in os.walk(checkout):
        folders[:] = sorted(folder for folder in folders if folder not in (".git", "target"))
        if "Cargo.toml" not in names:
            continue
        path = os.path.join(directory, "Cargo.toml")
        try:
            manifest = _read_toml(path)
            package = table_of(manifest, "package")
            if package.get("name") != name:
                continue
            workspace = _workspace_table(checkout, directory, manifest)
        except _UnreadError as error:
            if error.args[0] != path or _may_name(path, name):
                unread.append(error)
            continue
        manifest_version = package.get("version", "0.0.0")
        if isinstance(manifest_version, dict):
            manifest_version = table_of(workspace, "package").get("version")
        if manifest_version == version:
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


def _workspace_table(checkout: str, directory: str, manifest: Table) -> Table:
    pointer = table_of(manifest, "package").get("workspace")
    if isinstance(pointer, str):
        return table_of(_read_toml(os.path.join(directory, pointer, "Cargo.toml")), "workspace")
    while True:
        path = os.path.join(directory, "Cargo.toml")
        if os.path.exists(path):
            parent_manifest = _read_toml(path)
            if "workspace" in parent_manifest:
                return table_of(parent_manifest, "workspace")
        if os.path.samefile(directory, checkout):
            return {}
        directory = os.path.dirname(directory)


def _read_toml(path: str) -> Table:
    try:
        # Cargo accepts a byte order mark.
        with open(path, encoding="utf-8-sig", newline="") as file:
            return tomllib.loads(file.read())
    # A ValueError is also a number with too many digits.
    except (OSError, ValueError, RecursionError) as error:
        raise _UnreadError(path, str(error)) from error


def _source_names(root: str) -> list[str]:
    sources = []
    for directory, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder not in (".git", "target")]
        relative = os.path.relpath(directory, root)
        sources += [
            os.path.normpath(os.path.join(relative, name))
            for name in names
            if name.endswith(".rs") or name in ("README", "README.md", "README.txt")
        ]
    return sources
