/**
  Return the name of the program that `nix run` starts out of `entries` (mkUnits) of programs, or null
  where nothing says which.

  As `cargo run` decides (cargo/commands/run.rs): `default-run` of the one package that has it, or
  the only program there is. Where Cargo stops, a program with the name `pname` is taken, which is
  the habit of nixpkgs.
*/
{ defaultRun, ... }:
{
  skeleton,
  pname,
  entries,
}:
let
  names = map ({ unit, ... }: unit.target) entries;
  directories = builtins.attrNames (
    builtins.groupBy ({ package, ... }: package.origin.directory) entries
  );
  chosen = builtins.filter (name: name != null) (
    map (directory: defaultRun { inherit skeleton directory; }) directories
  );
in
if builtins.length chosen == 1 && builtins.elem (builtins.head chosen) names then
  builtins.head chosen
else if builtins.length names == 1 then
  builtins.head names
else if builtins.elem pname names then
  pname
else
  null
