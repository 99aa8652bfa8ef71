/**
  Return a function from a locked package and its directory source to `{ src, manifest }`: the
  files of the package in the source, with their checksums compared as Cargo compares them, and
  the folder that planning reads. `path` is the directory source, as a path from `root`.

  A missing directory and a missing package are errors. Source: Cargo's sources/directory.rs.
*/
{
  fail,
  lib,
  pathText,
  pylib,
  readText,
  readToml,
  runPython,
  ...
}:
{
  root,
  python,
  system,
  manifests,
}:
let
  inherit (pathText) join;
  copyProgram = builtins.path {
    path = pylib + "/cargo_nix/builder/copy_vendored.py";
    name = "copy_vendored.py";
  };

  stopAbsent =
    { path, text, ... }:
    fail {
      problem = "the directory source `${text}` is not in the source";
      at = ".cargo/config.toml: source";
      expected = "a directory below `src`, as `cargo vendor` writes it";
      got = if path == null then "a path outside of `src`" else "no such directory";
      waysOut = [
        "in a git checkout: git add ${text} (Nix sees only tracked files)"
        "to fetch the crates: remove the table `[source]` from .cargo/config.toml"
      ];
    };
  stopMissing =
    { path, ... }:
    package:
    fail {
      problem = "`${path}` has no package `${package.name}` ${package.version}";
      at = "Cargo.lock: package \"${package.name}\" ${package.version}";
      expected = "a directory with this package in the directory source";
      waysOut = [
        "run `cargo vendor` and commit its directory"
        "in a git checkout: git add ${path} (Nix sees only tracked files)"
      ];
    };

  isDirectory = path: path != null && builtins.pathExists (root + "/${path}/.");
  # The texts in `[package]` of a manifest.
  packageTable =
    directory:
    let
      location = root + "/${directory}/Cargo.toml";
      entries = readToml (readText {
        inherit location;
        path = "${directory}/Cargo.toml";
      });
      isField = { path, ... }: builtins.length path == 2 && builtins.head path == "package";
    in
    lib.optionalAttrs (builtins.pathExists location) (
      builtins.listToAttrs (
        map (entry: {
          name = builtins.elemAt entry.path 1;
          inherit (entry) value;
        }) (builtins.filter isField entries)
      )
    );
  # The tables of all packages of a source, by directory. Nix reads each manifest on demand.
  tablesIn =
    path:
    let
      entries = builtins.readDir (root + "/${path}");
      isPackage = name: entries.${name} != "regular" && !(lib.hasPrefix "." name);
    in
    lib.genAttrs (builtins.filter isPackage (builtins.attrNames entries)) (
      name: packageTable (join path name)
    );
  directoryOf =
    tables: package:
    let
      hasPackage =
        name:
        let
          table = tables.${name} or { };
        in
        table.name or null == package.name && table.version or "0.0.0" == package.version;
      # Names as `cargo vendor` writes them, then all.
      usual = builtins.filter hasPackage [
        package.name
        "${package.name}-${package.version}"
      ];
      directories = builtins.filter hasPackage (builtins.attrNames tables);
    in
    lib.take 1 (if usual != [ ] then usual else directories);
in
local:
let
  tables = tablesIn local.path;
in
package:
let
  names = directoryOf tables package;
  directory = join local.path (builtins.head names);
  name = "${package.name}-${package.version}";
  # Only the package: an edit of a package rebuilds no other package.
  files = builtins.path {
    path = root + "/${directory}";
    name = "vendored";
  };
  checked =
    if !(isDirectory local.path) then
      stopAbsent local
    else if names == [ ] then
      stopMissing local package
    else
      files;
in
{
  src = runPython {
    name = "${name}-src";
    inherit system;
    python = python.builder;
    program = copyProgram;
    args = [
      "${checked}"
      directory
      (placeholder "out")
    ];
  };
  manifest = manifests.vendored "${name}-manifest" {
    src = checked;
    inherit directory;
  };
}
