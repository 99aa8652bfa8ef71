{ linkerOf, ... }:
let
  row = {
    linker = null;
    needs_linker = true;
    run = null;
  };
  linker =
    arguments: changes:
    linkerOf (
      {
        surface.lld.outPath = "/lld";
        linkers = { };
        toolchain = null;
        root = ./.;
        triple = "aarch64-unknown-linux-gnu";
        platform.aliases = [ "aarch64-linux-gnu-gcc" ];
        compiler = "/cc";
      }
      // arguments
    ) (row // changes);
  wasm = {
    triple = "wasm32-wasip1";
    compiler = "/clang";
    platform = { };
  };
in
{
  "the compiler links, and only where something is linked" = {
    expr = [
      (linker { } { })
      (linker { } { needs_linker = false; })
    ];
    expected = [
      "/cc"
      null
    ];
  };
  "a configured name stays, except another name of this compiler" = {
    expr = map (name: linker { } { linker = name; }) [
      "clang"
      "aarch64-linux-gnu-gcc"
    ];
    expected = [
      "clang"
      "/cc"
    ];
  };
  "the argument comes first" = {
    expr = linker { linkers.aarch64-unknown-linux-gnu = "/lld"; } { linker = "clang"; };
    expected = "/lld";
  };
  "wasm is linked by wasm-ld, components by their linker" = {
    expr = [
      (linker wasm { })
      (linker (wasm // { triple = "wasm32-wasip2"; }) { })
      (linker (
        wasm
        // {
          triple = "wasm32-wasip2";
          surface.wasm-component-ld.outPath = "/wcl";
        }
      ) { })
      (linker (wasm // { toolchain = "/rust"; }) { })
    ];
    expected = [
      "/lld/bin/wasm-ld"
      null
      "/wcl/bin/wasm-component-ld"
      null
    ];
  };
}
