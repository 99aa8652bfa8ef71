"""The cost of a unit besides rustc: compare derivations of small libraries with plain rustc calls.

    ./bench/overhead [COUNT]

The figures do not include evaluation (see bench/compare), only the time of Nix and of the builder.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def _write(root: Path, count: int, salt: str) -> None:
    """Write ``count`` members without dependencies; ``salt`` makes the sources new."""
    names = [f"unit{number}" for number in range(count)]
    lock = "version = 4\n"
    for name in sorted(names):
        (root / name / "src").mkdir(parents=True)
        manifest = f'[package]\nname = "{name}"\nversion = "0.1.0"\nedition = "2021"\n'
        (root / name / "Cargo.toml").write_text(manifest, encoding="utf-8")
        (root / name / "src/lib.rs").write_text(f"pub const SALT: &str = {json.dumps(salt)};\n", encoding="utf-8")
        lock += f'\n[[package]]\nname = "{name}"\nversion = "0.1.0"\n'
    members = ", ".join(json.dumps(name) for name in names)
    (root / "Cargo.toml").write_text(f'[workspace]\nmembers = [{members}]\nresolver = "2"\n', encoding="utf-8")
    (root / "Cargo.lock").write_text(lock, encoding="utf-8")


def _units(root: Path) -> str:
    return (
        f"(import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{ pkgs = import {CHECKOUT}/tests/debian {{ }};"
        f" src = {root}; }}"
    )


def _rustc(root: Path, plan: Path, out: Path) -> float:
    units = json.loads(plan.read_text(encoding="utf-8"))["units"]
    out.mkdir()
    start = time.monotonic()
    for unit in units:
        argv = ["rustc", "--crate-name", unit["crate_name"], f"--edition={unit['edition']}", unit["src_path"]]
        subprocess.run([*argv, *unit["args"], "--out-dir", str(out)], cwd=root, check=True, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def main(argv: list[str]) -> int:
    """Print the milliseconds of a unit in Nix and in rustc, and the difference."""
    count = int(argv[0]) if argv else 60
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch).resolve() / "workspace"
        _write(root, count, salt=scratch)
        argv_of_plan = ["nix-build", "--no-out-link", "--expr", f"({_units(root)}).plan"]
        plan = subprocess.run(argv_of_plan, capture_output=True, text=True, check=True)
        # First build toolchain, builder and file sets, because their cost does not count.
        units = f"builtins.attrValues ({_units(root)}).units"
        first_unit = f"builtins.elemAt ({units}) 0"
        subprocess.run(["nix-build", "--no-out-link", "--expr", first_unit], capture_output=True, check=True)
        process = subprocess.run(["nix-instantiate", "--expr", units], capture_output=True, text=True, check=True)
        start = time.monotonic()
        argv_of_nix = ["nix-store", "--realise", "-j1", "--cores", "1", *process.stdout.split()]
        subprocess.run(argv_of_nix, capture_output=True, check=True)
        nix_seconds = time.monotonic() - start
        rustc_seconds = _rustc(root, Path(plan.stdout.strip()), Path(scratch) / "out")
    nix_ms, rustc_ms = 1000 * nix_seconds / (count - 1), 1000 * rustc_seconds / count
    print(
        f"{count} units: {nix_ms:.0f} ms a unit in Nix, {rustc_ms:.0f} ms in rustc, {nix_ms - rustc_ms:.0f} ms between"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
