"""A checkout's own toolchain, and a CARGO_HOME with the user's downloads and without the user's habits.

Cargo merges ``$CARGO_HOME/config.toml`` into every answer (Cargo book, "Configuration"). A plan is the project's:
rustflags, linkers and variables of whoever writes it have no place in it. How registries are reached has.
"""

import os
from collections.abc import Mapping
from pathlib import Path

import tomli
import tomli_w

from cargo_nix.cargo.process import Toolchain, run_tool

__all__ = ["chosen_toolchain", "private_home"]

_SHARED = ("registry", "git", "credentials.toml", "credentials")
_REACHING = ("http", "net", "registries", "registry", "source", "credential-alias")


def chosen_toolchain(toolchain: Toolchain, root: Path) -> Toolchain:
    """Return the programs that ``toolchain`` stands for in ``root``, by their paths.

    rustup's programs choose by the directory that they are started in (rust-toolchain.toml); elsewhere they would be
    others. One that is given with its path, or that does not lie in rustc's sysroot, stays as it is.
    """
    sysroot = Path(run_tool([toolchain.rustc, "--print", "sysroot"], cwd=root, env={}).stdout.decode().strip())
    found = {name: sysroot / "bin" / name for name in (toolchain.cargo, toolchain.rustc) if "/" not in name}
    paths = {name: str(path) for name, path in found.items() if sysroot.is_absolute() and path.is_file()}
    return Toolchain(
        cargo=paths.get(toolchain.cargo, toolchain.cargo), rustc=paths.get(toolchain.rustc, toolchain.rustc)
    )


def private_home(home: Path, environment: Mapping[str, str]) -> None:
    """Make of ``home``, an empty directory, a CARGO_HOME that shares the downloads of that of ``environment``.

    Its configuration is the user's, reduced to the tables about registries and the network. One that does not parse
    counts as none: cargo itself complains of it elsewhere.
    """
    theirs = Path(environment.get("CARGO_HOME") or Path(environment.get("HOME") or os.curdir) / ".cargo").absolute()
    for name in _SHARED:
        # Downloads are to stay, so that the next plan finds them.
        if name in {"registry", "git"}:
            (theirs / name).mkdir(parents=True, exist_ok=True)
        if (theirs / name).exists():
            (home / name).symlink_to(theirs / name)
    for name in ("config.toml", "config"):
        if (theirs / name).is_file():
            kept = _reaching(theirs / name)
            (home / "config.toml").write_text(tomli_w.dumps(kept), encoding="utf-8")
            return


def _reaching(path: Path) -> dict[str, object]:
    try:
        found = tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError):
        return {}
    return {key: found[key] for key in _REACHING if key in found}
