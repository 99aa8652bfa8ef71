"""``python3 -I -S builder``: read the derivation's attributes, do the unit's one job, leave its exit code."""

import os
import sys

from read_json import read_json


def main() -> int:
    """Compile the unit or run its build script, whichever the attributes say; return the exit code."""
    attrs = read_json(os.environ["NIX_ATTRS_JSON_FILE"])
    # Only what the job needs is imported: start-up is paid once a unit.
    if attrs["unit"]["mode"] == "run-custom-build":
        from run_script import run_script

        return run_script(attrs)
    from compile_unit import compile_unit

    return compile_unit(attrs)


if __name__ == "__main__":
    sys.exit(main())
