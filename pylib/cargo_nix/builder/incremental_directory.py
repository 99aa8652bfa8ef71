"""rustc's incremental compilation in a directory of the machine: asked for by `incrementalDir`, and impure."""

import os
import sys

from message import format_message

__all__ = ["share_directory"]


def share_directory(directory: str, out: str) -> str:
    """Let rustc share ``directory`` with other build users; return a name of ``out`` that no edit changes.

    rustc throws away what it has if its settings changed since, and the output directory counts as one of them.
    Exits if the build user may not write to ``directory``, or if everybody may: rustc links the objects in it.
    """
    problem = _problem(directory)
    if problem:
        sys.exit(
            format_message(
                f"incremental compilation has no place: `{directory}`",
                place="buildCargoWorkspace { incrementalDir }",
                expected="a directory in the sandbox that the build users may write to, and nobody else",
                came=problem,
                ways_out=(
                    f"with a daemon: mkdir -p {directory} && chgrp nixbld {directory} && chmod 2770 {directory}",
                    f"without a daemon: mkdir -p {directory} && chmod 700 {directory}",
                    f"nix build --option extra-sandbox-paths {directory}, or the same line in nix.conf",
                    "leave `incrementalDir` out",
                ),
            )
        )
    # The next build may be another user's, of the same group: it links to these files and deletes old ones.
    os.umask(0o007)
    stable = os.environ["NIX_BUILD_TOP"] + "/out"
    os.symlink(out, stable)
    return stable


def _problem(directory: str) -> str:
    if not os.path.isdir(directory):
        return "no such directory"
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        return "a directory that the build user may not write to"
    return "a directory that every account may write to" if os.stat(directory).st_mode & 0o002 else ""
