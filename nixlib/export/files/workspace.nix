# Written by `nix run .#export`. Returns all outputs of the exported workspace.
#
# - `pkgs`: nixpkgs for one system. `toolchain`: null for the toolchain of `pkgs`.
# - `src`: the source, by default the one of pins.json.
# - `arguments`: more arguments of buildCargoWorkspace. `needs` in arguments.json has the names of
#   arguments that JSON cannot contain.
{
  pkgs,
  toolchain ? null,
  src ? (import ./fetch.nix).source,
  arguments ? { },
}:
let
  exported = builtins.fromJSON (builtins.readFile ./arguments.json);
  givenArguments = arguments // (if toolchain == null then { } else { inherit toolchain; });
  missing = builtins.filter (name: !(givenArguments ? ${name})) exported.needs;
  checked =
    if missing == [ ] then
      givenArguments
    else
      throw ''
        the exported build needs an argument that the export cannot contain
          at: ${toString ./workspace.nix}: ${builtins.concatStringsSep ", " missing}
          expected: the value in the flake of the export, for example a toolchain
          got: no value
          ways out:
            1. for `toolchain`: import ./workspace.nix { inherit pkgs toolchain; }
            2. for others: import ./workspace.nix { inherit pkgs; arguments = { … }; }'';
in
(import ./cargo-nix/nixlib { isExport = true; }).buildCargoWorkspace (
  exported.arguments
  // checked
  // {
    inherit pkgs src;
    committedPlan = ./cargo-nix.json;
  }
)
