/**
  Return the arguments of mkUnits.nix that are the same for all graphs of a workspace.
*/
_scope:
{ workspace, arguments }:
{
  inherit (workspace)
    surface
    python
    system
    toolchain
    crates
    nativeOf
    scriptDefaults
    linkerOf
    ;
  inherit (arguments) contentAddressed incrementalDir;
}
