/**
  Return `name` as a valid name of a store path.

  Cargo accepts names that Nix refuses. Other characters become `_`, and the end of a long name
  becomes a hash. pylib/cargo_nix/plan/unit_names.py has the same rule for units.
*/
{ lib, ... }:
name:
let
  # Nix accepts 211 characters, and appends `.drv` or the name of an output.
  limit = 200;
  digits = 16;
  plain = builtins.concatStringsSep "_" (lib.splitRegex "[^0-9a-zA-Z+._?=-]" name);
  hash = builtins.substring 0 digits (builtins.hashString "sha256" name);
in
if builtins.stringLength plain <= limit then
  plain
else
  "${builtins.substring 0 (limit - digits - 1) plain}-${hash}"
