"""Compare the sources of a package with the output of rustfmt, as ``cargo fmt --check`` does."""

from __future__ import annotations

import os
import sys

from run_environment import run_captured
from verdict import tell_missing_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import FormatAttributes
    from unit_attributes import FileAttributes

__all__ = ["check_format"]

# rustfmt takes colours from the terminal description, which the sandbox lacks.
_COLOURS = {"-": "\x1b[31m", "+": "\x1b[32m", "D": "\x1b[1m"}


def check_format(attrs: FormatAttributes) -> int:
    """Run rustfmt on the targets of ``attrs`` by edition; print the differences.

    Returns 1 if a file differs, and 0 otherwise. The check writes an empty output.
    """
    root, failed, output = attrs["src"], False, ""
    for edition, paths in sorted(attrs["editions"].items()):
        argv = [attrs["rustfmt"], "--edition", edition, "--check", "--color", "never", *attrs["arguments"], *paths]
        code, text = run_captured(argv, {"HOME": os.environ["NIX_BUILD_TOP"]}, root)
        failed |= code != 0
        print(_coloured(text.replace(root + "/", "")), file=sys.stderr)
        output += text
    if failed:
        print(f"error: {attrs['packageName']} is not formatted: run `cargo fmt`", file=sys.stderr)
        package: FileAttributes = {
            "packageName": attrs["packageName"],
            "member": True,
            "src": root,
            "manifestDir": root,
            "level": "workspace",
            "narrowed": "",
        }
        tell_missing_file(package, output, root)
        return 1
    with open(attrs["outputs"]["out"], "w", encoding="utf-8"):
        pass
    return 0


def _coloured(diff: str) -> str:
    lines = diff.splitlines()
    return "\n".join(f"{_COLOURS[line[0]]}{line}\x1b[0m" if line[:1] in _COLOURS else line for line in lines)
