/**
  Return the argument `toolchain` as null, one derivation, or a set with `rustc` and `cargo`.

  Users write toolchains in several shapes:

  - crane's function from the packages: it is called.
  - `rust-bin` of rust-overlay, or fenix' packages of a system: with the workspace's
    rust-toolchain.toml (`file`, see readRustToolchainFile.nix, or null), and otherwise the stable
    toolchain. `target`, a triple or null, is added to the targets.
  - a release of fenix (`stable`, with `toolchain`) or of rust-overlay (`stable.latest`, with
    `default`): the complete toolchain, because the release's own `rustc` has no standard library.
*/
{ fail, lib, ... }:
{
  packages,
  target,
  file,
  toolchain,
}:
let
  moreTargets = lib.optional (target != null) target;
  ofRustOverlay =
    rust-bin:
    if file == null then
      rust-bin.stable.latest.default.override { targets = moreTargets; }
    else
      rust-bin.fromRustupToolchain {
        inherit (file) channel components profile;
        targets = file.targets ++ moreTargets;
      };
  ofFenix =
    fenix:
    let
      channel = if file == null then "stable" else file.channel;
      releases = {
        inherit (fenix) stable beta;
        nightly = fenix.latest;
      };
      name = if channel == "nightly" then "latest" else channel;
      targets = moreTargets ++ (if file == null then [ ] else file.targets);
      release = releases.${channel};
      profile = if file == null then "default" else file.profile;
      standard = release."${profile}Toolchain" or release.toolchain;
    in
    if releases ? ${channel} then
      fenix.combine (
        [ standard ]
        ++ lib.optionals (file != null) (map (component: release.${component}) file.components)
        ++ map (triple: fenix.targets.${triple}.${name}.rust-std) targets
      )
    else
      fail {
        problem = "fenix needs a hash for the channel `${channel}`";
        at = file.file;
        expected = "`stable`, `beta` or `nightly`, which fenix has hashes of";
        got = channel;
        waysOut = [
          "toolchain = fenix.fromToolchainFile { file = ./${file.file}; sha256 = \"…\"; };"
          "rust-overlay has the hashes of all channels: toolchain = rust-bin;"
        ];
      };
  choose =
    value:
    if builtins.isFunction value then
      choose (value packages)
    else if !builtins.isAttrs value || lib.isDerivation value then
      value
    else if value ? fromRustupToolchain then
      ofRustOverlay value
    else if value ? fromToolchainFile then
      ofFenix value
    else if value ? toolchain then
      value.toolchain
    else if lib.isDerivation (value.default or null) then
      value.default
    else if value ? latest then
      choose value.latest
    else
      value;
in
choose toolchain
