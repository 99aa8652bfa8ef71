"""Extract the manifest of a git package from a checkout, as Cargo would publish the manifest. Nix runs ``main``.

    main([CHECKOUT, NAME, VERSION, OUT])

The package may be in any directory of the repository, and its manifest may inherit values from a workspace. A directory
source supports neither. So the package is found by name (git_packages.py), and inherited values are resolved. OUT has
Cargo.toml, empty sources of targets, ``.cargo-checksum.json``, ``.cargo-nix-directory`` (the directory of the package)
and the facts about the library.
"""

import os
import re
import sys
from collections.abc import Sequence

from cargo_nix.crates.git_access import library_facts
from cargo_nix.crates.git_packages import GitPackage, find_packages
from cargo_nix.crates.git_repository import GitRepository, UnreadManifestError
from cargo_nix.crates.inheritance import to_toml, without_tests
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
    package = _find_package(checkout, name, version)
    root = os.path.join(checkout, package.directory)
    for relative in _source_names(root):
        path = os.path.join(out, relative)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "xb"):
            pass
    os.makedirs(out, exist_ok=True)
    files = {
        "Cargo.toml": to_toml(without_tests(package.manifest)),
        ".cargo-checksum.json": '{"files":{},"package":null}',
        ".cargo-nix-directory": package.directory,
        FACTS: library_facts(root).text(),
    }
    for file_name, text in files.items():
        with open(os.path.join(out, file_name), "w", encoding="utf-8") as file:
            file.write(text)


def _find_package(checkout: str, name: str, version: str) -> GitPackage:
    unread: dict[str, UnreadManifestError] = {}
    for package in find_packages(GitRepository(checkout), unread):
        if package.name == name and package.version == version:
            return package
    # Repositories contain manifests that are invalid on purpose. Only the manifest of the package matters.
    relevant = [
        error for directory, error in unread.items() if _may_name(os.path.join(checkout, directory, "Cargo.toml"), name)
    ]
    sys.exit(str(_not_found(name, version, relevant)))


def _not_found(name: str, version: str, unread: list[UnreadManifestError]) -> VendorError:
    if not unread:
        return VendorError(
            problem=f"no package `{name}` {version} in the git repository",
            place=f'Cargo.lock: package "{name}" {version}',
        )
    return VendorError(
        problem=f"a manifest of the git dependency `{name}` {version} is invalid",
        place=f"{unread[0].path}, in its repository",
        came=unread[0].reason,
        ways_out=(f"depend on a revision with a valid manifest, and run `cargo update --package {name}`",),
    )


def _may_name(path: str, name: str) -> bool:
    if not os.path.isfile(path):
        return False
    with open(path, encoding="utf-8", errors="replace") as file:
        return re.search(rf"""name["']?\s*=\s*["']{re.escape(name)}["']""", file.read()) is not None


def _source_names(root: str) -> list[str]:
    sources = []
    for directory, folders, names in os.walk(root):
        folders[:] = [folder for folder in folders if folder != ".git"]
        relative = os.path.relpath(directory, root)
        sources += [
            os.path.normpath(os.path.join(relative, name))
            for name in names
            if name.endswith(".rs") or name in ("README", "README.md", "README.txt")
        ]
    return sources
