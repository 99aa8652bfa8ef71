"""Prepare CARGO_HOME for the dev shell, and print the shell's variables as ``export`` lines, for the shell's hook.

All shells of the user share downloads. The configuration belongs to one checkout. The user's own CARGO_HOME gives
settings and credentials, and ``cargo install`` writes to it. Standard library only.
"""

import hashlib
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence

from cargo_nix.shell.registry_entry import add_to_cache, cache_path

__all__ = ["enter_shell", "main"]

_SHARED = ("registry", "git", ".package-cache", ".package-cache-mutate", ".global-cache")
_OF_THE_USER = ("credentials.toml", "credentials")
_SOURCES = re.compile(r"^\s*(\[+\s*\"?source\b|source\b)", re.MULTILINE)


def main(argv: Sequence[str]) -> int:
    """Enter the shell with the parts in ``argv[0]`` for the workspace in ``argv[1]``; return 0."""
    parts, root = argv
    lines = [f"export {name}={shlex.quote(value)}\n" for name, value in enter_shell(parts, root).items()]
    sys.stdout.writelines(lines)
    return 0


def enter_shell(parts: str, root: str) -> dict[str, str]:
    """Prepare the directories and return the variables of the shell.

    ``parts`` is the output of shell_home.py, ``root`` the directory of the workspace.
    """
    cache = (os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) + "/cargo-nix"
    user_home = _user_home(cache)
    shared = cache + "/cargo"
    home = f"{cache}/shell-{hashlib.sha256(root.encode()).hexdigest()[:12]}"
    _add_crates(parts, shared)
    _make_home(home, shared, user_home)
    _link(parts + "/vendor", home + "/vendor")
    users = _read(user_home + "/config.toml") or _read(user_home + "/config")
    # Crates keep their paths after an edit of Cargo.lock: Cargo compiles a crate with another path again.
    sources = _read(parts + "/config.toml").decode().replace(parts + "/vendor", home + "/vendor")
    _write(home + "/config.toml", _configuration(users, sources))
    metadata = cache + "/metadata"
    _remove_collected(metadata)
    variables = {"CARGO_HOME": home, "CARGO_NIX_METADATA": metadata, "CARGO_NIX_USER_HOME": user_home}
    if sources:
        # For the shell's cargo (rustlib/shell/cargo.rs).
        resolving_home = home + "-own"
        _make_home(resolving_home, shared, user_home)
        _write(resolving_home + "/config.toml", users)
        variables |= {
            "CARGO_NIX_OWN_HOME": resolving_home,
            "CARGO_NIX_REPLACED": parts + "/replaced",
            "CARGO_NIX_ROOT": root,
        }
    if "CARGO_INSTALL_ROOT" not in os.environ:
        variables["CARGO_INSTALL_ROOT"] = user_home
    return variables


def _user_home(cache: str) -> str:
    """Return the CARGO_HOME outside of the shell, also for a shell inside of a shell."""
    home = os.environ.get("CARGO_HOME", "")
    if home.startswith(cache + "/"):
        home = os.environ.get("CARGO_NIX_USER_HOME", "")
    return home or os.path.expanduser("~/.cargo")


def _add_crates(parts: str, shared: str) -> None:
    """Add the locked crates to Cargo's downloads: archives, and the entries of the index."""
    with open(parts + "/registry", encoding="utf-8") as file:
        registry = file.read()
    if not registry:
        return
    with open(parts + "/crates.json", encoding="utf-8") as file:
        crates = json.load(file)
    archives, index = f"{shared}/registry/cache/{registry}", f"{shared}/registry/index/{registry}"
    os.makedirs(archives, exist_ok=True)
    os.makedirs(index, exist_ok=True)
    # Copies, because Cargo stops at a link to a deleted store path.
    for name, archive in crates["archives"].items():
        if not os.path.exists(f"{archives}/{name}"):
            new = _new_name(f"{archives}/{name}")
            shutil.copyfile(archive, new)
            os.replace(new, f"{archives}/{name}")
    for crate, entries in crates["entries"].items():
        path = f"{index}/.cache/{cache_path(crate)}"
        old = _read(path)
        content = add_to_cache(old, entries)
        if content != old:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _write(path, content)
    if not os.path.exists(index + "/config.json"):
        _write(index + "/config.json", json.dumps(crates["settings"]).encode())


def _make_home(home: str, shared: str, user_home: str) -> None:
    """Make the directory ``home`` with links to the shared downloads and to the user's credentials."""
    os.makedirs(home, exist_ok=True)
    for name in _SHARED:
        path = f"{shared}/{name}"
        if name.startswith("."):
            with open(path, "ab"):
                pass
        else:
            os.makedirs(path, exist_ok=True)
        _link(path, f"{home}/{name}")
    for name in _OF_THE_USER:
        _link(f"{user_home}/{name}", f"{home}/{name}")


def _configuration(users: bytes, sources: str) -> bytes:
    """Return the user's settings and the workspace's sources as one configuration."""
    settings = users.decode(errors="replace")
    if not sources:
        return users
    if _SOURCES.search(settings):
        settings = ""
    return f"{settings.rstrip()}\n\n{sources}".lstrip().encode()


def _remove_collected(metadata: str) -> None:
    """Remove the metadata of deleted units."""
    store = os.environ.get("NIX_STORE") or "/nix/store"
    for name in os.listdir(metadata) if os.path.isdir(metadata) else ():
        if not os.path.exists(f"{store}/{name}"):
            shutil.rmtree(f"{metadata}/{name}", ignore_errors=True)


def _link(target: str, path: str) -> None:
    if os.path.islink(path) and os.readlink(path) == target:
        return
    if os.path.lexists(path) and not os.path.islink(path):
        if os.path.isdir(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    new = _new_name(path)
    os.symlink(target, new)
    os.replace(new, path)


def _write(path: str, content: bytes) -> None:
    """Write ``path`` in one step, for Cargo in another shell."""
    new = _new_name(path)
    with open(new, "wb") as file:
        file.write(content)
    os.replace(new, path)


def _new_name(path: str) -> str:
    return f"{path}.{os.getpid()}.new"


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""
