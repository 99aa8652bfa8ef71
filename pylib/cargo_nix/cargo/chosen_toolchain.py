"""The toolchain of a checkout: the programs that rustup starts in its directory."""

from pathlib import Path

from cargo_nix.cargo.run_tool import Toolchain, run_tool

__all__ = ["chosen_toolchain"]


def chosen_toolchain(toolchain: Toolchain, root: Path) -> Toolchain:
    """Return ``toolchain`` with the paths of the programs that rustup starts in the directory ``root``.

    rustup's cargo and rustc choose a toolchain by their working directory (rust-toolchain.toml), and the plan runs
    both in another directory. A program with a path, or outside of rustc's sysroot, is returned unchanged.
    Raises ``OSError`` if rustc does not exist.
    """
    sysroot = Path(run_tool([toolchain.rustc, "--print", "sysroot"], cwd=root, env={}).stdout.decode().strip())
    sysroot_programs = {name: sysroot / "bin" / name for name in (toolchain.cargo, toolchain.rustc) if "/" not in name}
    paths = {name: str(path) for name, path in sysroot_programs.items() if sysroot.is_absolute() and path.is_file()}
    return Toolchain(
        cargo=paths.get(toolchain.cargo, toolchain.cargo), rustc=paths.get(toolchain.rustc, toolchain.rustc)
    )
