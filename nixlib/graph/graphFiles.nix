/**
  Return the file sets of a plan and the functions over them:

  - `fileSets`: the sets by package directory and key.
  - `scanDerivation`: the derivation of the sets (mkFileSets.nix).
  - `sourceOf package files`: the store path of a package with all its sets and more `files`, for
    tools that read files.

  The sets come from a committed plan, else from the scan. With `scanFiles = false` there are no
  sets.
*/
{
  memberFiles,
  mkFileSets,
  ...
}:
{
  workspace,
  arguments,
  plan,
  isCommitted,
}:
let
  inherit (workspace)
    overrideOf
    pathOf
    python
    root
    system
    ;
  scanDerivation = mkFileSets {
    inherit python system plan;
    hasMacroInputs = package: !isCommitted && (overrideOf package.name).macroInputs != null;
    pathOf = package: pathOf (filesOf package);
  };
  scanText = builtins.unsafeDiscardStringContext (builtins.readFile scanDerivation);
  fileSets =
    if !arguments.scanFiles then
      { }
    else if isCommitted then
      plan.files or { }
    else
      builtins.fromJSON scanText;
  filesOf = memberFiles {
    inherit root;
    inherit (plan) directories;
  };
in
{
  inherit fileSets scanDerivation;
  sourceOf =
    package: files:
    let
      inherit (package.origin) directory;
      memberSet = filesOf {
        inherit (package) targets;
        inherit directory;
      };
      unitSets = builtins.attrValues (fileSets.${directory} or { });
      unitFiles = builtins.concatMap (set: set.files) unitSets;
    in
    pathOf (
      memberSet
      // {
        files = files ++ (overrideOf package.name).extraFiles ++ unitFiles;
      }
    );
}
