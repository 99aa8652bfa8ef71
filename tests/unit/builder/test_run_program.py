"""A program that is started and waited for."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.standalone import standalone_module

# The module imports `message` for an error.
MODULE, _message = map(standalone_module, ("run_program", "message"))


@pytest.fixture(scope="module", name="run_program")
def _run_program() -> ModuleType:
    return standalone_module("run_program")


def _run(module: ModuleType, root: Path, code: str, stream: int = 1, log: str | None = None) -> tuple[int, bytes]:
    result: tuple[int, bytes] = module.run_program([sys.executable, "-c", code], {"X": "1"}, str(root), stream, log)
    return result


def test_directory_environment_and_output(run_program: ModuleType, tmp_path: Path) -> None:
    names = "sorted(name for name in os.environ if name != 'LC_CTYPE')"
    code, output = _run(run_program, tmp_path, f"import os; print(os.getcwd(), {names})")
    assert (code, output.decode()) == (0, f"{tmp_path} ['CARGO_MAKEFLAGS', 'X']\n")


def test_the_other_stream_goes_to_the_log(run_program: ModuleType, tmp_path: Path) -> None:
    log = tmp_path / "log"
    code, output = _run(run_program, tmp_path, "import sys; print('a'); sys.exit('b')", log=str(log))
    assert (code, output, log.read_text(encoding="utf-8")) == (1, b"a\n", "b\n")


def test_a_signal_is_negative(run_program: ModuleType, tmp_path: Path) -> None:
    assert _run(run_program, tmp_path, "import os; os.kill(os.getpid(), 9)")[0] == -9


def test_a_program_that_is_not_there(run_program: ModuleType, tmp_path: Path) -> None:
    code, output = run_program.run_program(["/no/such"], {}, str(tmp_path), 2)
    assert code == 127
    assert output.startswith(b"/no/such: ")


def test_the_jobserver_has_a_token_less_than_cores(
    run_program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIX_BUILD_CORES", "3")
    code = "import os, re; ends = re.search(r'--jobserver-fds=(\\d+),', os.environ['CARGO_MAKEFLAGS']); print(os.read(int(ends[1]), 9))"
    assert _run(run_program, tmp_path, code) == (0, b"b'++'\n")


@pytest.mark.parametrize(("cores", "granted"), [("5", 5), ("0", os.cpu_count()), ("", os.cpu_count())])
def test_cores(run_program: ModuleType, monkeypatch: pytest.MonkeyPatch, cores: str, granted: int) -> None:
    monkeypatch.setenv("NIX_BUILD_CORES", cores)
    assert run_program.granted_cores() == granted


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
    assert MODULE.system_env(env) == expected


texts = st.text(st.sampled_from("ab="), max_size=4)


@given(st.dictionaries(texts, texts, max_size=4))
def test_the_system_takes_every_environment(env: dict[str, str]) -> None:
    child = os.fork()
    if child == 0:
        try:
            os.execve("/bin/true", ["true"], MODULE.system_env(env))  # noqa: S606
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
        MODULE.run_program(argv, {**env, **package}, str(tmp_path), stream=2)
    assert str(stopped.value).splitlines()[:2] == [f"error: {problem}", "  at: app 0.1.0"]
