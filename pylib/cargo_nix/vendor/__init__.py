"""Locked crates laid out so that an offline cargo resolves with them."""

from cargo_nix.vendor.facts import Facts, facts_of
from cargo_nix.vendor.git_access import facts_of_git
from cargo_nix.vendor.layout import VendoredCrate, crate_key, write_cargo_home

__all__ = ["Facts", "VendoredCrate", "crate_key", "facts_of", "facts_of_git", "write_cargo_home"]
