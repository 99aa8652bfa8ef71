/**
  Return what a check takes from the derivation of a unit that was compiled: where its files are, what it links, what its
  package says. The argument is an entry of mkUnits.
*/
_scope:
{ drv, package, ... }:
{
  # What runs, or reads other files than were compiled, may ask for any variable.
  packageEnv = package.env;
  inherit (drv)
    packageName packageVersion configEnv dependencyEnv member cargo rustc
    src cwd manifestDir manifest srcPath externs closure script toLink plugins bins remap unit;
}
