"""Write an exported build into a directory. The program of `nix run .#export`.

``export_build.py SETTINGS PLAN FILES NIXLIB PYLIB RUSTLIB --out DIR SOURCE``: SETTINGS has the arguments of the build
and the pin of nixpkgs as JSON. Then come the committed plan, the Nix files of the export, and the parts of cargo-nix.
The program calls ``nix``.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from cargo_nix.errors import ExportError

__all__ = ["main"]

MARKER = ".cargo-nix-export"
"""The file of an exported build with the names of all files that the export wrote."""


def main(argv: Sequence[str]) -> int:
    """Write the export for the arguments ``argv``; return 0, or 1 after a printed error."""
    settings_file, plan, files, *libraries = argv[:6]
    words = _parse(argv[6:])
    with open(settings_file, encoding="utf-8") as file:
        settings = json.load(file)
    try:
        pins = {"source": _source_pin(words), "nixpkgs": _nixpkgs_pin(words.nixpkgs, settings["nixpkgs"])}
        _clear(words.out)
        shutil.copyfile(plan, os.path.join(words.out, "cargo-nix.json"))
        _copy(files, words.out)
        for name, library in zip(("nixlib", "pylib", "rustlib"), libraries, strict=True):
            _copy(library, os.path.join(words.out, "cargo-nix", name))
        _write_json(os.path.join(words.out, "pins.json"), pins)
        _write_json(os.path.join(words.out, "arguments.json"), settings["arguments"])
        _write_marker(words.out)
    except ExportError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        problem = ExportError(problem="the export cannot be written", place=words.out, came=str(error.strerror))
        print(problem, file=sys.stderr)
        return 1
    print(f"wrote {words.out}: nix build --file {words.out}")
    if settings["arguments"]["needs"]:
        print(f"the user of the build passes: {', '.join(settings['arguments']['needs'])}")
    if settings["arguments"]["omitted"]:
        print(f"the export omits: {', '.join(settings['arguments']['omitted'])}")
    return 0


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    description = "Write a build that needs neither the flake nor a checkout."
    parser = argparse.ArgumentParser(prog="nix run .#export --", description=description)
    parser.add_argument("--out", required=True, metavar="DIR", help="the directory of the export")
    parser.add_argument("--url", help="the URL of an archive with the source")
    parser.add_argument("--hash", help="the hash of the unpacked archive (nix-prefetch-url --unpack URL)")
    parser.add_argument("--flake-ref", metavar="REF", help="the source as a flake reference: github:me/app/v1.0.0")
    parser.add_argument("--nixpkgs", metavar="REF", help="nixpkgs as a flake reference, instead of flake.lock")
    words = parser.parse_args(argv)
    if (words.flake_ref is None) == (words.url is None) or (words.url is None) != (words.hash is None):
        parser.error("name the source: --url URL --hash HASH, or --flake-ref REF")
    words.out = os.path.normpath(words.out)
    return words


def _source_pin(words: argparse.Namespace) -> dict[str, object]:
    if words.flake_ref is not None:
        return _locked(words.flake_ref)
    return {"url": words.url, "sha256": words.hash}


def _nixpkgs_pin(reference: str | None, locked: dict[str, object] | None) -> dict[str, object]:
    if reference is not None:
        return _locked(reference)
    if locked is None:
        raise ExportError(
            problem="flake.lock has no input `nixpkgs`",
            place="flake.lock: nodes.root.inputs",
            expected="the nixpkgs of the export",
            ways_out=("name nixpkgs: --nixpkgs github:NixOS/nixpkgs/REVISION",),
        )
    return locked


def _locked(reference: str) -> dict[str, object]:
    """Return the arguments of ``builtins.fetchTree`` for a flake reference. Nix fetches the source for its hash."""
    command = ["nix", "--extra-experimental-features", "nix-command flakes", "flake", "prefetch", "--json", reference]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        reason = (process.stderr.strip().splitlines() or [""])[-1].strip().removeprefix("error: ")
        raise ExportError(problem="Nix cannot fetch the flake reference", place=reference, came=reason)
    answer = json.loads(process.stdout)
    return {**answer["locked"], "narHash": answer["hash"]}


def _clear(out: str) -> None:
    """Make the directory ``out``, without the files of an earlier export. Other files stay.

    Raises ``ExportError`` for a directory with files that no export wrote.
    """
    os.makedirs(out, exist_ok=True)
    try:
        with open(os.path.join(out, MARKER), encoding="utf-8") as file:
            earlier_files = file.read().splitlines()[1:]
    except FileNotFoundError:
        earlier_files = []
        if os.listdir(out):
            raise ExportError(
                problem="the directory of the export has files of others",
                place=out,
                expected=f"an empty directory, or one with {MARKER}",
                came=", ".join(sorted(os.listdir(out))[:3]),
                ways_out=("name another directory: --out DIR", "empty the directory"),
            ) from None
    for path in earlier_files:
        if os.path.isabs(path) or ".." in path.split("/"):
            continue
        full = os.path.join(out, path)
        if os.path.lexists(full):
            os.remove(full)
    for directory, _names, _files in os.walk(os.path.join(out, "cargo-nix"), topdown=False):
        if not os.listdir(directory):
            os.rmdir(directory)


def _copy(source: str, target: str) -> None:
    """Copy the files below ``source``. Files of the store are read-only, the copies are not."""
    for directory, _names, files in os.walk(source):
        copy = os.path.normpath(os.path.join(target, os.path.relpath(directory, source)))
        os.makedirs(copy, exist_ok=True)
        for name in files:
            shutil.copyfile(os.path.join(directory, name), os.path.join(copy, name))


def _write_json(path: str, value: object) -> None:
    with open(path, "w", encoding="utf-8") as file:
        json.dump(value, file, indent=1, sort_keys=True, ensure_ascii=False)
        file.write("\n")


def _write_marker(out: str) -> None:
    lines = ["written by `nix run .#export`, which replaces these files:", *sorted(_files_below(out))]
    with open(os.path.join(out, MARKER), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _files_below(out: str) -> Iterator[str]:
    yield from ("arguments.json", "cargo-nix.json", "default.nix", "fetch.nix", "pins.json", "workspace.nix", MARKER)
    for directory, _names, files in os.walk(os.path.join(out, "cargo-nix")):
        for name in files:
            yield os.path.relpath(os.path.join(directory, name), out)
