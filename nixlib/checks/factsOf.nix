/**
  Return what a check takes from the attributes of a unit that was compiled: where its files are, what it links, what
  its package says. The argument is an entry of mkUnits.
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
