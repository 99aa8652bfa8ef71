/**
  Return functions of a locked package whose source the configuration replaces by a directory of
  the workspace:

  - `isVendored`: whether a directory source has the package.
  - `vendoredFiles`: the files of such a package (vendoredCrate.nix).
  - `registryOf`: the local registry with the archive of the package, or null.
*/
{ sourceReplacements, vendoredCrate, ... }:
{
  root,
  configuration,
  locked,
  python,
  system,
  manifests,
}:
let
  replacementOf = sourceReplacements configuration;
  hasKind = kind: local: local != null && local.kind == kind;
  vendored = vendoredCrate {
    inherit
      root
      python
      system
      manifests
      ;
  };
  # One function per source, so that its directory is listed once.
  vendoredBySource = builtins.mapAttrs (source: _packages: vendored (replacementOf source)) (
    builtins.groupBy (package: package.source) locked
  );
in
{
  isVendored = package: hasKind "directory" (replacementOf package.source);
  vendoredFiles = package: vendoredBySource.${package.source} package;
  registryOf =
    package:
    let
      local = replacementOf package.source;
    in
    if hasKind "local-registry" local then local else null;
}
