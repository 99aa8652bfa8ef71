"""Module tree of a member -> the file set of each unit: what it can read, and nothing else."""

from cargo_nix.sources.answer import Answer, Asked, MemberAnswer, Undecided, answer_member
from cargo_nix.sources.model import FileSet, Kind, Mode, Target, TargetKey
from cargo_nix.sources.scan import scan_member

__all__ = [
    "Answer",
    "Asked",
    "FileSet",
    "Kind",
    "MemberAnswer",
    "Mode",
    "Target",
    "TargetKey",
    "Undecided",
    "answer_member",
    "scan_member",
]
