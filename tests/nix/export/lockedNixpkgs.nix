{ lockedNixpkgs, ... }:
let
  lockOf =
    nodes:
    builtins.toJSON {
      inherit nodes;
      root = "root";
    };
  locked = {
    type = "path";
    path = "/x";
  };
in
{
  "the input of the flake itself counts" = {
    expr = lockedNixpkgs (lockOf {
      root.inputs.nixpkgs = "nixpkgs_2";
      nixpkgs.locked = { };
      nixpkgs_2 = { inherit locked; };
    });
    expected = locked;
  };
  "`follows` names the input of another input" = {
    expr = lockedNixpkgs (lockOf {
      root.inputs = {
        nixpkgs = [
          "other"
          "nixpkgs"
        ];
        other = "other";
      };
      other.inputs.nixpkgs = "nixpkgs";
      nixpkgs = { inherit locked; };
    });
    expected = locked;
  };
  "without an input, there is no pin" = {
    expr = map lockedNixpkgs [
      null
      (lockOf { root = { }; })
    ];
    expected = [
      null
      null
    ];
  };
}
