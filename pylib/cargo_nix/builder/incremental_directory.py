"""Incremental compilation in a directory of the machine, for the option `incrementalDir`. The build is then impure."""

import os
import sys

from message import format_message

__all__ = ["share_directory"]


def share_directory(directory: str, out: str) -> str:
    """Make rustc's files in ``directory`` writable for the group of the build users; return a stable path of ``out``.

    The path is a link to ``out`` below NIX_BUILD_TOP. rustc discards its incremental state if the settings change, and
    the output directory is one of the settings.

    Exits with a message if ``directory`` does not exist, is not writable, or is writable for every account: rustc
    links the objects in it.
    """
    problem = _problem(directory)
    if problem:
        sys.exit(
            format_message(
                f"incremental compilation cannot use `{directory}`",
                place="buildCargoWorkspace { incrementalDir }",
                expected="a directory in the sandbox, writable for the build users and nobody else",
                came=problem,
                ways_out=(
                    f"with a daemon: mkdir -p {directory} && chgrp nixbld {directory} && chmod 2770 {directory}",
                    f"without a daemon: mkdir -p {directory} && chmod 700 {directory}",
                    f"nix build --option extra-sandbox-paths {directory}, or the same line in nix.conf",
                    "remove `incrementalDir`",
                ),
            )
        )
    # The next build may run as another user of the group. rustc then links to these files, and deletes old files.
    os.umask(0o007)
    stable = os.environ["NIX_BUILD_TOP"] + "/out"
    os.symlink(out, stable)
    return stable


def _problem(directory: str) -> str:
    """Return the reason why rustc cannot use ``directory``, or "" if it can."""
    if not os.path.isdir(directory):
        return "no such directory"
    if not os.access(directory, os.R_OK | os.W_OK | os.X_OK):
        return "a directory that is not writable for the build user"
    return "a directory that is writable for every account" if os.stat(directory).st_mode & 0o002 else ""
