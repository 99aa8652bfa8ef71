"""The one place that calls cargo and rustc, and the wire models of what they answer."""

from cargo_nix.cargo.ask import Answers, Request, Selection, ask_cargo, ask_flagged_cfg, ask_graphs
from cargo_nix.cargo.members import member_selections
from cargo_nix.cargo.process import Toolchain
from cargo_nix.cargo.wire import Metadata, UnitGraph, WireDependency, WirePackage, WireProfile, WireTarget, WireUnit

__all__ = [
    "Answers",
    "Metadata",
    "Request",
    "Selection",
    "Toolchain",
    "UnitGraph",
    "WireDependency",
    "WirePackage",
    "WireProfile",
    "WireTarget",
    "WireUnit",
    "ask_cargo",
    "ask_flagged_cfg",
    "ask_graphs",
    "member_selections",
]
