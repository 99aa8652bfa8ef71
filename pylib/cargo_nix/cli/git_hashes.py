"""``cargo-nix git-hashes``: hashes of git dependencies, so that Nix fetches during the build, not the evaluation."""

import json
from pathlib import Path

from cargo_nix.cargo.run_tool import Finished, run_tool
from cargo_nix.errors import VendorError
from cargo_nix.lockfile import GitCommit, parse_lockfile

__all__ = ["git_hashes"]

_PREFETCH = "nix-prefetch-git"


def git_hashes(root: Path) -> dict[str, str]:
    """Return the SRI hash of each git source in the Cargo.lock of ``root``, by the source's text in Cargo.lock.

    Runs nixpkgs' nix-prefetch-git once for each repository and revision.

    Raises ``LockfileError`` for an invalid lock file, ``VendorError`` if a repository cannot be fetched, and OSError if
    the lock file cannot be read.
    """
    path = root / "Cargo.lock"
    sources = [package.source for package in parse_lockfile(path.read_text(encoding="utf-8")) if package.source]
    commits = {source.raw: source.commit for source in sources if source.commit is not None}
    hashes = {commit: _prefetch(commit, root) for commit in sorted(set(commits.values()))}
    return {raw: hashes[commit] for raw, commit in sorted(commits.items())}


def _prefetch(commit: GitCommit, root: Path) -> str:
    argv = [_PREFETCH, "--url", commit.url, "--rev", commit.rev, "--fetch-submodules", "--quiet"]
    try:
        done = run_tool(argv, cwd=root, env={})
    except OSError as error:
        done = Finished(code=127, stdout=b"", stderr=f"{_PREFETCH}: {error.strerror}")
    if done.code != 0:
        raise VendorError(
            problem="a git dependency cannot be fetched",
            place=f"Cargo.lock: {commit.url}#{commit.rev}",
            expected=f"its hash, by {_PREFETCH}",
            came=done.stderr.strip().rpartition("\n")[2] or f"exit code {done.code}",
            ways_out=(
                "check that the repository is reachable and still has the revision",
                "leave the hash out of `outputHashes`: Nix then fetches the repository during evaluation",
            ),
        )
    return str(json.loads(done.stdout)["hash"])
