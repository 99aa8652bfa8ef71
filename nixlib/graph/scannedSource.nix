/**
  Return a function from a package and more `files` to a store path with all file sets of the
  package and these files, for tools that read files.

  `fileSets` has the sets by package directory and key. `directories` are the directories of all
  packages in the plan.
*/
{ memberFiles, ... }:
{
  workspace,
  directories,
  fileSets,
}:
let
  inherit (workspace) overrideOf pathOf root;
  filesOf = memberFiles { inherit root directories; };
in
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
)
