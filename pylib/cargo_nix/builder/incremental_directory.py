"""rustc's incremental compilation in a directory of the machine: asked for by `incrementalDir`, and impure."""

import os
import sys

from message import format_message

__all__ = ["share_directory"]


def share_directory(directory: str, out: str) -> str:
    """Let rustc share ``directory`` with other build users; return a name of ``out`` that no edit changes.

    rustc throws away what it has if its settings changed since, and the output directory counts as one of them.
    Exits if ``directory`` is not to be had.
    """
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        came = "a directory that the build user may not write to" if os.path.isdir(directory) else "no such directory"
        sys.exit(
            format_message(
                f"incremental compilation has no place: `{directory}`",
                place="buildCargoWorkspace { incrementalDir }",
                expected="a directory in the sandbox that every build user may write to",
                came=came,
                ways_out=(
                    f"mkdir -p {directory} && chmod 1777 {directory}",
                    f"nix build --option extra-sandbox-paths {directory}, or the same line in nix.conf",
                    "leave `incrementalDir` out",
                ),
            )
        )
    # The next build may be another user's: it links to these files and deletes old ones.
    os.umask(0)
    stable = os.environ["NIX_BUILD_TOP"] + "/out"
    os.symlink(out, stable)
    return stable
