/**
  Return the package `wasm-bindgen` of a lock file (readLockfile.nix): `{ name, version, source,
  checksum }`. A lock file without this package is an error.

  Cargo.lock has at most one version, because the crate has the key `links`.
*/
{ fail, ... }:
lockfile:
let
  packages = builtins.filter ({ name, ... }: name == "wasm-bindgen") lockfile.locked;
in
if packages == [ ] then
  fail {
    problem = "the workspace does not depend on wasm-bindgen";
    at = "Cargo.lock";
    expected = "a package \"wasm-bindgen\": its version decides about the version of the program";
    waysOut = [
      "add the crate to the package of the app: `cargo add wasm-bindgen`"
      "for a module without wasm-bindgen: `target = \"wasm32-unknown-unknown\";` and `packages`"
    ];
  }
else
  builtins.head packages
