"""Locked crates laid out so that an offline cargo resolves with them."""

from cargo_nix.vendor.file_access import may_read_files
from cargo_nix.vendor.layout import VendoredCrate, crate_key, write_cargo_home

__all__ = ["VendoredCrate", "crate_key", "may_read_files", "write_cargo_home"]
