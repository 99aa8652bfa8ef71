"""Incremental compilation in a directory of the machine, for the option `incrementalDir`. The build is then impure."""

import os
import sys

from message import format_message

__all__ = ["share_directory"]


def share_directory(directory: str, out: str) -> str:
    """Make rustc's files in ``directory`` writable for all build users; return a stable path of the output ``out``.

    The path is a link to ``out`` below NIX_BUILD_TOP. rustc discards its incremental state if the settings change, and
    the output directory is one of the settings.

    Exits with a message if ``directory`` does not exist or is not writable.
    """
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        came = (
            "a directory that is not writable for the build user" if os.path.isdir(directory) else "no such directory"
        )
        sys.exit(
            format_message(
                f"incremental compilation cannot use `{directory}`",
                place="buildCargoWorkspace { incrementalDir }",
                expected="a directory in the sandbox, writable for each build user",
                came=came,
                ways_out=(
                    f"mkdir -p {directory} && chmod 1777 {directory}",
                    f"nix build --option extra-sandbox-paths {directory}, or the same line in nix.conf",
                    "remove `incrementalDir`",
                ),
            )
        )
    # The next build may run as another user. rustc then links to these files, and deletes old files.
    os.umask(0)
    stable = os.environ["NIX_BUILD_TOP"] + "/out"
    os.symlink(out, stable)
    return stable
