"""Observe the files that a real build uses: cargo runs under strace, and each process is assigned to a unit."""

from cargo_nix.observe.collect import collect_observation
from cargo_nix.observe.observation import Observation, Reading, UnitReadings, merge_observations
from cargo_nix.observe.set_law import AllowedPaths, Missing, message_sources, missing_paths
from cargo_nix.observe.trace_build import copy_workspace, observe_build, observe_copy

__all__ = [
    "AllowedPaths",
    "Missing",
    "Observation",
    "Reading",
    "UnitReadings",
    "collect_observation",
    "copy_workspace",
    "merge_observations",
    "message_sources",
    "missing_paths",
    "observe_build",
    "observe_copy",
]
