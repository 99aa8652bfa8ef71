/**
  Return a function from a path package and one of its units to where the unit's files are: unitSources' attributes,
  and

  - `archive`: "";
  - `src`, `cwd`, `manifestDir`: the store paths of its files, of the directory that rustc runs in, and of the manifest;
  - `file`: a function from a path that starts at the source's root to rustc's argument;
  - `runsInBuild`: whether the unit, or a program that links it, runs while the workspace is built;
  - `remap`: prefixes that rustc shows differently, which keeps store paths out of panic messages and debug info;
  - `run`: `src`, `cwd`, `manifestDir` and `level` of what the package's tests find when they run.

  `linkedByHost` has the identities of units that a build script or proc-macro links.
*/
_scope:
{
  cargoRoot,
  unitSources,
  linkedByHost,
}:
package:
let
  inherit (package.origin) directory;
  sourceOf = unitSources package;
  manifestDirIn = src: if directory == "" then src else "${src}/${directory}";
  # Cargo runs rustc in the workspace's root, with a relative path, where the source lies below it: file!() depends on
  # that. Any other source it compiles in the package's directory, with an absolute path (core/compiler/mod.rs,
  # path_args).
  prefix = if cargoRoot == "" then "" else "${cargoRoot}/";
  prefixLength = builtins.stringLength prefix;
in
unit:
let
  source = sourceOf unit;
  isInWorkspace = builtins.substring 0 prefixLength unit.src_path == prefix;
  cwdIn =
    src:
    if !isInWorkspace then
      manifestDirIn src
    else if cargoRoot == "" then
      src
    else
      "${src}/${cargoRoot}";
  # What rustc runs, or a build script links, opens the files of its package while the workspace is built.
  runsInBuild = unit.kind == "proc-macro" || linkedByHost ? ${unit.identity};
  src = if runsInBuild && source.embeds then source.run.src else source.src;
in
source
// {
  inherit src runsInBuild;
  archive = "";
  cwd = cwdIn src;
  manifestDir = manifestDirIn src;
  file = path: if isInWorkspace then builtins.substring prefixLength (-1) path else "${src}/${path}";
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
