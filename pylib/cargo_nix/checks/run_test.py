"""Run one compiled test as ``cargo test`` does."""

from __future__ import annotations

import subprocess

from compile_unit import files_of_scripts, read_results, work_in_copy
from embedded import read_replacements, replace_in_libraries, replace_in_program, replace_in_text
from run_environment import lay_out_target, programs_beside, run_captured, test_env
from verdict import tell_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import TestAttributes

__all__ = ["run_test"]


def run_test(attrs: TestAttributes) -> int:
    """Run the test of ``attrs`` in the directory of its package; return the exit code.

    The output of a green check is the log without times. A red check prints the failed tests.
    """
    results = read_results(attrs)
    replacements = read_replacements(attrs["embedded"])
    # Entries of [env] with `relative = true` are paths into the sources.
    attrs["configEnv"] = {name: replace_in_text(text, replacements) for name, text in attrs["configEnv"].items()}
    if attrs["writable"] or files_of_scripts(attrs, results):
        # The test was compiled in such a copy and contains the path of the copy.
        work_in_copy(attrs, results)
    program = lay_out_target(attrs)
    replace_in_program(program, replacements)
    profile = program.rsplit("/", 2)[0]
    if attrs["libraries"]:
        replace_in_libraries(profile + "/deps", replacements)
    # Tests of proc-macros are linked with Rust's dynamic libraries.
    rustc_answer = subprocess.run(
        [attrs["rustc"], "--print", "target-libdir"], capture_output=True, text=True, check=True
    )
    libdir = rustc_answer.stdout.strip()
    env = test_env(attrs, results, attrs["unit"]["platform"], [profile, profile + "/deps", libdir])
    # Nextest asks a program for its list of tests, and only Rust's harness answers.
    if attrs["nextest"] and not attrs["runner"] and "--test" in attrs["unit"]["args"]:
        from run_nextest import run_with_nextest  # noqa: PLC0415

        return run_with_nextest(attrs, program, env, libdir)
    code, log = run_captured([*attrs["runner"], program, *attrs["arguments"]], env, attrs["manifestDir"])
    return tell_run(attrs, code, log, attrs["flags"], programs_beside(attrs))
