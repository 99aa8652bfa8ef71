/**
  Return a shell with the workspace's toolchain, native dependencies and environment, and with the
  locked crates: `cargo build` in it builds what Nix builds, and needs no network. It is a derivation
  only because `nix develop` enters derivations; building it makes an empty file.

  Cargo writes to its CARGO_HOME, so that is a directory of the user's cache, one for each checkout.
  Crates keep their paths in it from one Cargo.lock to the next: Cargo compiles them again where a
  path changes.
*/
{ mkCargoHome, ... }:
{ workspace, arguments }:
let
  inherit (workspace)
    python
    system
    crates
    nativeOf
    lockfile
    ;
  inherit (arguments) target;
  home = mkCargoHome { inherit python system crates; };
  natives = map nativeOf lockfile.names ++ [
    (workspace.allDefaults (map (package: package.name) lockfile.names))
  ];
  testTools = builtins.concatMap (override: override.test.inputs) (
    builtins.attrValues arguments.packageOverrides
  );
  nextest = if arguments.checks.nextest == null then [ ] else [ arguments.checks.nextest ];
  linker =
    if target == null then
      null
    else
      workspace.linkerOf {
        triple = target;
        named = null;
      };
in
workspace.surface.stdenv.mkDerivation {
  name = "cargo-nix-shell";
  nativeBuildInputs =
    builtins.attrValues workspace.toolchain
    ++ testTools
    ++ nextest
    ++ builtins.concatMap (native: native.nativeBuildInputs) natives
    ++ arguments.devShell.packages;
  buildInputs = builtins.concatMap (native: native.buildInputs) natives;
  env =
    builtins.foldl' (env: native: env // native.env) { } natives
    // builtins.mapAttrs (_name: toString) arguments.devShell.env;
  shellHook = ''
    cargoNixRoot=$PWD
    while [ "$cargoNixRoot" != / ] && [ ! -e "$cargoNixRoot/Cargo.lock" ]; do cargoNixRoot=$(dirname "$cargoNixRoot"); done
    export CARGO_HOME=''${XDG_CACHE_HOME:-$HOME/.cache}/cargo-nix/shell-$(printf %s "$cargoNixRoot" | cksum | cut -d ' ' -f 1)
    unset cargoNixRoot
    mkdir -p "$CARGO_HOME"
    ln -sfn ${home}/vendor "$CARGO_HOME/vendor"
    sed "s|${home}/vendor|$CARGO_HOME/vendor|" ${home}/config.toml > "$CARGO_HOME/config.toml"
  ''
  + (
    if linker == null then
      ""
    else
      ''
        export CARGO_TARGET_$(echo ${target} | tr a-z.- A-Z__)_LINKER=${linker}
      ''
  );
  phases = [ "buildPhase" ];
  buildPhase = "touch $out";
  preferLocalBuild = true;
}
