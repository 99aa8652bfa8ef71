"""Build programs with C for other platforms in the Nix sandbox, run them, and print a table.

    ./bench/cross [--only TEXT]

The PATH of each unit is empty but for the inputs of the unit (tests/debian/strict.nix), and the compilers are Debian's.
Programs of another processor run in an emulator (``./dev/emulators --make``); without one, the table says what the file
is. The time has the build of all units, with crates and standard library in the store.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT / "dev")]

from emulators import ARM, MUSL, WASI, WASM, WINDOWS, command_for  # noqa: E402  -- found by the line above
from published import fetch  # noqa: E402

_SAMPLE = "pub fn main() {}\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """A project, a published NAME@VERSION or a directory of the checkout, with a call and its output."""

    project: str
    features: tuple[str, ...] = ()
    name: str
    words: tuple[str, ...] = ()
    output: str
    triples: tuple[str, ...]

    @property
    def title(self) -> str:
        """The project with its features, as in the table."""
        return " ".join([Path(self.project).name, *self.features])


# ripgrep compiles PCRE2, bat Oniguruma and libgit2, eza libgit2 and tls ring. Programs for WebAssembly have no C.
PROGRAMS = (
    Program(
        project="ripgrep@14.1.1",
        features=("pcre2",),
        name="rg",
        words=("--pcre2", "--only-matching", "--no-filename", r"(?<=fn )\w+", "sample.rs"),
        output="main\n",
        triples=(MUSL, ARM, WINDOWS),
    ),
    Program(
        project="ripgrep@14.1.1",
        name="rg",
        words=("-j1", "--only-matching", "--no-filename", "fn [a-z]+", "/sample.rs"),
        output="fn main\n",
        triples=(WASI,),
    ),
    Program(
        project="bat@0.26.1",
        name="bat",
        words=("--plain", "--color=always", "--theme=ansi", "sample.rs"),
        output="\x1b[35mpub\x1b[0m \x1b[35mfn\x1b[0m \x1b[32mmain\x1b[0m() {}\n",
        triples=(MUSL, ARM, WINDOWS),
    ),
    Program(
        project="eza@0.23.5",
        name="eza",
        words=("--oneline", "--git", "--long", "--no-permissions", "--no-filesize", "--no-user", "--no-time", "."),
        output="-- sample.rs\n",
        triples=(MUSL, ARM, WINDOWS),
    ),
    Program(
        project="tests/projects/tls",
        name="tls",
        output="ba7816bf\n22 1\n",
        triples=(MUSL, ARM, WINDOWS),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of the table."""

    units: int
    seconds: float
    result: str
    is_right: bool


def build_program(program: Program, triple: str) -> Row:
    """Build ``program`` for ``triple``, and run the result; raise ``CalledProcessError`` if the build fails."""
    root = CHECKOUT / program.project
    root = root if root.is_dir() else fetch(program.project).root
    features = " ".join(f'"{feature}"' for feature in program.features)
    workspace = (
        f"((import {CHECKOUT}/nixlib {{ }}).buildCargoWorkspace {{"
        f" pkgs = import {CHECKOUT}/tests/debian/strict.nix {{ }};"
        f' src = {root}; target = "{triple}"; features = [ {features} ]; }})'
    )
    _nix(
        "build",
        "--no-link",
        "--expr",
        f"[ {workspace}.plan ] ++ builtins.map (c: c.src) (builtins.attrValues {workspace}.crates)",
    )
    count = _nix("eval", "--json", "--expr", f"builtins.length (builtins.attrNames {workspace}.units)")
    start = time.monotonic()
    out = _nix("build", "--no-link", "--print-out-paths", "--expr", f"{workspace}.default").strip()
    seconds = time.monotonic() - start
    suffix = {WINDOWS: ".exe", WASI: ".wasm", WASM: ".wasm"}.get(triple, "")
    result, is_right = _run(Path(out) / "bin" / f"{program.name}{suffix}", program, triple)
    return Row(units=json.loads(count), seconds=seconds, result=result, is_right=is_right)


def _run(file: Path, program: Program, triple: str) -> tuple[str, bool]:
    words = command_for(triple)
    if words is None:
        kind = subprocess.run(["file", "--brief", file], capture_output=True, text=True, check=True).stdout
        return ", ".join(part.strip() for part in kind.split(",")[:2]), True
    with tempfile.TemporaryDirectory() as directory:
        (Path(directory) / "sample.rs").write_text(_SAMPLE, encoding="utf-8")
        process = subprocess.run(
            [*words, file, *program.words],
            cwd=directory,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    if process.stdout == program.output:
        return "the right output", True
    return f"exit code {process.returncode}: {process.stdout!r} {process.stderr!r}", False


def _nix(*words: str) -> str:
    return subprocess.run(["nix", *words, "--impure"], stdout=subprocess.PIPE, text=True, check=True).stdout


def main(argv: list[str]) -> int:
    """Print the table; return 1 if a build fails or a program prints something else."""
    parser = argparse.ArgumentParser(prog="bench/cross")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows with TEXT in the project or the triple")
    options = parser.parse_args(argv)
    print("| program | target | units | build | result |\n| --- | --- | ---: | ---: | --- |", flush=True)
    is_right = True
    for program, triple in ((each, triple) for each in PROGRAMS for triple in each.triples):
        if options.only not in f"{program.title} {triple}":
            continue
        try:
            row = build_program(program, triple)
        except subprocess.CalledProcessError:
            row = Row(units=0, seconds=0, result="the build failed", is_right=False)
        is_right &= row.is_right
        print(f"| {program.title} | {triple} | {row.units} | {row.seconds:.0f} s | {row.result} |", flush=True)
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
