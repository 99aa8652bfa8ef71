/**
  Return the flake's checks, which need Nix alone:

  - `unit` and `lint`: checks of ./dev/test. `lint` is there if `pkgs` has ruff.
  - `docs`: the website, if `pkgs` has mdbook.
  - `nix-format`: nixfmt leaves all Nix files as they are.
  - `nix-units`: the unit tests of nixlib (tests/nix).
  - `cli`: the command line starts.
  - `template-…`: the template builds with this checkout, and its programs print the text of
    tests/templates/expected.json.
*/
{
  pkgs,
  templates,
  tools,
  cargo-nix,
}:
let
  inherit (pkgs.stdenv.buildPlatform) system;
  expected = builtins.fromJSON (builtins.readFile ./templates/expected.json);

  # The inputs of the templates' flakes, with the attributes that templates use.
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
      # As in Nix, a flake gets the inputs that it declares.
      outputs = flake.outputs (builtins.intersectAttrs flake.inputs inputs // { self = outputs; });
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

  generated = builtins.match "\\.(.*_cache|git|hypothesis)|__pycache__|result.*";
  source = builtins.path {
    name = "cargo-nix-source";
    path = ../.;
    filter = path: _type: generated (baseNameOf path) == null;
  };
  gate =
    name: arguments:
    pkgs.runCommand name { nativeBuildInputs = tools.packages; } ''
      cp -r ${source} source
      chmod -R u+w source
      cd source
      python3 dev/gate.py ${arguments}
      echo ok > $out
    '';

  units = import ./nix { };
in
{
  unit = gate "unit" "--fast --only unit";
  nix-format = pkgs.runCommand "nix-format" { } ''
    ${tools.formatter}/bin/nixfmt --check ${source}
    echo ok > $out
  '';
  nix-units =
    if units.failures == [ ] then
      pkgs.runCommand "nix-units" { } "echo ${toString units.count} tests > $out"
    else
      throw (builtins.concatStringsSep "\n\n" ([ "unit tests of nixlib fail:" ] ++ units.failures));
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
// (if pkgs ? ruff then { lint = gate "lint" "--only lint"; } else { })
// (if pkgs ? mdbook then { docs = import ../dev/docs.nix { inherit pkgs; }; } else { })
// builtins.listToAttrs (
  map (name: {
    name = "template-${name}";
    value = check name templates.${name};
  }) (builtins.filter canRun (builtins.attrNames templates))
)
