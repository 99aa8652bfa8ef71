/**
  Return a function to the native dependencies of the units of one platform, as
  `{ nativeOf, scriptDefaults, allDefaults }` (readNativeDependencies.nix, readNativeTable.nix).

  - `programs`: the packages of the machine that builds. `libraries`: those of the platform.
  - `hasLibraries`: whether the default libraries may come from `libraries`.
*/
{
  lib,
  readNativeDependencies,
  readNativeTable,
  surface,
  ...
}:
{
  arguments,
  overrideOf,
  lockfile,
  workspaceFile,
}:
{
  programs,
  libraries,
  hasLibraries,
}:
{
  inherit
    (readNativeTable {
      programs = surface.selectNative programs;
      libraries = lib.optionalAttrs hasLibraries (surface.selectNative libraries);
      enabled = arguments.nativeDefaults;
    })
    scriptDefaults
    allDefaults
    ;
  nativeOf = readNativeDependencies {
    inherit
      arguments
      overrideOf
      lockfile
      workspaceFile
      programs
      libraries
      ;
  };
}
