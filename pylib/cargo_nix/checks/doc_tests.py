"""Run the examples in the documentation of a library, as ``cargo test --doc`` does."""

from __future__ import annotations

import os

from compile_unit import files_of_scripts, host_directory, lay_out, read_results, work_in_copy
from embedded import read_replacements, replace_in_libraries
from run_environment import run_captured, scripts_of, test_env
from rustdoc import rustdoc_args
from search_paths import native_directories
from verdict import tell_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import DoctestAttributes
    from script_result import ScriptResult

__all__ = ["doctest_args", "doctest_env", "run_doctests"]


def run_doctests(attrs: DoctestAttributes) -> int:
    """Compile and run the doctests of ``attrs`` in the directory of the package; return the exit code.

    The output of a green check is the log without times. A red check prints the failed doctests.
    """
    deps, results = lay_out(attrs), read_results(attrs)
    replace_in_libraries(deps["own"], read_replacements(attrs["embedded"]))
    if attrs["writable"] or files_of_scripts(attrs, results):
        work_in_copy(attrs, results)
    argv = [attrs["rustdoc"], *doctest_args(attrs, deps, results)]
    for argument in attrs["arguments"]:
        argv += ["--test-args", argument]
    env = doctest_env(attrs, deps, results)
    os.makedirs(deps["tmp"], exist_ok=True)
    code, log = run_captured(argv, env, attrs["cwd"])
    return tell_run(attrs, code, log, "--doc")


def doctest_args(attrs: DoctestAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> list[str]:
    """Return the arguments of rustdoc for the doctests of the unit, without the program and without ``--test-args``.

    ``deps`` and ``results`` are as in `compile_unit.compile_call`.

    Source: ops/cargo_test.rs, ``run_doc_tests`` (docs/conformance.md, S36).
    """
    args = [*rustdoc_args(attrs, deps, results), "--test", "--test-run-directory", attrs["manifestDir"]]
    for n, word in enumerate(attrs["runner"]):
        args += ["--test-runtool-arg" if n else "--test-runtool", word]
    for path in native_directories(scripts_of(attrs, results)):
        args += ["-L", path]
    return args


def doctest_env(attrs: DoctestAttributes, deps: dict[str, str], results: dict[str, ScriptResult]) -> dict[str, str]:
    """Return the environment variables of rustdoc and its doctests to add to the environment of the build.

    ``deps`` and ``results`` are as in `compile_unit.compile_call`. The loader's search path has directories for the
    host: rustdoc both compiles and runs doctests, and Cargo gives rustdoc the search path of a compiler.

    Source: core/compiler/compilation.rs, ``fill_env``.
    """
    # Cargo sets CARGO_CRATE_NAME before the variables of the script, and all other variables after them.
    return {
        "CARGO_CRATE_NAME": attrs["unit"]["crate_name"],
        **test_env(attrs, results, None, [host_directory(attrs, deps)]),
    }
