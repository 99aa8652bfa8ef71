"""The module tree that the scan finds against rustc's own dep-info, over every crate that a real project compiles.

    ./bench/scan [--target-dir DIR] NAME@VERSION|DIR
    ./bench/scan --files N NAME@VERSION|DIR

Cargo checks the project, and rustc says which files it read of each library, program and build script. Each package is
scanned as if it were a member and nothing that runs could open a file, so that each set is the module tree. A file that
rustc read must be in the set of its target. Ends with 1 if any is missing.

With --files, the time of a scan: of a member whose N modules are the first N sources of the project's crates.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "dev")]

from published import CARGO_HOME, unpacked  # noqa: E402

from cargo_nix.filesets.assign import assign_files  # noqa: E402  -- found by the line above
from cargo_nix.filesets.file_set import FileSet  # noqa: E402
from cargo_nix.filesets.package_targets import CrateAccess, PackageTargets, TargetFacts  # noqa: E402
from cargo_nix.filesets.workspace_files import make_workspace  # noqa: E402
from cargo_nix.scan.member_facts import MemberFacts  # noqa: E402
from cargo_nix.scan.scan_member import scan_member  # noqa: E402
from cargo_nix.syntax.references import Mode  # noqa: E402

_LIBRARIES = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


@dataclass(kw_only=True, slots=True)
class Tally:
    """What was compared so far."""

    targets: int = 0
    files: int = 0
    wide: int = 0
    missing: int = 0
    seconds: float = 0.0


def _kind(target: dict[str, Any]) -> str:
    kinds: list[str] = target["kind"]
    return "lib" if _LIBRARIES.intersection(kinds) else kinds[0]


def _cargo(root: Path, target_dir: Path, *words: str) -> str:
    env = {
        **os.environ,
        "CARGO_TARGET_DIR": str(target_dir),
        "CARGO_HOME": str(CARGO_HOME),
        "CARGO_PROFILE_DEV_DEBUG": "0",
    }
    argv = ["cargo", *words, "--locked", "--offline"]
    return subprocess.run(argv, cwd=root, env=env, stdout=subprocess.PIPE, text=True, check=True).stdout


def _read_by_rustc(artifact: dict[str, Any]) -> set[Path]:
    """Return the files that rustc's dep-info lists for ``artifact``, a message of cargo."""
    stems = {Path(name).name.removeprefix("lib").partition(".")[0] for name in artifact["filenames"]}
    folder = Path(artifact["filenames"][0]).parent
    # A build script is linked under a name without its hash; its dep-info lies beside it.
    found = [folder / f"{stem}.d" for stem in stems if (folder / f"{stem}.d").exists()] or list(folder.glob("*.d"))
    read: set[Path] = set()
    for line in found[0].read_text(encoding="utf-8").splitlines():
        name, colon, rest = line.partition(":")
        if colon and not rest and not name.startswith("#"):
            read.add(Path(name.replace("\\ ", " ")))
    return read


def _scan(root: Path, scripts: list[str]) -> MemberFacts:
    return scan_member(root, "", excluded=[], scripts=scripts, variables=[])


def _sets(root: Path, targets: Iterable[dict[str, Any]], tally: Tally) -> dict[str, FileSet]:
    nobody = {Mode.PLAIN: CrateAccess()}
    asked = [
        TargetFacts(
            kind=_kind(target),
            name=target["name"],
            src_path=os.path.relpath(target["src_path"], root),
            expands=nobody,
            links=nobody,
        )
        for target in targets
    ]
    started = time.monotonic()
    facts = _scan(root, [target.src_path for target in asked if target.kind == "custom-build"])
    sets = assign_files(make_workspace([facts], {}), [PackageTargets(directory="", targets=asked)])[""]
    tally.seconds += time.monotonic() - started
    return sets


