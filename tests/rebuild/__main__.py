"""``dev/rebuilds DIR FILE [cargo flags]``: what cargo compiles again after an edit, and what we do."""

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
    """Compare both sides after the edit that ``argv`` describes; return 1 where ours has a unit that cargo's has not."""
    options, flags = _parser().parse_known_args(argv, _Options())
    selection = parse_flags(flags)
    edit = options.the_edit()
    try:
        with tempfile.TemporaryDirectory(prefix="rebuilds-") as scratch:
            # Of one name, so that the second of two runs finds its plan in the store.
            root = copy_project(options.directory.resolve(), Path(scratch).resolve() / options.directory.resolve().name)
            before = evaluate_units(root, selection)
            if not options.ours_only:
                build_with_cargo(root, selection)
            edit.apply(root)
            after = evaluate_units(root, selection)
            ours = changed_units(before, after)
            again = Counter() if options.ours_only else build_with_cargo(root, selection)
            cargos = Counter({after.names.get(key, str(key)): count for key, count in again.items()})
    except (CargoFailed, EditError, Failed, ValueError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    _show(cargos, ours, ours_only=options.ours_only)
    return 1 if ours - cargos and not options.ours_only else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev/rebuilds",
        description=__doc__,
        usage="%(prog)s [options] DIR FILE [build|test|bench|check] [cargo flags]",
    )
    parser.add_argument("directory", type=Path, metavar="DIR", help="a workspace with Cargo.lock; it is copied")
    parser.add_argument("file", metavar="FILE", help="the file to edit, from DIR")
    parser.add_argument("--edit", metavar="TEXT", help="append TEXT (by default a comment, or a line)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--delete", action="store_true", help="delete FILE")
    kind.add_argument("--new", action="store_true", help="FILE is new, TEXT is what it holds")
    parser.add_argument("--ours-only", action="store_true", help="do not build with cargo")
    return parser


def _show(cargos: Counter[str], ours: Counter[str], *, ours_only: bool) -> None:
    if not ours_only:
        _show_units("cargo", cargos, Counter())
    _show_units("cargo-nix", ours, Counter() if ours_only else ours - cargos)
    counted = "not built" if ours_only else str(cargos.total())
    sys.stdout.write(f"cargo {counted}, cargo-nix {ours.total()}\n")


def _show_units(title: str, units: Counter[str], extra: Counter[str]) -> None:
    sys.stdout.write(f"{title}:\n")
    for name, count in sorted(units.items()):
        times = f" ({count} of this name)" if count > 1 else ""
        mark = "  <-- not cargo's" if name in extra else ""
        sys.stdout.write(f"  {name}{times}{mark}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
