/**
  Return the derivation of the file sets of the plan's members: JSON, by package directory and `kind:name:mode`.

  Each member is scanned in a derivation of its own, keyed on its files alone; this one puts the answers together, so that
  reading them is one import and the scans run side by side.
*/
{ mkLibrary, storeName, ... }:
{ python, system, plan, sourceOf, directories }:
let
  members = builtins.filter (package: package.origin.directory != null) plan.packages;
  scanner = mkLibrary {
    inherit system;
    python = python.scanner;
    name = "cargo-nix-scanner";
    only = [ "__init__.py" "errors.py" "sources" ];
  };
  run = name: program: attrs: derivation (attrs // {
    name = storeName name;
    inherit system;
    __structuredAttrs = true;
    outputs = [ "out" ];
    builder = python.scanner;
    args = [ "-I" "-c" program ];
    preferLocalBuild = true;
  });
  scan = package: run "${package.name}-files"
    "import os, sys; sys.path.insert(0, '${scanner}'); from cargo_nix.sources.request import main; sys.exit(main([os.environ['NIX_ATTRS_JSON_FILE'], '${placeholder "out"}']))"
    {
      src = sourceOf package;
      inherit (package.origin) directory;
      inherit (package) targets;
      # Of other packages only those below this one matter.
      directories = builtins.filter
        (other: package.origin.directory == "" || builtins.substring 0 (builtins.stringLength package.origin.directory + 1) other == "${package.origin.directory}/")
        directories;
    };
  together = run "files"
    ''
      import json, os
      attrs = json.load(open(os.environ["NIX_ATTRS_JSON_FILE"]))
      files = {member["directory"]: json.load(open(member["scan"])) for member in attrs["members"]}
      json.dump(files, open(attrs["outputs"]["out"], "w"), sort_keys=True)
    ''
    { members = map (package: { inherit (package.origin) directory; scan = scan package; }) members; };
in
together
