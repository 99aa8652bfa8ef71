{ compilerOf, ... }:
let
  cc = {
    type = "derivation";
    outPath = "/cc";
    targetPrefix = "arm-";
    bintools.outPath = "/bintools";
  };
  compiler =
    arguments:
    compilerOf (
      {
        surface = { };
        packages = null;
        compiler = null;
        platform = { };
      }
      // arguments
    );
  ofSet = {
    cc = "/cc/bin/arm-cc";
    cxx = "/cc/bin/arm-c++";
    ar = "/bintools/bin/arm-ar";
    flags = [ ];
  };
in
{
  "a package set has its compiler" = {
    expr = compiler { packages.stdenv = { inherit cc; }; };
    expected = ofSet;
  };
  "an argument overrides the set" = {
    expr = map (given: compiler { compiler = given; }) [
      {
        inherit cc;
        cxx = null;
        ar = "/other/ar";
      }
      {
        cc = "/wasi/clang";
        cxx = null;
        ar = null;
      }
    ];
    expected = [
      (ofSet // { ar = "/other/ar"; })
      {
        cc = "/wasi/clang";
        cxx = null;
        ar = null;
        flags = [ ];
      }
    ];
  };
  "without a C library, clang compiles with its own headers" = {
    expr = compiler {
      platform.clang = true;
      surface.llvmPackages = {
        clang-unwrapped = {
          outPath = "/clang";
          version = "21.1.8";
          lib.outPath = "/clang-lib";
        };
        llvm.outPath = "/llvm";
      };
    };
    expected = {
      cc = "/clang/bin/clang";
      cxx = "/clang/bin/clang++";
      ar = "/llvm/bin/llvm-ar";
      flags = [ "-resource-dir=/clang-lib/lib/clang/21" ];
    };
  };
  "otherwise there is none" = {
    expr = compiler { };
    expected = null;
  };
}
