{ readPlatforms, ... }:
let
  platform = triple: { rust.rustcTarget = triple; };
  linux = "x86_64-unknown-linux-gnu";
  musl = "x86_64-unknown-linux-musl";
  native = setOf linux linux;
  setOf = build: host: {
    stdenv = {
      buildPlatform = platform build;
      hostPlatform = platform host;
    };
    pkgsBuildBuild = native;
  };
  static = setOf linux musl;
  targetOf =
    arguments:
    let
      result = readPlatforms arguments;
    in
    [
      result.target
      result.pkgs.stdenv.hostPlatform.rust.rustcTarget
      (result.targetPkgs != null)
    ];
in
{
  "packages of this machine stay" = {
    expr = targetOf {
      pkgs = native;
      target = "wasm32-wasip1";
    };
    expected = [
      "wasm32-wasip1"
      linux
      false
    ];
  };
  "packages of another platform are the target" = {
    expr = map targetOf [
      {
        pkgs = static;
        target = null;
      }
      {
        pkgs = static;
        target = musl;
      }
    ];
    expected = [
      [
        musl
        linux
        true
      ]
      [
        musl
        linux
        true
      ]
    ];
  };
  "another target is an error" = {
    expr =
      (builtins.tryEval
        (readPlatforms {
          pkgs = static;
          target = "wasm32-wasip1";
        }).pkgs
      ).success;
    expected = false;
  };
}
