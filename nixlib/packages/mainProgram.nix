/**
  Return the name of the program that `nix run` starts, or null for an undecided choice. `entries`
  (mkUnits.nix) are programs.

  As in `cargo run` (cargo/commands/run.rs), `default-run` counts if exactly one package has it,
  and a single program needs no choice. If Cargo would stop, the program with the name `pname`
  starts, as in nixpkgs.
*/
{ defaultRun, lib, ... }:
{
  skeleton,
  pname,
  entries,
}:
let
  names = map ({ unit, ... }: unit.target) entries;
  directories = lib.uniqueStrings (map ({ package, ... }: package.origin.directory) entries);
  defaults = builtins.filter (name: name != null) (
    map (directory: defaultRun { inherit skeleton directory; }) directories
  );
  hasDefault = builtins.length defaults == 1 && builtins.elem (builtins.head defaults) names;
in
if hasDefault then
  builtins.head defaults
else if builtins.length names == 1 then
  builtins.head names
else if builtins.elem pname names then
  pname
else
  null
