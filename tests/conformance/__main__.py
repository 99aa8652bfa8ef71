"""``dev/conformance``: compare one project, or all projects of everything.txt; print different units and counts."""

import sys
from collections.abc import Sequence

from conformance.case import Case, run_case
from conformance.everything import run_everything

__all__ = ["main"]

_USAGE = """usage: dev/conformance [VARIABLE=VALUE…] DIR|ARCHIVE|NAME@VERSION [--cargo-root=DIR] [--new-layout] [build|test|bench|check|doc] [cargo flags]
       dev/conformance --all [--fixtures] [--target TRIPLE]… [--only TEXT]… [--continue]
"""


def main(argv: Sequence[str]) -> int:
    """Run the comparison of ``argv``; return 1 if a unit differs, 2 if the comparison fails."""
    if argv and argv[0] == "--all":
        return run_everything(argv[1:])
    case = Case.parse(argv)
    if case is None:
        sys.stderr.write(_USAGE)
        return 2
    result = run_case(case)
    sys.stderr.write(result.error and f"error: {result.error}\n")
    sys.stdout.write("".join(f"{line}\n" for line in result.lines))
    sys.stdout.write("" if result.error else f"{result.summary()}\n")
    return 2 if result.error else int(result.different > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
