/**
  Return what a check takes from the derivation of a unit that was compiled: where its files are, what it links, what its
  package says. `drv` is an entry's of mkUnits.
*/
_scope:
{ drv, ... }:
{
  inherit (drv)
    packageName packageVersion packageEnv configEnv dependencyEnv member cargo rustc
    src cwd manifestDir manifest srcPath externs closure script toLink plugins bins remap unit;
}
