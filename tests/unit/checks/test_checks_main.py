"""Every job of a check in nixlib is an existing function."""

import inspect

import pytest

from cargo_nix.checks.__main__ import _JOBS
from support.standalone import standalone_module


@pytest.mark.parametrize("job", sorted(_JOBS))
def test_a_job_is_a_function_of_attributes(job: str) -> None:
    module, function = _JOBS[job]
    assert list(inspect.signature(getattr(standalone_module(module), function)).parameters) == ["attrs"]
