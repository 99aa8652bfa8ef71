/**
  Return the name of a locked package in `crates`: `name-version`, with a hash of its source where that is not the
  default registry. pylib/cargo_nix/crates/vendored_home.py writes the same names into the plan.
*/
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
