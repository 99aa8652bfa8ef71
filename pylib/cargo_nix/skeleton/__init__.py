"""The skeleton of a workspace: manifests, Cargo.lock, Cargo's configuration, names of sources."""

from cargo_nix.skeleton.cargo_configuration import ConfigurationFile, read_configuration
from cargo_nix.skeleton.hashing import inputs_hash
from cargo_nix.skeleton.path_text import join_path, normalise_path
from cargo_nix.skeleton.read_skeleton import read_skeleton
from cargo_nix.skeleton.read_toml import parse_toml
from cargo_nix.skeleton.source_skeleton import Skeleton
from cargo_nix.skeleton.write_skeleton import write_skeleton

__all__ = [
    "ConfigurationFile",
    "Skeleton",
    "inputs_hash",
    "join_path",
    "normalise_path",
    "parse_toml",
    "read_configuration",
    "read_skeleton",
    "write_skeleton",
]
