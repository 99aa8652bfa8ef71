"""The log of Rust's test harness as one line, which is the same from Cargo and from a check."""

import re

from beside_cargo.case import Answer, Refused

__all__ = ["summarise_log"]

_RESULT = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed;", re.MULTILINE)
_FAILURES = re.compile(r"^failures:\n((?:    \S+\n)+)", re.MULTILINE)


def summarise_log(log: str) -> Answer:
    """Return the number of passed tests in ``log`` and the names of failed ones; a refusal where no harness ran."""
    results = _RESULT.findall(log)
    if not results:
        return Refused(text=log)
    names = sorted(name for block in _FAILURES.findall(log) for name in block.split())
    failed = f"; failed: {' '.join(names)}" if names else ""
    return f"{sum(int(passed) for passed, _failed in results)} passed{failed}\n"
