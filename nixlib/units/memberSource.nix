/**
  Return a function from a path package and one of its units to the source of the unit: the
  attributes of unitSources.nix, and

  - `archive`: "".
  - `src`, `cwd`, `manifestDir`: the store paths of the files, of rustc's working directory and of
    the manifest's directory.
  - `file`: a function from a path in the source to rustc's argument.
  - `runsInBuild`: whether the unit, or a program that links it, runs while the workspace is built;
  - `remap`: prefixes and their replacements in rustc's output. The replacements keep store paths
    out of panic messages and debug info.
  - `run`: `src`, `cwd`, `manifestDir` and `level` for runs of the package's tests.

  `linkedByHost` has the identities of the units that a build script or proc-macro links.
*/
{ lib, ... }:
{
  cargoRoot,
  unitSources,
  linkedByHost,
}:
package:
let
  inherit (package.origin) directory;
  sourceOf = unitSources package;
  directoryIn = src: directory: if directory == "" then src else "${src}/${directory}";
  manifestDirIn = src: directoryIn src directory;
  prefix = lib.optionalString (cargoRoot != "") "${cargoRoot}/";
in
unit:
let
  source = sourceOf unit;
  # file!() depends on rustc's argument. Cargo runs rustc in the root of the workspace, with a
  # relative path, if the source is below the root. For any other source, Cargo runs rustc in the
  # directory of the package, with an absolute path (core/compiler/mod.rs, path_args).
  isInWorkspace = lib.hasPrefix prefix unit.src_path;
  cwdIn = src: if isInWorkspace then directoryIn src cargoRoot else manifestDirIn src;
  # Code of a proc-macro or build script opens files of its package during the build.
  runsInBuild = unit.kind == "proc-macro" || linkedByHost ? ${unit.identity};
  src = if runsInBuild && source.embeds then source.run.src else source.src;
in
source
// {
  inherit src runsInBuild;
  archive = "";
  cwd = cwdIn src;
  manifestDir = manifestDirIn src;
  file = path: if isInWorkspace then lib.removePrefix prefix path else "${src}/${path}";
  remap = [
    [
      src
      "/workspace"
    ]
  ];
  run = source.run // {
    cwd = cwdIn source.run.src;
    manifestDir = manifestDirIn source.run.src;
  };
}
