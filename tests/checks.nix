/**
  Return the flake's checks: the command line starts, every template builds with this checkout, and
  its programs print the text of tests/templates/expected.json.
*/
{
  pkgs,
  templates,
  cargo-nix,
}:
let
  inherit (pkgs.stdenv.buildPlatform) system;
  expected = builtins.fromJSON (builtins.readFile ./templates/expected.json);

  # The inputs that a template's flake asks for, in the shape in which it uses them.
  nixpkgs = {
    outPath = pkgs.path;
    legacyPackages.${system} = pkgs;
  }
  // builtins.intersectAttrs { lib = null; } pkgs;
  inputs = {
    inherit nixpkgs cargo-nix;
    fenix = (import ./fenix/flake.nix).outputs {
      self = { };
      inherit nixpkgs;
    };
    flake-parts = (import ./flake-parts/flake.nix).outputs {
      self = { };
      nixpkgs-lib = nixpkgs;
    };
  };

  packagesOf =
    template:
    let
      flake = import (template.path + "/flake.nix");
      # A template that takes all inputs gets all.
      outputs = flake.outputs (inputs // { self = outputs; });
    in
    outputs.packages.${system};

  runs =
    name: runs:
    derivation {
      inherit name system runs;
      __structuredAttrs = true;
      outputs = [ "out" ];
      builder = "${pkgs.python3}/bin/python3";
      args = [
        "-I"
        "-S"
        ./templates/run_programs.py
      ];
    };

  # A package set without nixpkgs' library has no module system.
  canRun = name: name != "flake-parts" || pkgs ? lib;
  check =
    name: template:
    let
      packages = packagesOf template;
    in
    runs "template-${name}" (
      map (run: run // { package = "${packages.${run.package}}"; }) (
        expected.${name}
          or (throw "tests/templates/expected.json: nothing is expected of the template `${name}`")
      )
    );
in
{
  cli = runs "cli" [
    {
      package = "${cargo-nix.packages.${system}.cargo-nix}";
      program = "bin/cargo-nix";
      arguments = [ "--version" ];
      input = "";
      output = "cargo-nix 0.1.0\n";
    }
  ];
}
// builtins.listToAttrs (
  map (name: {
    name = "template-${name}";
    value = check name templates.${name};
  }) (builtins.filter canRun (builtins.attrNames templates))
)
