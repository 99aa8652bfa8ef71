"""Starting a program: variables that the system refuses, and values that no program can get."""

import os
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.standalone import standalone_module

run_program: ModuleType = standalone_module("run_program")
_message = standalone_module("message")


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"A": "1", "B": "x=y"}, {"A": "1", "B": "x=y"}),
        ({"A=B": "1"}, {"A": "B=1"}),
        ({"": "b"}, {}),
        ({"": "b=c"}, {"=b": "c"}),
        ({"": ""}, {}),
        ({"=": "1"}, {"=": "1"}),
    ],
)
def test_a_variable_is_what_a_program_reads(env: dict[str, str], expected: dict[str, str]) -> None:
    assert run_program.system_env(env) == expected


texts = st.text(st.sampled_from("ab="), max_size=4)


@given(st.dictionaries(texts, texts, max_size=4))
def test_the_system_takes_every_environment(env: dict[str, str]) -> None:
    child = os.fork()
    if child == 0:
        try:
            os.execve("/bin/true", ["true"], run_program.system_env(env))  # noqa: S606
        finally:
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize(
    ("argv", "env", "problem"),
    [
        (["/bin/true"], {"A": "a\0b"}, "true cannot start: the variable `A` has a byte 0"),
        (["/bin/true"], {"A\0": "b"}, "true cannot start: the variable `A\\0` has a byte 0"),
        (["/bin/true", "-Cx=\0"], {}, "true cannot start: the argument '-Cx=\\x00' has a byte 0"),
    ],
)
def test_a_byte_zero_is_an_error(argv: list[str], env: dict[str, str], problem: str, tmp_path: Path) -> None:
    package = {"CARGO_PKG_NAME": "app", "CARGO_PKG_VERSION": "0.1.0"}
    with pytest.raises(SystemExit) as stopped:
        run_program.run_program(argv, {**env, **package}, str(tmp_path), stream=2)
    assert str(stopped.value).splitlines()[:2] == [f"error: {problem}", "  at: app 0.1.0"]
