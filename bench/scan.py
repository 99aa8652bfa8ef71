"""Compare the module tree of the scan with rustc's dep-info, for every crate that a real project compiles.

    ./bench/scan [--target-dir DIR] NAME@VERSION|DIR
    ./bench/scan --files N NAME@VERSION|DIR

Cargo checks the project, and rustc's dep-info lists the files of each library, program and build script. The scan
treats each package as a member without macros or scripts that open files, so each file set is a module tree. Each file
that rustc read must be in the file set of its target; exit status 1 means a missing file.

With --files, the command measures the scan of a member with N modules: the first N sources of the project's crates.
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

from published import CARGO_HOME, fetch_with_dependencies  # noqa: E402

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
    """The totals of the comparison so far."""

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


def _dep_info_files(artifact: dict[str, Any]) -> set[Path]:
    """Return the files in rustc's dep-info for ``artifact``, a message of cargo."""
    stems = {Path(name).name.removeprefix("lib").partition(".")[0] for name in artifact["filenames"]}
    folder = Path(artifact["filenames"][0]).parent
    # Cargo links a build script to a name without a hash; the dep-info is in the same directory.
    dep_infos = [folder / f"{stem}.d" for stem in stems if (folder / f"{stem}.d").exists()] or list(folder.glob("*.d"))
    files: set[Path] = set()
    for line in dep_infos[0].read_text(encoding="utf-8").splitlines():
        name, colon, dependencies = line.partition(":")
        if colon and not dependencies and not name.startswith("#"):
            files.add(Path(name.replace("\\ ", " ")))
    return files


def _scan(root: Path, scripts: list[str]) -> MemberFacts:
    return scan_member(root, "", excluded=[], scripts=scripts, variables=[])


def _sets(root: Path, targets: Iterable[dict[str, Any]], tally: Tally) -> dict[str, FileSet]:
    no_access = {Mode.PLAIN: CrateAccess()}
    target_facts = [
        TargetFacts(
            kind=_kind(target),
            name=target["name"],
            src_path=os.path.relpath(target["src_path"], root),
            expands=no_access,
            links=no_access,
        )
        for target in targets
    ]
    start = time.monotonic()
    facts = _scan(root, [target.src_path for target in target_facts if target.kind == "custom-build"])
    sets = assign_files(make_workspace([facts], {}), [PackageTargets(directory="", targets=target_facts)])[""]
    tally.seconds += time.monotonic() - start
    return sets


def _compare(package: dict[str, Any], artifacts: Iterable[dict[str, Any]], tally: Tally) -> None:
    root = Path(package["manifest_path"]).parent
    sets = _sets(root, package["targets"], tally)
    for artifact in artifacts:
        target = artifact["target"]
        file_set = sets[f"{_kind(target)}:{target['name']}:plain"]
        read_files = {os.path.relpath(path, root) for path in _dep_info_files(artifact) if path.is_relative_to(root)}
        missing = [path for path in sorted(read_files) if not path.startswith("target/") and not file_set.holds(path)]
        tally.targets += 1
        tally.files += len(read_files)
        tally.wide += file_set.level != "closed"
        tally.missing += len(missing)
        for path in missing:
            print(f"{package['name']} {package['version']} {_kind(target)} {target['name']}: rustc read {path}")


def _time(root: Path, count: int) -> None:
    """Print the seconds for scanning a member of ``count`` files, in the program of the scan's derivation."""
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
        attributes = {"src": str(src), "directory": "", "excluded": [], "scripts": [], "variables": []}
        request.write_text(json.dumps(attributes), encoding="utf-8")
        program = (
            f"import sys; sys.path.insert(0, {str(CHECKOUT / 'pylib')!r});"
            " from cargo_nix.scan.__main__ import main; sys.exit(main(sys.argv[1:]))"
        )
        argv = [sys.executable, "-I", "-c", program, str(request), str(out)]
        times = []
        for _run in range(3):
            start = time.monotonic()
            subprocess.run(argv, check=True)
            times.append(time.monotonic() - start)
        size = sum(path.stat().st_size for path in src.rglob("*.rs"))
        lines = sum(path.read_bytes().count(b"\n") for path in src.rglob("*.rs"))
    print(
        f"{min(count, len(sources) + 1)} files, {lines} lines, {size / 2**20:.1f} MiB: {statistics.median(times):.2f} s"
    )


def main(argv: list[str]) -> int:
    """Compare the packages of the project in ``argv``; return 1 if a file set lacks a file."""
    parser = argparse.ArgumentParser(prog="./bench/scan", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--target-dir", type=Path, help="cargo's target directory, to reuse in a second run")
    parser.add_argument("--files", type=int, metavar="N", help="measure the scan of a member with N files instead")
    parser.add_argument("project", metavar="NAME@VERSION|DIR")
    arguments = parser.parse_args(argv)
    root = (
        Path(arguments.project).resolve()
        if Path(arguments.project).is_dir()
        else fetch_with_dependencies(arguments.project)
    )
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
