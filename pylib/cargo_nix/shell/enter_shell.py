"""Runs when the shell is entered: prepare CARGO_HOME and print the shell's variables as ``export`` lines.

    python3 -I -S enter_shell.py PARTS ROOT

PARTS is what shell_home.py wrote, ROOT the directory of the workspace. Downloads are shared between all shells of the
user; the configuration is one checkout's. Files of the user's own CARGO_HOME (settings, credentials) are linked.
Standard library only, and this module only imports its neighbour.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from registry_entry import add_to_cache, cache_path

_SHARED = ("registry", "git", ".package-cache", ".package-cache-mutate", ".global-cache")
_OF_THE_USER = ("credentials.toml", "credentials")
_SOURCES = re.compile(r"^\s*(\[+\s*\"?source\b|source\b)", re.MULTILINE)


def enter_shell(parts: str, root: str) -> dict[str, str]:
    """Prepare the directories and return the variables of the shell."""
    cache = (os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")) + "/cargo-nix"
    user_home = _user_home(cache)
    shared = cache + "/cargo"
    home = f"{cache}/shell-{hashlib.sha256(root.encode()).hexdigest()[:12]}"
    os.makedirs(home, exist_ok=True)
    _add_crates(parts, shared)
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
    _link(parts + "/vendor", home + "/vendor")
    _write_configuration(parts, home, user_home)
    metadata = cache + "/metadata"
    _remove_collected(metadata)
    variables = {"CARGO_HOME": home, "CARGO_NIX_METADATA": metadata, "CARGO_NIX_USER_HOME": user_home}
    if "CARGO_INSTALL_ROOT" not in os.environ:
        variables["CARGO_INSTALL_ROOT"] = user_home
    return variables


def _user_home(cache: str) -> str:
    """Return the CARGO_HOME outside of the shell, also where a shell is entered from a shell."""
    given = os.environ.get("CARGO_HOME", "")
    if given.startswith(cache + "/"):
        given = os.environ.get("CARGO_NIX_USER_HOME", "")
    return given or os.path.expanduser("~/.cargo")


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
    # Copies, not links: Cargo stops at a link whose store path was collected.
    for name, archive in crates["archives"].items():
        if not os.path.exists(f"{archives}/{name}"):
            _replace(f"{archives}/{name}", lambda new, archive=archive: shutil.copyfile(archive, new))
    for crate, entries in crates["entries"].items():
        path = f"{index}/.cache/{cache_path(crate)}"
        old = _read(path)
        content = add_to_cache(old, entries)
        if content != old:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _replace(path, lambda new, content=content: _write(new, content))
    if not os.path.exists(index + "/config.json"):
        _replace(index + "/config.json", lambda new: _write(new, json.dumps(crates["settings"]).encode()))


def _write_configuration(parts: str, home: str, user_home: str) -> None:
    """Write the user's settings and the workspace's sources to the configuration; a file of ours replaces a link."""
    names = [name for name in ("config.toml", "config") if os.path.exists(f"{user_home}/{name}")]
    # Crates keep their paths from one Cargo.lock to the next: Cargo compiles a crate again at another path.
    own = _read(parts + "/config.toml").decode().replace(parts + "/vendor", home + "/vendor")
    users = _read(f"{user_home}/{names[0]}").decode(errors="replace") if names else ""
    if own and _SOURCES.search(users):
        users = ""
    content = f"{users.rstrip()}\n\n{own}" if own else users
    _replace(home + "/config.toml", lambda new: _write(new, content.lstrip().encode()))


def _remove_collected(metadata: str) -> None:
    """Remove the metadata of units that Nix has collected."""
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
    _replace(path, lambda new: os.symlink(target, new))


def _replace(path: str, write: Callable[[str], object]) -> None:
    new = f"{path}.{os.getpid()}.new"
    write(new)
    os.replace(new, path)


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


if __name__ == "__main__":
    for name, value in enter_shell(*sys.argv[1:]).items():
        print(f"export {name}={shlex.quote(value)}")
