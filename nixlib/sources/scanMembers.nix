/**
  Return the derivation of the file sets of the plan's members, and of the variables that nothing asks for: JSON, `files` and
  `unasked`, each by package directory and `kind:name:mode`.

  Each member is scanned in a derivation of its own, keyed on its files alone; this one puts the answers together, so that
  reading them is one import and the scans run side by side. Where other members' libraries decide whether files may be
  read (`may_read_files`), their scans are asked for that, and the answer is chosen when all are there. Of the packages in
  `macroInputs` it is said what macros read: they are scanned as if none read anything.
*/
{ mkLibrary, storeName, ... }:
{ python, system, plan, sourceOf, directories, macroInputs }:
let
  members = map
    (package: if macroInputs ? ${package.name} then package // { targets = map quiet package.targets; } else package)
    (builtins.filter (package: package.origin.directory != null) plan.packages);
  quiet = target: target // {
    may_read_files = builtins.mapAttrs (mode: reading: if mode == "run" then reading else false) target.may_read_files;
  };
  scanner = mkLibrary {
    inherit system;
    python = python.scanner;
    name = "cargo-nix-scanner";
    only = [ "__init__.py" "errors.py" "clues" "sources" ];
  };
  judged = builtins.listToAttrs (map (name: { inherit name; value = null; }) (builtins.concatLists
    (builtins.filter builtins.isList
      (builtins.concatMap (target: builtins.attrValues target.may_read_files)
        (builtins.concatMap (package: package.targets) members)))));
  run = name: args: attrs: derivation (attrs // {
    name = storeName name;
    inherit system;
    __structuredAttrs = true;
    outputs = [ "out" ];
    builder = python.scanner;
    args = [ "-I" ] ++ args;
    preferLocalBuild = true;
  });
  scan = package: run "${package.name}-files"
    [
      "-c"
      "import os, sys; sys.path.insert(0, '${scanner}'); from cargo_nix.sources.request import main; sys.exit(main([os.environ['NIX_ATTRS_JSON_FILE'], '${placeholder "out"}']))"
    ]
    {
      src = sourceOf package;
      inherit (package.origin) directory;
      inherit (package) targets;
      judged = judged ? ${package.origin.directory};
      # Of other packages only those below this one matter.
      directories = builtins.filter
        (other: package.origin.directory == "" || builtins.substring 0 (builtins.stringLength package.origin.directory + 1) other == "${package.origin.directory}/")
        directories;
    };
  # A program of its own: it needs nothing of the scan, and runs at every edit.
  together = run "files" [ "${scanner}/cargo_nix/sources/settle.py" ]
    { members = map (package: { inherit (package.origin) directory; scan = scan package; }) members; };
in
together
