/**
  Return the values that all graphs of a workspace share. `arguments` are checked arguments.

  - `surface`, `system`, `python`, `toolchain`: the programs that build.
  - `root`: the source as a path. `cargoRoot`: the directory of the workspace in the source.
  - `skeleton`: the manifests (readSkeleton.nix).
  - `lockfile`, `crates`, `manifestParts`: the locked packages (readLockfile.nix,
    fetchCrates.nix).
  - `pathOf`: a function from a file set to its store path (sourcePath.nix).
  - `fileName`: a function from a file to the name of the file in messages.
  - `inWorkspace`: a function from a path in the workspace to a path in the source.
  - `overrideOf`: a function from a package's name to the settings in `packageOverrides`.
  - `nativeOf`, `allDefaults`: native dependencies of the machine that builds.
  - `platformOf`: the settings of the units of a platform (platformSettings.nix).
*/
{
  lib,
  surface,
  mkPython,
  readToolchain,
  pathText,
  cargoRootOf,
  readSkeleton,
  readLockfile,
  fetchCrates,
  checkPackageNames,
  packageDefaults,
  ownFiles,
  sourcePath,
  nativeSettingsOf,
  chooseToolchain,
  packagesFor,
  platformSettings,
  readRustToolchainFile,
  tripleOf,
  ...
}:
arguments:
let
  inherit (arguments) pkgs src target;
  selected = surface.select pkgs;
  system = selected.stdenv.buildPlatform.system;
  python = mkPython { surface = selected; };

  # Nix builds a derivation before reading its files.
  root =
    if builtins.isPath src then
      src
    else
      builtins.seq (builtins.readDir "${src}") (/. + builtins.unsafeDiscardStringContext "${src}");
  cargoRoot = cargoRootOf arguments.cargoRoot;
  inWorkspace = pathText.join cargoRoot;
  skeleton = readSkeleton { inherit root cargoRoot; };
  lockfile = readLockfile skeleton.files.${inWorkspace "Cargo.lock"};
  fetched = fetchCrates {
    surface = selected;
    inherit python system;
    inherit (arguments) outputHashes registries;
    inherit (lockfile) locked;
    inherit (skeleton) configuration;
    inherit root;
  };

  # The path of a file in the source, or "" for a file outside of the source.
  relativeTo =
    path:
    let
      text = toString path;
      prefix = "${toString root}/";
    in
    lib.optionalString (lib.hasPrefix prefix text) (lib.removePrefix prefix text);

  nativeSettings = nativeSettingsOf {
    inherit arguments overrideOf lockfile;
    workspaceFile = root + "/${inWorkspace "Cargo.dependencies.nix"}";
  };
  native = nativeSettings {
    programs = pkgs;
    libraries = pkgs;
    hasLibraries = true;
  };
  isForeign = target != null && target != tripleOf selected.stdenv.buildPlatform;
  packagesOf = packagesFor {
    surface = selected;
    inherit (arguments) targetPkgs;
  };
  overrideOf = name: arguments.packageOverrides.${name} or packageDefaults;
in
assert checkPackageNames {
  inherit lockfile;
  inherit (arguments) packageOverrides;
};
{
  surface = selected;
  inherit
    system
    python
    root
    cargoRoot
    inWorkspace
    skeleton
    lockfile
    overrideOf
    ;
  inherit (fetched) crates manifestParts;
  toolchain = readToolchain {
    surface = selected;
    targetPackages = if isForeign then packagesOf target else null;
    toolchain = chooseToolchain {
      packages = pkgs;
      inherit target;
      inherit (arguments) toolchain;
      file = readRustToolchainFile (root + "/${cargoRoot}");
    };
  };
  fileName =
    path:
    if path == null then
      ""
    else if relativeTo path == "" then
      baseNameOf (toString path)
    else
      relativeTo path;
  pathOf = sourcePath {
    inherit root;
    ownFiles = ownFiles { inherit inWorkspace relativeTo arguments; };
  };
  inherit (native) nativeOf allDefaults;
  platformOf = platformSettings {
    inherit arguments root nativeSettings;
  };
}