def _compare(package: dict[str, Any], artifacts: Iterable[dict[str, Any]], tally: Tally) -> None:
    root = Path(package["manifest_path"]).parent
    sets = _sets(root, package["targets"], tally)
    for artifact in artifacts:
        target = artifact["target"]
        file_set = sets[f"{_kind(target)}:{target['name']}:plain"]
        own = {os.path.relpath(path, root) for path in _read_by_rustc(artifact) if path.is_relative_to(root)}
        missing = [path for path in sorted(own) if not path.startswith("target/") and not file_set.holds(path)]
        tally.targets += 1
        tally.files += len(own)
        tally.wide += file_set.level != "closed"
        tally.missing += len(missing)
        for path in missing:
            print(f"{package['name']} {package['version']} {_kind(target)} {target['name']}: rustc read {path}")


def _time(root: Path, count: int) -> None:
    """Print how long the scan of a member of ``count`` files takes, as its derivation runs it."""
    packages = json.loads(_cargo(root, root / "target", "metadata", "--format-version=1"))["packages"]
    sources = [path for package in packages for path in sorted(Path(package["manifest_path"]).parent.rglob("*.rs"))]
    with tempfile.TemporaryDirectory() as scratch:
        src, request, out = (Path(scratch) / name for name in ("src", "request.json", "out.json"))
        (src / "src/deep").mkdir(parents=True)
        (src / "Cargo.toml").touch()
        for number, path in enumerate(sources[: count - 1]):
            (src / f"src/deep/m{number}.rs").write_bytes(path.read_bytes())
        modules = "".join(f"    mod m{number};\n" for number in range(count - 1))
        (src / "src/lib.rs").write_text(f"mod deep {{\n{modules}}}\n", encoding="utf-8")
        asked = {"src": str(src), "directory": "", "excluded": [], "scripts": [], "variables": []}
        request.write_text(json.dumps(asked), encoding="utf-8")
        program = (
            f"import sys; sys.path.insert(0, {str(CHECKOUT / 'pylib')!r});"
            " from cargo_nix.scan.__main__ import main; sys.exit(main(sys.argv[1:]))"
        )
        argv = [sys.executable, "-I", "-c", program, str(request), str(out)]
        spent = []
        for _run in range(3):
            started = time.monotonic()
            subprocess.run(argv, check=True)
            spent.append(time.monotonic() - started)
        size = sum(path.stat().st_size for path in src.rglob("*.rs"))
        lines = sum(path.read_bytes().count(b"\n") for path in src.rglob("*.rs"))
    print(
        f"{min(count, len(sources) + 1)} files, {lines} lines, {size / 2**20:.1f} MiB: {statistics.median(spent):.2f} s"
    )


def main(argv: list[str]) -> int:
    """Compare the packages of the project in ``argv``; 1 where a set has not what rustc read."""
    parser = argparse.ArgumentParser(prog="./bench/scan", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--target-dir", type=Path, help="where cargo keeps what it compiled, for a second run")
    parser.add_argument("--files", type=int, metavar="N", help="time the scan of a member of N files instead")
    parser.add_argument("project", metavar="NAME@VERSION|DIR")
    arguments = parser.parse_args(argv)
    root = Path(arguments.project).resolve() if Path(arguments.project).is_dir() else unpacked(arguments.project)
    if arguments.files:
        _time(root, arguments.files)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        target_dir = arguments.target_dir or Path(scratch)
        messages = _cargo(root, target_dir.resolve(), "check", "--message-format=json", "--quiet")
        artifacts: dict[str, list[dict[str, Any]]] = {}
        for line in messages.splitlines():
            message = json.loads(line)
            if message["reason"] == "compiler-artifact":
                artifacts.setdefault(message["package_id"], []).append(message)
        packages = json.loads(_cargo(root, target_dir, "metadata", "--format-version=1"))["packages"]
        compiled, tally = [package for package in packages if package["id"] in artifacts], Tally()
        for package in compiled:
            _compare(package, artifacts[package["id"]], tally)
    print(
        f"{root.name}: {len(packages)} packages locked, {len(compiled)} compiled here, {tally.targets} targets,"
        f" {tally.files} files read by rustc, {tally.wide} targets that see their package,"
        f" scanned in {tally.seconds:.1f} s: {tally.missing} missing"
    )
    return 1 if tally.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
