/**
  Return `name` as Nix takes it for a store path, for names that Cargo takes and Nix does not: other
  characters are `_`, and of a long name the end is a hash. pylib/cargo_nix/plan/unit_names.py has the
  same rule for units.
*/
name:
let
  # A name has 211 characters at most, with the `.drv` or the output's name that Nix puts behind it.
  limit = 200;
  digits = 16;
  plain = builtins.concatStringsSep "_" (
    builtins.filter builtins.isString (builtins.split "[^0-9a-zA-Z+._?=-]" name)
  );
  hash = builtins.substring 0 digits (builtins.hashString "sha256" name);
in
if builtins.stringLength plain <= limit then
  plain
else
  "${builtins.substring 0 (limit - digits - 1) plain}-${hash}"
