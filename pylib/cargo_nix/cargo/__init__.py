"""Calls of cargo and rustc, and models of the answers."""

from cargo_nix.cargo.ask_cargo import Answers, ask_cargo, ask_graphs, ask_platforms
from cargo_nix.cargo.cargo_json import (
    Metadata,
    UnitGraph,
    WireDependency,
    WirePackage,
    WirePackageDependency,
    WireProfile,
    WireTarget,
    WireUnit,
)
from cargo_nix.cargo.cargo_request import Request, Selection
from cargo_nix.cargo.chosen_toolchain import chosen_toolchain
from cargo_nix.cargo.foreign_rustc import ForeignHost, foreign_toolchain
from cargo_nix.cargo.member_selections import member_selections
from cargo_nix.cargo.platforms import Platform
from cargo_nix.cargo.reduced_configuration import private_home, without_sources
from cargo_nix.cargo.run_tool import Toolchain

__all__ = [
    "Answers",
    "ForeignHost",
    "Metadata",
    "Platform",
    "Request",
    "Selection",
    "Toolchain",
    "UnitGraph",
    "WireDependency",
    "WirePackage",
    "WirePackageDependency",
    "WireProfile",
    "WireTarget",
    "WireUnit",
    "ask_cargo",
    "ask_graphs",
    "ask_platforms",
    "chosen_toolchain",
    "foreign_toolchain",
    "member_selections",
    "private_home",
    "without_sources",
]
