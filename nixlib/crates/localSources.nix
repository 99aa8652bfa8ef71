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
  bySource = builtins.groupBy (package: package.source) locked;
  # One answer per source, because a project has few sources.
  replacementOf = sourceReplacements configuration;
  replacements = builtins.mapAttrs (source: _packages: replacementOf source) bySource;
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
  vendoredBySource = builtins.mapAttrs (_source: vendored) replacements;
in
{
  isVendored = package: hasKind "directory" replacements.${package.source};
  vendoredFiles = package: vendoredBySource.${package.source} package;
  registryOf =
    package:
    let
      local = replacements.${package.source};
    in
    if hasKind "local-registry" local then local else null;
}
