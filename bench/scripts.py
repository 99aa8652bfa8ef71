"""Build scripts of real crates: which files of their package they open, against the set that a run of them would have.

    ./bench/scripts [--names PART] [--all]

Every unpacked crate of the cache with a build script is scanned as if it were a member. Says for how many scripts it
holds that they open only what they name, and what that leaves out. Those that need no crate to compile are compiled and
run under strace, with all features of their package and without: a file of the package that one opens must be in its
set. So are scripts that declare nothing and would otherwise be of this kind, as far as words go: their run sees all.
Ends with 1 if a file is missing. Only what the rule leaves data out for is run, but with --all.
"""

import argparse
import functools
import os
import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "pylib"), str(CHECKOUT / "dev")]

from cargo_nix.sources import (  # noqa: E402  -- found by the line above
    Answer,
    Asked,
    Target,
    answer_member,
    scan_member,
)
from cargo_nix.sources.named import Names, opens_unnamed  # noqa: E402
from cargo_nix.sources.parse import parse_tree  # noqa: E402
from cargo_nix.sources.read import read_package  # noqa: E402
from cargo_nix.sources.rerun import read_declaration, read_literals  # noqa: E402
from published import CARGO_HOME  # noqa: E402

from cargo_nix.crates import facts_of  # noqa: E402

_KEY = "custom-build:build-script-build:run"
_DECLARES = b'fn declare() { println!("cargo:rerun-if-changed=build.rs"); }'
_ASKED = re.compile(r'\w+\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"')
_CFG = {"TARGET_ARCH": "x86_64", "TARGET_OS": "linux", "TARGET_ENV": "gnu", "TARGET_FAMILY": "unix", "UNIX": "",
        "TARGET_POINTER_WIDTH": "64", "TARGET_ENDIAN": "little", "TARGET_VENDOR": "unknown", "PANIC": "unwind",
        "TARGET_FEATURE": "fxsr,sse,sse2", "TARGET_HAS_ATOMIC": "8,16,32,64,ptr"}  # fmt: skip


def _crates() -> dict[str, list[Path]]:
    """Return the unpacked crates of the cache by name."""
    found: dict[str, list[Path]] = {}
    for path in sorted((CARGO_HOME / "registry/src").glob("*/*")):
        if (path / "Cargo.toml").is_file():
            found.setdefault(re.sub(r"-\d+\.\d+\.\d+.*$", "", path.name), []).append(path)
    return found


@functools.cache
def _manifest(path: Path) -> dict[str, Any]:
    return tomllib.loads((path / "Cargo.toml").read_text(encoding="utf-8"))


def _dependencies(manifest: dict[str, Any], kind: str) -> set[str]:
    tables = [manifest, *manifest.get("target", {}).values()]
    entries = ((name, entry) for table in tables for name, entry in table.get(kind, {}).items())
    return {entry.get("package", name) if isinstance(entry, dict) else name for name, entry in entries}


def _links_reader(path: Path, crates: dict[str, list[Path]]) -> bool:
    """Whether anything that the script links, in any version that is here, has words for files, or is not here."""
    todo, seen = sorted(_dependencies(_manifest(path), "build-dependencies")), set[str]()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        versions = crates.get(name, [])
        if not versions or any(facts_of(version).reads for version in versions):
            return True
        todo += sorted(set().union(*(_dependencies(_manifest(version), "dependencies") for version in versions)))
    return False


