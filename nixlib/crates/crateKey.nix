/**
  Return the name of a locked package in `crates`: `name-version`, and outside of the default
  registry also a hash of the source. pylib/cargo_nix/crates/vendored_home.py writes the same
  names into the plan.
*/
_scope:
{
  name,
  version,
  source,
  ...
}:
if builtins.match "registry\\+.*/crates\\.io-index" source != null then
  "${name}-${version}"
else
  "${name}-${version}-${builtins.substring 0 8 (builtins.hashString "sha256" source)}"
