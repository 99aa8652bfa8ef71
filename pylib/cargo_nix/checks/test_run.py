"""Run one compiled test as ``cargo test`` does."""

from __future__ import annotations

import subprocess

from compile_unit import files_of_scripts, read_results, work_in_copy
from embedded import read_replacements, replace_in_libraries, replace_in_program, replace_in_text
from test_environment import lay_out_target, run_captured, test_env
from verdict import tell_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from check_attributes import TestAttributes

__all__ = ["run_test"]


def run_test(attrs: TestAttributes) -> int:
    """Run the test of ``attrs`` in its package's directory; its log is the output."""
    results = read_results(attrs)
    replacements = read_replacements(attrs["embedded"])
    # Entries of [env] with `relative = true` are paths of the sources.
    attrs["configEnv"] = {name: replace_in_text(text, replacements) for name, text in attrs["configEnv"].items()}
    if attrs["writable"] or files_of_scripts(attrs, results):
        # It was compiled in such a copy, and knows it by its path.
        work_in_copy(attrs, results)
    program = lay_out_target(attrs)
    replace_in_program(program, replacements)
    profile = program.rsplit("/", 2)[0]
    if attrs["libraries"]:
        replace_in_libraries(profile + "/deps", replacements)
    # The program may be linked with Rust's own dynamic libraries: a proc-macro's tests are.
    asked = subprocess.run([attrs["rustc"], "--print", "target-libdir"], capture_output=True, text=True, check=True)
    libdir = asked.stdout.strip()
    env = test_env(attrs, results, attrs["unit"]["platform"], [profile, profile + "/deps", libdir])
    # Nextest asks a program for its tests; one without Rust's harness runs as it does under cargo test.
    if attrs["nextest"] and not attrs["runner"] and "--test" in attrs["unit"]["args"]:
        from run_nextest import run_with_nextest  # noqa: PLC0415

        return run_with_nextest(attrs, program, env, libdir)
    code, log = run_captured([*attrs["runner"], program, *attrs["arguments"]], env, attrs["manifestDir"])
    return tell_run(attrs, code, log, attrs["flags"])
