/**
  Return the arguments of mkUnits.nix that are the same for all graphs of a workspace.
*/
_scope:
{ workspace, arguments }:
{
  inherit (workspace)
    python
    system
    toolchain
    crates
    platformOf
    ;
  inherit (arguments) contentAddressed incrementalDir;
}
