"""docs/options.md from the data in nixlib/arguments: ``./dev/box ./dev/options [--check]``."""

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["PAGE", "describe_arguments", "options_page"]

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = CHECKOUT / "docs/options.md"
_WIDTH = 120
_HEAD = """\
# Options

<!-- Written by dev/options from nixlib/arguments. -->

```nix
workspace = cargo-nix.lib.buildCargoWorkspace {
  pkgs = nixpkgs.legacyPackages.x86_64-linux;
  src = ./.;
};
```

Only `pkgs` and `src` are required. The other defaults are those of Cargo, with two exceptions: `profile` is `release`,
and warnings of clippy and rustdoc are errors in checks. An unknown argument, and a value of another type, is an error.
"""


def describe_arguments() -> dict[str, Any]:
    """Return the data of nixlib/arguments/describe.nix: ``groups`` of options, and ``outputs``.

    Raises ``CalledProcessError`` where Nix cannot evaluate it.
    """
    expression = f"(import {CHECKOUT}/nixlib {{ }}).describe"
    argv = ["nix", "eval", "--impure", "--json", "--expr", expression]
    text = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    data: dict[str, Any] = json.loads(text)
    return data


def options_page(data: dict[str, Any]) -> str:
    """Return the text of docs/options.md for the ``data`` of ``describe_arguments``."""
    lines = [_HEAD]
    for group in data["groups"]:
        lines.append(f"## {group['title']}\n")
        for option in group["options"]:
            lines += _option_sections(option, "")
    lines.append("## Outputs\n")
    for output in data["outputs"]:
        lines.append(f"### `{output['name']}`\n")
        lines.append(_wrapped(output["description"]))
        lines.append(f"Example: `{output['example']}`\n")
    return "\n".join(lines)


def _option_sections(option: dict[str, Any], prefix: str) -> Iterator[str]:
    name = prefix + option["name"]
    yield f"### `{name}`\n"
    yield _wrapped(option["description"])
    default = "required" if option["default"] is None else f"default `{option['default']}`"
    yield _wrapped(f"Type: {option['type']}; {default}. Example:") + f"\n```nix\n{option['example'].strip()}\n```\n"
    for part in option["parts"]:
        yield from _option_sections(part, f"{name}.NAME." if option["isKeyed"] else f"{name}.")


def _wrapped(text: str) -> str:
    return "\n\n".join(_wrapped_paragraph(paragraph) for paragraph in text.strip().split("\n\n")) + "\n"


def _wrapped_paragraph(text: str) -> str:
    # A line never ends inside of code.
    joined = re.sub(r"`[^`]*`", lambda code: code[0].replace(" ", "\0"), " ".join(text.split()))
    return textwrap.fill(joined, _WIDTH, break_on_hyphens=False, break_long_words=False).replace("\0", " ")


def main(argv: list[str]) -> int:
    """Write the page, or with ``--check`` return 1 if it is another one."""
    page = options_page(describe_arguments())
    if "--check" in argv:
        return int(page != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
