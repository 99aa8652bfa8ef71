"""Module tree of a member -> the file set of each unit: what it can read, and nothing else."""

from cargo_nix.sources.answer import Answer, Asked, answer_member
from cargo_nix.sources.model import FileSet, Kind, Mode, Target, TargetKey
from cargo_nix.sources.scan import scan_member

__all__ = ["Answer", "Asked", "FileSet", "Kind", "Mode", "Target", "TargetKey", "answer_member", "scan_member"]
