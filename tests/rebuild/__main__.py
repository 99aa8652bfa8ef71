"""``dev/rebuilds DIR FILE [cargo flags]``: the units that cargo and cargo-nix rebuild after an edit."""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from conformance.recorder import CargoFailed, copy_project
from conformance.selection import parse_flags
from rebuild.cargo_side import build_with_cargo
from rebuild.edits import Edit, EditError
from rebuild.our_side import changed_units, evaluate_units
from support.nix import Failed

__all__ = ["main"]


class _Options(argparse.Namespace):
    directory: Path
    file: str
    edit: str | None
    delete: bool
    new: bool
    ours_only: bool

    def the_edit(self) -> Edit:
        """Return the edit that the options describe."""
        if self.delete:
            return Edit(path=self.file, kind="delete")
        return Edit(path=self.file, kind="write" if self.new else "append", text=self.edit)


def main(argv: Sequence[str]) -> int:
    """Edit a copy of the workspace in ``argv``; return 1 if cargo-nix rebuilds a unit that cargo does not, else 0."""
    options, flags = _parser().parse_known_args(argv, _Options())
    selection = parse_flags(flags)
    edit = options.the_edit()
    try:
        with tempfile.TemporaryDirectory(prefix="rebuilds-") as scratch:
            # The copy keeps the directory's name, so that a second run reuses the plan in the store.
            root = copy_project(options.directory.resolve(), Path(scratch).resolve() / options.directory.resolve().name)
            before = evaluate_units(root, selection)
            if not options.ours_only:
                build_with_cargo(root, selection)
            edit.apply(root)
            after = evaluate_units(root, selection)
            our_units = changed_units(before, after)
            cargo_keys = Counter() if options.ours_only else build_with_cargo(root, selection)
            cargo_units = Counter({after.names.get(key, str(key)): count for key, count in cargo_keys.items()})
    except (CargoFailed, EditError, Failed, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    _show(cargo_units, our_units, ours_only=options.ours_only)
    return 1 if our_units - cargo_units and not options.ours_only else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev/rebuilds",
        description=__doc__,
        usage="%(prog)s [options] DIR FILE [build|test|bench|check] [cargo flags]",
    )
    parser.add_argument(
        "directory", type=Path, metavar="DIR", help="a workspace with Cargo.lock; the command edits a copy"
    )
    parser.add_argument("file", metavar="FILE", help="the file to edit, relative to DIR")
    parser.add_argument("--edit", metavar="TEXT", help="append TEXT (by default a comment, or a line)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--delete", action="store_true", help="delete FILE")
    kind.add_argument("--new", action="store_true", help="create FILE with the content TEXT")
    parser.add_argument("--ours-only", action="store_true", help="do not build with cargo")
    return parser


def _show(cargo_units: Counter[str], our_units: Counter[str], *, ours_only: bool) -> None:
    if not ours_only:
        _show_units("cargo", cargo_units, Counter())
    _show_units("cargo-nix", our_units, Counter() if ours_only else our_units - cargo_units)
    cargo_count = "not built" if ours_only else str(cargo_units.total())
    sys.stdout.write(f"cargo {cargo_count}, cargo-nix {our_units.total()}\n")


def _show_units(title: str, units: Counter[str], extra: Counter[str]) -> None:
    sys.stdout.write(f"{title}:\n")
    for name, count in sorted(units.items()):
        times = f" ({count} of this name)" if count > 1 else ""
        mark = "  <-- not cargo's" if name in extra else ""
        sys.stdout.write(f"  {name}{times}{mark}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
