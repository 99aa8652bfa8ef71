"""The workspace of these tests: a library, a library with a slow build script above, and a program."""

from pathlib import Path

from support.projects import lock, package, write_project

__all__ = ["PROGRAM", "write_workspace"]

PROGRAM = "far"
_SCRIPT = "fn main() {{\n    std::thread::sleep(std::time::Duration::from_secs({seconds}));\n}}\n"


def write_workspace(root: Path, *, seconds: int = 0, note: str = "") -> Path:
    """Write the workspace to ``root``; the build script sleeps ``seconds``, and ``note`` makes the sources new."""
    return write_project(
        root,
        {
            "Cargo.toml": '[workspace]\nresolver = "2"\nmembers = ["base", "slow", "far"]\n',
            "Cargo.lock": lock("base", "slow base", "far slow"),
            "base/Cargo.toml": package("base"),
            "base/src/lib.rs": f"// {note}\npub fn number() -> u32 {{\n    41\n}}\n",
            "slow/Cargo.toml": package("slow", '\n[dependencies]\nbase = { path = "../base" }\n'),
            "slow/build.rs": _SCRIPT.format(seconds=seconds),
            "slow/src/lib.rs": "pub fn number() -> u32 {\n    base::number() + 1\n}\n",
            "far/Cargo.toml": package(PROGRAM, '\n[dependencies]\nslow = { path = "../slow" }\n'),
            "far/src/main.rs": 'fn main() {\n    println!("{}", slow::number());\n}\n',
        },
    )
