"""What the plan depends on of a workspace: manifests, Cargo.lock, configuration, names that targets come from."""

from cargo_nix.skeleton.hashing import inputs_hash
from cargo_nix.skeleton.model import Skeleton
from cargo_nix.skeleton.read import read_skeleton
from cargo_nix.skeleton.write import write_skeleton

__all__ = ["Skeleton", "inputs_hash", "read_skeleton", "write_skeleton"]
