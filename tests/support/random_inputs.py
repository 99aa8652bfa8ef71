"""Property tests: more inputs on request, and their number.

``CARGO_NIX_EXAMPLES=20`` multiplies the number of examples of each property test, and pytest then prints how many
inputs each test tried. A test that hands several inputs to one start of Nix counts all of them.
"""

import os
from collections import Counter

from hypothesis import HealthCheck, settings

__all__ = ["FACTOR", "batches", "count_inputs", "examples", "summary_lines"]

_VARIABLE = "CARGO_NIX_EXAMPLES"
FACTOR = int(os.environ.get(_VARIABLE, "1"))

_counts: Counter[str] = Counter()


def examples(count: int) -> settings:
    """Return settings for ``count`` examples, times the factor of the environment."""
    return settings(max_examples=count * FACTOR, deadline=None)


def batches(count: int) -> settings:
    """Return settings for ``count`` lists of inputs, each for one start of Nix."""
    health = [HealthCheck.data_too_large, HealthCheck.too_slow]
    return settings(max_examples=count * FACTOR, deadline=None, suppress_health_check=health)


def count_inputs(number: int) -> None:
    """Add ``number`` to the inputs of the current test."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
    _counts[test] += number


def summary_lines() -> list[str]:
    """Return a line for each test that counts its inputs, without a factor nothing."""
    if _VARIABLE not in os.environ or not _counts:
        return []
    lines = [f"{count:>9,} {test}" for test, count in sorted(_counts.items())]
    return [*lines, f"{_counts.total():>9,} inputs"]
