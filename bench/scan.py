"""The file scan against rustc's own dep-info, over every crate that a real project compiles.

    ./bench/scan [--target-dir DIR] [--tests] NAME@VERSION|DIR
    ./bench/scan --files N NAME@VERSION|DIR

Cargo checks the project, and rustc says which files it read of each library, program and build script. Each package is
scanned as if it were a member; a file that rustc read must be in the set of its target. Ends with the number of targets
and files that were compared, of files that the sets leave out, and of those that rustc read and a set lacks: 1 if any.
With --tests these are the targets of all members, tests among them and no benches, and nothing of the crates.

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

from cargo_nix.sources import Kind, Mode, Target, TargetKey, scan_member  # noqa: E402
from cargo_nix.sources.read import read_package  # noqa: E402
from published import CARGO_HOME, unpacked  # noqa: E402

from cargo_nix.cargo import Request, Selection, Toolchain, ask_cargo  # noqa: E402  -- found by the line above
from cargo_nix.units import join_units  # noqa: E402

QUIET = {"plain": False, "test": False, "doc": False}
_LIBRARIES = frozenset({"lib", "rlib", "dylib", "cdylib", "staticlib"})


@dataclass(kw_only=True, slots=True)
class Tally:
    """What was compared so far."""

    targets: int = 0
    files: int = 0
    left_out: int = 0
    unexplained: int = 0
    missed: int = 0
    seconds: float = 0.0


def _kind(target: dict[str, Any]) -> Kind:
    kinds: list[Kind] = target["kind"]
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


def _readers(root: Path, *, tests: bool) -> set[tuple[str, str, str, str]]:
    """Return package, version, kind and name of the targets that a proc-macro which may read files takes part in."""
    selection = Selection(profile="dev", command="test" if tests else "build", workspace=tests)
    toolchain = Toolchain(cargo="cargo", rustc="rustc")
    answers = ask_cargo(
        Request(root=root, selection=selection, toolchain=toolchain, env={"CARGO_HOME": str(CARGO_HOME)})
    )
    joined = join_units(answers, selection, root)
    packages = [(package.name, package.version) for package in joined.packages]
    return {
        (*packages[unit.package], unit.target.kind, unit.target.name)
        for unit, reading in zip(joined.units, joined.readers.expanding, strict=True)
        if reading is not False
    }


def _compare(package: dict[str, Any], artifacts: Iterable[dict[str, Any]], readers: set[Any], tally: Tally) -> None:
    root = Path(package["manifest_path"]).parent
    # A published crate may name targets whose files were not published.
    present = [target for target in package["targets"] if Path(target["src_path"]).is_file()]
    targets = [
        Target(
            kind=_kind(target),
            name=target["name"],
            src_path=os.path.relpath(target["src_path"], root),
            modes=(Mode.PLAIN, Mode.TEST),
            may_read_files=(package["name"], package["version"], _kind(target), target["name"]) in readers,
        )
        for target in present
    ]
    started = time.monotonic()
    sets = scan_member(root, targets)
    tally.seconds += time.monotonic() - started
    whole = read_package(root, location="", excluded=()).files
    for artifact in artifacts:
        kind = _kind(artifact["target"])
        mode = Mode.TEST if artifact["profile"]["test"] or kind in {"test", "bench"} else Mode.PLAIN
        key = TargetKey(kind=kind, name=artifact["target"]["name"], mode=mode)
        own = {os.path.relpath(path, root) for path in _read_by_rustc(artifact) if path.is_relative_to(root)}
        missed = own.difference(sets[key].files) - {path for path in own if path.startswith("target/")}
        tally.targets += 1
        tally.files += len(own)
        tally.left_out += len(whole.difference(sets[key].files))
        tally.unexplained += not sets[key].explained
        tally.missed += len(missed)
        for path in sorted(missed):
            print(f"{package['name']} {package['version']} {key.kind} {key.name}: rustc read {path}")


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
        asks: dict[str, dict[str, list[str]]] = {mode: {"names": [], "members": []} for mode in QUIET}
        target = {"kind": "lib", "name": "big", "src_path": "src/lib.rs", "may_read_files": QUIET, "asks": asks}
        asked = {"src": str(src), "directory": "", "targets": [target], "directories": [""], "judged": False}
        request.write_text(json.dumps(asked), encoding="utf-8")
        program = (
            f"import sys; sys.path.insert(0, {str(CHECKOUT / 'pylib')!r});"
            " from cargo_nix.sources.request import main; sys.exit(main(sys.argv[1:]))"
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
    parser.add_argument("--tests", action="store_true", help="compare the members alone, with their tests")
    parser.add_argument("--files", type=int, metavar="N", help="time the scan of a member of N files instead")
    parser.add_argument("project", metavar="NAME@VERSION|DIR")
    arguments = parser.parse_args(argv)
    root = Path(arguments.project).resolve() if Path(arguments.project).is_dir() else unpacked(arguments.project)
    if arguments.files:
        _time(root, arguments.files)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        target_dir = arguments.target_dir or Path(scratch)
        flags = ["--workspace", "--bins", "--examples", "--tests"] if arguments.tests else []
        said = _cargo(root, target_dir.resolve(), "check", *flags, "--message-format=json", "--quiet")
        artifacts: dict[str, list[dict[str, Any]]] = {}
        for line in said.splitlines():
            message = json.loads(line)
            if message["reason"] == "compiler-artifact":
                artifacts.setdefault(message["package_id"], []).append(message)
        packages = json.loads(_cargo(root, target_dir, "metadata", "--format-version=1"))["packages"]
        readers, tally = _readers(root, tests=arguments.tests), Tally()
        # Tests of crates are compiled by nobody.
        compiled = [
            package
            for package in packages
            if package["id"] in artifacts and (package["source"] is None or not arguments.tests)
        ]
        for package in compiled:
            _compare(package, artifacts[package["id"]], readers, tally)
    print(
        f"{root.name}: {len(packages)} packages locked, {len(compiled)} compiled here, {tally.targets} targets,"
        f" {tally.files} files read by rustc, {tally.left_out} left out, {tally.unexplained} targets not explained,"
        f" scanned in {tally.seconds:.1f} s: {tally.missed} missed"
    )
    return 1 if tally.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
