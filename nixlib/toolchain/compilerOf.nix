/**
  Return the C compiler for a platform as `{ cc, cxx, ar, flags }`, or null. `cc`, `cxx` and `ar`
  are paths of programs; `cxx` and `ar` may be null. `flags` are arguments for each compilation.

  - `surface`: the packages of the machine that builds. `packages`: the packages of the platform,
    or null.
  - `compiler`: the argument `compilers.<triple>`, or null. `platform`: the row of
    platformTable.nix.
*/
{ lib, ... }:
{
  surface,
  packages,
  compiler,
  platform,
}:
let
  programsOf =
    { cc, ... }:
    let
      prefix = cc.targetPrefix or "";
    in
    {
      cc = "${cc}/bin/${prefix}cc";
      cxx = "${cc}/bin/${prefix}c++";
      # In nixpkgs, the wrapper of the compiler and the wrapper of binutils are two packages.
      ar = "${cc.bintools or cc}/bin/${prefix}ar";
      flags = [ ];
    };
  ofArgument =
    let
      ofPath = {
        cc = "${compiler.cc}";
        cxx = null;
        ar = null;
        flags = [ ];
      };
      programs = if lib.isDerivation compiler.cc then programsOf compiler else ofPath;
      replaced = lib.filterAttrs (_name: value: value != null) {
        inherit (compiler) cxx ar;
      };
    in
    programs // builtins.mapAttrs (_name: program: "${program}") replaced;

  llvm = surface.llvmPackages;
  clang = llvm.clang-unwrapped;
  version = builtins.head (builtins.splitVersion clang.version);
  ofClang = {
    cc = "${clang}/bin/clang";
    cxx = "${clang}/bin/clang++";
    ar = "${llvm.llvm}/bin/llvm-ar";
    # nixpkgs has the compiler's own headers (stddef.h) in another output.
    flags = lib.optional (clang ? lib) "-resource-dir=${clang.lib}/lib/clang/${version}";
  };
in
if compiler != null then
  ofArgument
else if packages != null then
  programsOf packages.stdenv
else if platform.clang or false && surface ? llvmPackages then
  ofClang
else
  null
