"""A member on disk and its facts, in one line."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from cargo_nix.scan.member_facts import MemberFacts
from cargo_nix.scan.scan_member import scan_member
from support.projects import write_project

_DEFAULTS: Mapping[str, Sequence[str]] = {"excluded": (), "scripts": ("build.rs",), "variables": ()}


def scan(root: Path, files: Mapping[str, str], directory: str = "", **options: Sequence[str]) -> MemberFacts:
    """Return the facts of the member in ``directory`` of ``root``, where ``files`` are written before.

    ``options`` are those of ``scan_member``.
    """
    write_project(root, files)
    return scan_member(root, directory, **{**_DEFAULTS, **options})
