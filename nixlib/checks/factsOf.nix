/**
  Return the attributes of a check about an entry (mkUnits.nix): files, libraries and variables of
  the package.
*/
_scope:
{ attributes, source, ... }:
{
  inherit (source) src;
  inherit (attributes)
    packageEnv
    packageName
    packageVersion
    configEnv
    dependencyEnv
    member
    cargo
    rustc
    ;
  inherit (attributes)
    cwd
    manifestDir
    level
    narrowed
    writable
    writers
    srcPath
    externs
    closure
    script
    toLink
    plugins
    bins
    remap
    unit
    ;
}
