/**
  Return the attributes of a check about an entry (mkUnits.nix): its files, its libraries and the
  variables of its package.
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
