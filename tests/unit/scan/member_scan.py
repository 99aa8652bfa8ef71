"""A member on disk and its facts, in one call."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cargo_nix.scan.member_facts import MemberFacts
from cargo_nix.scan.scan_member import scan_member
from support.projects import write_project

_DEFAULTS: Mapping[str, Sequence[str]] = {"excluded": (), "scripts": ("build.rs",), "variables": ()}


def scan(root: Path, files: Mapping[str, str], directory: str = "", **options: Sequence[str]) -> MemberFacts:
    """Write ``files``, and return the facts of the member in ``directory`` of ``root``.

    ``options`` are passed to ``scan_member``.
    """
    write_project(root, files)
    return scan_member(root, directory, **{**_DEFAULTS, **options})
