/**
  Return what a check takes from the derivation of a unit that was compiled: where its files are, what it links, what its
  package says. The argument is an entry of mkUnits.
*/
_scope:
{ drv, ... }:
{
  inherit (drv) packageEnv;
  inherit (drv)
    packageName packageVersion configEnv dependencyEnv member cargo rustc
    src cwd manifestDir level narrowed writable srcPath externs closure script toLink plugins bins remap unit;
}
