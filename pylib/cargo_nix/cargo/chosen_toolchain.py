"""A checkout's own toolchain: what rustup's programs would start in its directory."""

from pathlib import Path

from cargo_nix.cargo.run_tool import Toolchain, run_tool

__all__ = ["chosen_toolchain"]


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
