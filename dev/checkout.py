"""The checkout of the dev programs, as a source for Nix."""

import re
import subprocess
from pathlib import Path
from urllib.parse import quote

# Folders that tools write; git ignores them.
_GENERATED = re.compile(r"(\.(?!ci$|github$).*|__pycache__|build|result.*|.*\.egg-info)")

__all__ = ["CHECKOUT", "NIXPKGS_URL", "checkout_url", "files_named"]

CHECKOUT = Path(__file__).resolve().parent.parent
NIXPKGS_URL = f"path:{quote(str(CHECKOUT / 'tests/debian'))}"
"""The replacement for nixpkgs in the box."""


def checkout_url() -> str:
    """Return the checkout as a flake reference: the tracked files, or all files outside git."""
    path = quote(str(CHECKOUT))
    return f"git+file:{path}?shallow=1" if _is_git() else f"path:{path}"


def files_named(suffix: str) -> tuple[str, ...]:
    """Return the files of the checkout with the suffix ``suffix`` that git does not ignore, sorted."""
    if not _is_git():
        names = (path.relative_to(CHECKOUT) for path in CHECKOUT.rglob(f"*{suffix}"))
        return tuple(sorted(str(name) for name in names if not any(map(_GENERATED.fullmatch, name.parent.parts))))
    listed = _git("ls-files", "--cached", "--others", "--exclude-standard", "--", f"*{suffix}")
    return tuple(sorted(name for name in listed.splitlines() if (CHECKOUT / name).is_file()))


def _is_git() -> bool:
    return _git("rev-parse", "--show-toplevel").strip() == str(CHECKOUT)


def _git(*args: str) -> str:
    argv = ["git", "-c", "core.quotePath=false", "-C", str(CHECKOUT), *args]
    return subprocess.run(argv, capture_output=True, text=True, check=False).stdout
