"""Build a published crate through the flake in the Nix sandbox, run the program, and print counts and time."""

import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

from checkout import NIXPKGS_URL, checkout_url
from published import CACHE, FetchError, Published, fetch

from cargo_nix.cli.build_command import build_installables
from cargo_nix.cli.build_session import BuildSession

_FLAKE = """\
{
  inputs.cargo-nix.url = @url@;
  inputs.nixpkgs.url = @nixpkgs@;
  inputs.cargo-nix.inputs.nixpkgs.follows = "nixpkgs";
  inputs.crate = { url = @crate@; flake = false; };

  outputs = { nixpkgs, cargo-nix, crate, ... }:
    let
      workspace = cargo-nix.lib.buildCargoWorkspace {
        pkgs = nixpkgs.legacyPackages.x86_64-linux;
        src = crate;
        features = builtins.fromJSON @features@;
        noDefaultFeatures = @no_default_features@;
      };
    in
    {
      # `programs.NAME` has its own error for a crate without a program.
      program = workspace.programs.@name@ or workspace.default;
      inherit (workspace) plan;
    };
}
"""


class _DemoError(Exception):
    """The demo cannot continue; the text is a message for the user."""


class _Options(argparse.Namespace):
    crate: str
    features: list[str]
    no_default_features: bool
    args: list[str]


def read_options(argv: list[str]) -> _Options:
    """Return the options in ``argv``; exit with a message of argparse if a word is wrong."""
    parser = argparse.ArgumentParser(prog="./dev/demo", usage="%(prog)s [OPTIONS] [NAME[@VERSION]] [-- ARGS…]")
    parser.add_argument("crate", nargs="?", default="ripgrep@14.1.1", help="default: %(default)s")
    parser.add_argument("--features", default=[], type=lambda text: re.split("[ ,]+", text.strip(" ,")), metavar="X,Y")
    parser.add_argument("--no-default-features", action="store_true")
    parser.epilog = "ARGS are passed to the program; the default is --version."
    separator = argv.index("--") if "--" in argv else len(argv)
    options = parser.parse_args(argv[:separator], _Options())
    if not re.fullmatch(r"[A-Za-z0-9_-]+(@[0-9A-Za-z.+-]+)?", options.crate):
        parser.error(f"{options.crate}: expected NAME or NAME@VERSION")
    options.args = argv[separator + 1 :] if separator < len(argv) else ["--version"]
    return options


def _nix_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("${", "\\${") + '"'


def write_flake(crate: Published, options: _Options) -> Path:
    """Write a flake that builds ``crate``, and return the directory."""
    directory = CACHE / "demo" / crate.root.name
    directory.mkdir(parents=True, exist_ok=True)
    values = {
        "url": _nix_string(checkout_url()),
        "nixpkgs": _nix_string(NIXPKGS_URL),
        "crate": _nix_string(f"path:{quote(str(crate.root))}"),
        "features": _nix_string(json.dumps(options.features)),
        "no_default_features": "true" if options.no_default_features else "false",
        "name": _nix_string(crate.name),
    }
    text = re.sub("@([a-z_]+)@", lambda match: values[match[1]], _FLAKE)
    (directory / "flake.nix").write_text(text, encoding="utf-8")
    return directory


def _build(directory: Path) -> tuple[Path, Path, int]:
    """Return the store paths of program and plan, and the number of built derivations."""
    flake = f"path:{quote(str(directory))}"
    argv = [f"{flake}#program", f"{flake}#plan", "--no-link", "--print-out-paths", "--no-write-lock-file"]
    result = build_installables(BuildSession("auto"), argv)
    if result.code != 0:
        raise _DemoError("the build failed")
    program, plan = map(Path, result.stdout.split())
    return program, plan, len(result.build.spans)


def _find_program(out: Path, name: str) -> Path:
    programs = sorted((out / "bin").iterdir())
    named = [path for path in programs if path.name == name]
    if len(programs) > 1:
        print(f"demo: programs: {', '.join(path.name for path in programs)}", file=sys.stderr)
    return (named or programs)[0]


def _run(options: _Options) -> str:
    """Fetch, build and run the crate; return a line with counts and seconds."""
    start = float(os.environ.get("CARGO_NIX_STARTED", time.time()))
    crate = fetch(options.crate)
    directory = write_flake(crate, options)
    print(f"demo: building {crate.name} {crate.version} in {directory}", file=sys.stderr, flush=True)
    out, plan, built = _build(directory)
    program = _find_program(out, crate.name)
    print(f"demo: running {' '.join([str(program), *options.args])}", file=sys.stderr, flush=True)
    status = subprocess.run([program, *options.args], check=False).returncode
    if status != 0:
        raise _DemoError(f"{program.name} exited with status {status}")
    units = len(json.loads(plan.read_text(encoding="utf-8"))["units"])
    seconds = time.time() - start
    return f"ok: {crate.name} {crate.version}, {units} units, {built} derivations built, {seconds:.1f} s"


def main(argv: list[str]) -> int:
    """Run ``./dev/demo`` with ``argv`` and return the exit status."""
    try:
        print(_run(read_options(argv)), flush=True)
    except (_DemoError, FetchError) as error:
        text = str(error)
        print(text if text.startswith("error") else f"error: {text}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
