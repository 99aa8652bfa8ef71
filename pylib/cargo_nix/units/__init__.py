"""Cargo's answers joined with the manifests: units with arguments, environment and identity."""

from cargo_nix.units.join_units import Joined, join_units
from cargo_nix.units.member_graphs import ask_members
from cargo_nix.units.member_roots import member_roots, reached_units
from cargo_nix.units.unit import Edge, Package, Unit

__all__ = ["Edge", "Joined", "Package", "Unit", "ask_members", "join_units", "member_roots", "reached_units"]
