"""Run the examples in a library's documentation as ``cargo test --doc`` does."""

import os

from compile import lay_out, read_results, work_in_copy
from rustdoc import rustdoc_args
from surroundings import Attrs, run_captured, test_env
from verdict import tell_run

__all__ = ["run_doctests"]


def run_doctests(attrs: Attrs) -> int:
    """Compile and run the doctests of ``attrs`` in the package's directory; their log is the output."""
    deps, results = lay_out(attrs), read_results(attrs)
    own = results[attrs["script"]] if attrs["script"] else None
    if attrs["manifest"] or (own is not None and own["written"]):
        work_in_copy(attrs, own)
    argv = [
        attrs["rustdoc"],
        *rustdoc_args(attrs, deps, results),
        "--test",
        "--test-run-directory",
        attrs["manifestDir"],
    ]
    for n, word in enumerate(attrs["runner"]):
        argv += ["--test-runtool-arg" if n else "--test-runtool", word]
    for argument in attrs["arguments"]:
        argv += ["--test-args", argument]
    env = test_env(attrs, results, [deps["own"]])
    env["CARGO_CRATE_NAME"] = attrs["unit"]["crate_name"]
    os.makedirs(deps["tmp"], exist_ok=True)
    code, log = run_captured(argv, env, attrs["cwd"])
    return tell_run(code, log, what="--doc", package=attrs["packageName"], out=attrs["outputs"]["out"])
