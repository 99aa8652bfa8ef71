"""The build script for cargo: record the call, and print the output of the real script."""

import os
import sys

from conformance.wrappers.recording import read_settings, record

__all__ = ["main"]


def main(settings_path: str, real: str) -> None:
    """Record the call and run ``real``, or use the cached output of a crate's script."""
    settings = read_settings(settings_path)
    record(settings["calls"], "script", sys.argv)
    from conformance.wrappers.cache import cached_result, fetch, keep  # noqa: PLC0415 -- recorded first: it is timed

    out_dir = os.environ["OUT_DIR"]
    above, output = out_dir.removesuffix("/out"), out_dir.removesuffix("/out") + "/stdout"
    cached = cached_result(settings["cache"], settings["crates"], [settings["version"], os.getcwd()], [real])  # noqa: PTH109
    if cached is None or above == out_dir:
        os.execv(real, sys.argv)  # noqa: S606
    if not fetch(cached, above):
        with open(output, "wb") as file:  # noqa: PTH123
            redirect = [(os.POSIX_SPAWN_DUP2, file.fileno(), 1)]
            process = os.posix_spawn(real, sys.argv, os.environ, file_actions=redirect)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        if code == 0:
            keep(cached, ["out", "stdout"], above)
    else:
        code = 0
    with open(output, "rb") as file:  # noqa: PTH123
        sys.stdout.buffer.write(file.read())
    os.unlink(output)  # noqa: PTH108
    sys.stdout.flush()
    sys.exit(code)
