"""``python3 -I -S builder``: build the unit of the derivation's attributes, and exit with the code of its program."""

import os
import sys

from read_json import read_json


def main() -> int:
    """Compile the unit or run its build script, by the unit's mode; return the exit code.

    The attributes are in the file NIX_ATTRS_JSON_FILE, which Nix writes for ``__structuredAttrs``.
    """
    attrs = read_json(os.environ["NIX_ATTRS_JSON_FILE"])
    # Imports cost start-up time in each unit, so each branch imports only its own modules.
    if attrs["unit"]["mode"] == "run-custom-build":
        from run_script import run_script

        return run_script(attrs)
    from compile_unit import compile_unit

    return compile_unit(attrs)


if __name__ == "__main__":
    sys.exit(main())