def _targets(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield kind, name and source of the targets, as published manifests have them."""
    manifest = _manifest(path)
    lib = manifest.get("lib", {"path": "src/lib.rs"})
    yield ("proc-macro" if lib.get("proc-macro") else "lib", "lib", lib.get("path", "src/lib.rs"))
    for kind in ("bin", "example", "test", "bench"):
        for entry in manifest.get(kind, ()):
            if "path" in entry:
                yield kind, entry["name"], entry["path"]


def _answer(path: Path, script: str, *, alone: bool) -> Answer:
    nobody = {"plain": False, "test": False, "doc": False}
    asked = [
        Asked(kind=kind, name=name, src_path=source, may_read_files=nobody)  # type: ignore[arg-type]
        for kind, name, source in _targets(path)
        if (path / source).is_file()
    ]
    asked.append(
        Asked(
            kind="custom-build", name="build-script-build", src_path=script, may_read_files={**nobody, "run": not alone}
        )
    )
    return answer_member(path, asked, location="", excluded=()).sets[_KEY]


def _gone(path: str, answer: Answer) -> bool:
    return any(path == left or path.startswith(f"{left}/") for left in answer.left_out)


def _run(path: Path, script: str, features: list[str], scratch: Path) -> set[str] | None:
    """Return the files of the package that its script asks for or lists; None where it does not compile, or fails."""
    package = _manifest(path)["package"]
    program, out, log = scratch / "script", scratch / "out", scratch / "log"
    out.mkdir(exist_ok=True)
    version = str(package["version"]).partition("+")[0]
    triple = "x86_64-unknown-linux-gnu"
    env = {"PATH": os.environ["PATH"], "OUT_DIR": str(out), "CARGO_MANIFEST_DIR": str(path), "TARGET": triple}
    env |= {"HOST": triple, "RUSTC": "rustc", "CARGO": "cargo", "OPT_LEVEL": "0", "PROFILE": "debug", "DEBUG": "true"}
    env |= {"NUM_JOBS": "1", "CARGO_PKG_NAME": package["name"], "CARGO_PKG_VERSION": str(package["version"])}
    parts = zip(("MAJOR", "MINOR", "PATCH"), version.split("."), strict=False)
    env |= {f"CARGO_PKG_VERSION_{part}": value for part, value in parts}
    env |= {f"CARGO_CFG_{key}": value for key, value in _CFG.items()}
    env |= {f"CARGO_FEATURE_{name.upper().replace('-', '_')}": "1" for name in features}
    edition = str(package.get("edition", "2015"))
    argv = ["rustc", "--edition", edition, "--crate-name", "build_script_build", "-Awarnings", "-o", str(program)]
    argv += [*(f'--cfg=feature="{name}"' for name in features), str(path / script)]
    if subprocess.run(argv, env=env, cwd=path, capture_output=True, check=False).returncode != 0:
        return None
    strace = ["strace", "-f", "-qq", "-e", "trace=%file", "-e", "status=successful", "-s", "4096", "-o", str(log)]
    done = subprocess.run([*strace, str(program)], env=env, cwd=path, capture_output=True, check=False)
    if done.returncode != 0:
        return None
    found: set[str] = set()
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        asked = _ASKED.search(line)
        place = path / asked[1] if asked else path.parent
        if place.is_file():
            found.add(os.path.relpath(place, path))
        elif place.is_relative_to(path) and "O_DIRECTORY" in line:
            found |= {os.path.relpath(inner, path) for inner in place.iterdir() if inner.is_file()}
    return {name for name in found if not name.startswith("..")}


def _undeclared(path: Path, build: str, own: list[str], sources: list[bytes], tally: Counter[str]) -> int:
    """Run a script that declares nothing and opens what it names; return how many files it opens without."""
    declared = read_declaration([*sources, _DECLARES])
    unnamed = opens_unnamed([parse_tree(data).root_node for data in sources])
    if declared is None or declared.walks or unnamed or _dependencies(_manifest(path), "build-dependencies"):
        return 0
    names, missed = Names(read_literals(sources)), 0
    for opened in _runs(path, build, set(own), tally):
        for name in opened.difference(own):
            if not names.fit(name):
                missed += 1
                print(f"{path.name}: {build} opens {name}, and declares nothing")
    return missed


def _runs(path: Path, build: str, own: set[str], tally: Counter[str]) -> Iterator[set[str]]:
    for chosen in ([], sorted(_manifest(path).get("features", {}))):
        with tempfile.TemporaryDirectory() as scratch:
            opened = _run(path, build, chosen, Path(scratch))
        tally["runs" if opened is not None else "runs that failed"] += 1
        tally["files of their packages that these ask for"] += len((opened or set()) - own)
        tally["runs that ask for any"] += bool((opened or set()) - own)
        yield opened or set()


def _measure(path: Path, build: str, crates: dict[str, list[Path]], tally: Counter[str], *, every: bool) -> int:
    """Add what the script ``build`` of ``path`` is to ``tally``; return how many files it opens that its set lacks."""
    target = Target(kind="custom-build", name="script", src_path=build, may_read_files=False)
    own = [name for found in scan_member(path, [target]).values() for name in found.files if name.endswith(".rs")]
    sources = [(path / name).read_bytes() for name in own]
    declared = read_declaration(sources)
    if declared is None:
        tally["that declare nothing"] += 1
        return _undeclared(path, build, own, sources, tally) if every else 0
    if declared.walks:
        tally["that can find files without a name"] += 1
    elif opens_unnamed([parse_tree(data).root_node for data in sources]):
        tally["that start programs, have foreign code, or list directories from elsewhere"] += 1
    elif _links_reader(path, crates):
        tally["that link a crate with words for files"] += 1
    else:
        tally["that open only what they name"] += 1
        return _tight(path, build, own, tally, every=every)
    return 0


def _tight(path: Path, build: str, own: list[str], tally: Counter[str], *, every: bool) -> int:
    files = read_package(path, location="", excluded=()).files
    before, tight = (_answer(path, build, alone=alone) for alone in (False, True))
    lost = sorted(name for name in files if _gone(name, tight) and not _gone(name, before))
    tally["files of those that this leaves out besides"] += len(lost)
    data = [name for name in lost if not name.startswith((".", "Cargo."))]
    tally["data files of those"] += len(data)
    tally["scripts that it leaves data out for"] += bool(data)
    if not (data or every) or _dependencies(_manifest(path), "build-dependencies"):
        return 0
    missing = sorted({name for opened in _runs(path, build, set(own), tally) for name in opened if _gone(name, tight)})
    for name in missing:
        print(f"{path.name}: {build} opens {name}")
    return len(missing)


def main(argv: list[str]) -> int:
    """Compare; see the module."""
    parser = argparse.ArgumentParser(prog="./bench/scripts", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--names", default="", metavar="PART", help="only crates with PART in their name")
    parser.add_argument("--all", action="store_true", help="run the scripts too for which nothing is left out")
    arguments = parser.parse_args(argv)
    crates, tally, missed = _crates(), Counter[str](), 0
    for path in sorted(path for versions in crates.values() for path in versions if arguments.names in path.name):
        build = _manifest(path).get("package", {}).get("build", "build.rs")
        if build is not False and (path / build).is_file():
            tally["scripts"] += 1
            missed += _measure(path, build, crates, tally, every=arguments.all)
    for what, count in sorted(tally.items()):
        print(f"{count:6} {what}")
    print(f"{missed:6} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
