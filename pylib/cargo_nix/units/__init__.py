"""Cargo's graphs joined with Cargo.lock and the manifests: units with all that a derivation of each needs."""

from cargo_nix.units.join_units import Joined, join_units
from cargo_nix.units.unit import Edge, Package, Unit

__all__ = ["Edge", "Joined", "Package", "Unit", "join_units"]
