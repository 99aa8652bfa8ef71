/**
  Return what all graphs of a workspace share, from the checked arguments: the machine's programs, the
  source and its skeleton, the locked crates, and the functions that answer questions about them.

  - `surface`, `system`, `python`, `toolchain`: the programs that build.
  - `root`: the source as a path; `cargoRoot`: the workspace's directory in it; `skeleton`: its manifests.
  - `lockfile`, `crates`, `manifestParts`: the locked packages (readLockfile, fetchCrates).
  - `pathOf`: from a file set to its store path. `fileName`: from a file to how messages name it.
  - `inWorkspace`: from a path of the workspace to one of the source.
  - `overrideOf`: from a package's name to its entry in `packageOverrides`, with defaults.
  - `nativeOf`, `scriptDefaults`, `linkerOf`: native dependencies and linkers.
*/
{
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
  readNativeDependencies,
  readNativeTable,
  linkerOf,
  ...
}:
arguments:
let
  inherit (arguments) pkgs src;
  selected = surface.select pkgs;
  system = selected.stdenv.buildPlatform.system;
  python = mkPython { surface = selected; };

  # A derivation as source is built before it is read.
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
  };

  relativeTo =
    path:
    let
      start = toString root + "/";
    in
    if builtins.substring 0 (builtins.stringLength start) (toString path) == start then
      builtins.substring (builtins.stringLength start) (-1) (toString path)
    else
      "";

  nativeTable = readNativeTable {
    surface = surface.selectNative pkgs;
    enabled = arguments.nativeDefaults;
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
    inherit (arguments) toolchain;
  };
  fileName =
    path:
    let
      inner = relativeTo path;
    in
    if path == null then
      ""
    else if inner == "" then
      baseNameOf (toString path)
    else
      inner;
  pathOf = sourcePath {
    inherit root;
    ownFiles = ownFiles { inherit inWorkspace relativeTo arguments; };
  };
  nativeOf = readNativeDependencies {
    inherit arguments overrideOf lockfile;
    workspaceFile = root + "/${inWorkspace "Cargo.dependencies.nix"}";
  };
  inherit (nativeTable) scriptDefaults allDefaults;
  linkerOf = linkerOf {
    surface = selected;
    inherit root;
    inherit (arguments) linkers toolchain;
  };
}
