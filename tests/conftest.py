"""Settings for all tests: a property test does not fail because the machine is slow."""

import pytest
from hypothesis import HealthCheck, settings

from support.random_inputs import FACTOR, summary_lines

settings.register_profile(
    "any machine", max_examples=100 * FACTOR, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the number of random inputs, if the environment asks for more of them."""
    for line in summary_lines():
        terminalreporter.write_line(line)
