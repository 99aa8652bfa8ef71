{ packagesFor, ... }:
let
  set = triple: { stdenv.hostPlatform.rust.rustcTarget = triple; };
  musl = "x86_64-unknown-linux-musl";
  arm = "aarch64-unknown-linux-gnu";
  surface = {
    pkgsStatic = set "aarch64-unknown-linux-musl";
    pkgsCross.musl64 = set musl // {
      pkgsStatic = set musl // {
        name = "static";
      };
    };
    pkgsCross.aarch64-multiplatform = set arm;
  };
  packagesOf = packagesFor {
    inherit surface;
    targetPkgs = set "riscv32-other" // {
      name = "of the arguments";
    };
  };
in
{
  "the first set for the triple counts" = {
    expr = (packagesOf musl).name;
    expected = "static";
  };
  "sets after the right one stay unevaluated" = {
    expr =
      (packagesFor {
        surface = {
          pkgsStatic = set musl // {
            name = "first";
          };
          pkgsCross.musl64.pkgsStatic = throw "evaluated";
        };
        targetPkgs = null;
      } musl).name;
    expected = "first";
  };
  "a triple without a set has none" = {
    expr = [
      (packagesOf "x86_64-pc-windows-gnu")
      (packagesOf "thumbv7em-none-eabihf")
    ];
    expected = [
      null
      null
    ];
  };
  "the set of the arguments is for its triple" = {
    expr = (packagesOf "riscv32-other").name;
    expected = "of the arguments";
  };
}
