/**
  Return the files of a revision, fetched while Nix evaluates, with the submodules and the line
  ends of Cargo's checkout. `source` is the source in Cargo.lock, and `hash` the hash of the files
  or null.

  Nix fetches all submodules or none. If Cargo leaves out a part of the submodules, the source
  needs a hash.
*/
{
  fail,
  lib,
  message,
  mkLibrary,
  runModule,
  submodulesIn,
  ...
}:
{
  python,
  system,
  source,
  url,
  rev,
  hash ? null,
}:
let
  at = "Cargo.lock: source \"${source}\"";
  addHash = "run `cargo-nix git-hashes`, and set `outputHashes = ./git-hashes.json;`";
  # Any ref may lead to the revision.
  fetch =
    submodules:
    builtins.addErrorContext
      (message {
        problem = "Nix cannot fetch a git dependency during evaluation";
        inherit at;
        expected = "a repository that Nix may fetch, or a hash in `outputHashes`";
        waysOut = [
          "where evaluation has no access (restricted mode, Hydra): ${addHash}"
          "for a private repository: check your ssh keys and git credentials"
        ];
      })
      (
        builtins.fetchGit (
          {
            inherit url rev submodules;
            allRefs = true;
            exportIgnore = false;
          }
          // lib.optionalAttrs (hash != null && submodules) { narHash = hash; }
        )
      );
  # A hash is the hash of the checkout with submodules.
  withoutSubmodules = fetch (hash != null);
  withSubmodules = fetch true;

  submodulesAt =
    directory:
    lib.optionals (builtins.pathExists "${directory}/.gitmodules") (
      submodulesIn (builtins.readFile "${directory}/.gitmodules")
    );
  # The submodules that Cargo leaves out, also in other submodules.
  leftOutIn =
    directory:
    builtins.concatMap (
      { path, isUpdated }: if isUpdated then leftOutIn "${directory}/${path}" else [ path ]
    ) (submodulesAt directory);
  submodules = submodulesAt "${withoutSubmodules}";
  stopPartial =
    paths:
    fail {
      problem = "Nix cannot leave out one submodule of a git dependency during evaluation";
      inherit at;
      expected = "a hash: Cargo does not update a submodule with `update = none`";
      got = builtins.concatStringsSep ", " paths;
      waysOut = [ addHash ];
    };
  tree =
    if !(builtins.any (submodule: submodule.isUpdated) submodules) then
      withoutSubmodules
    else if builtins.any (submodule: !submodule.isUpdated) submodules then
      stopPartial (leftOutIn "${withoutSubmodules}")
    else if leftOutIn "${withSubmodules}" != [ ] then
      stopPartial (leftOutIn "${withSubmodules}")
    else
      withSubmodules;

  # Nix takes the files as they are in the repository.
  converts = text: builtins.length (builtins.split "[[:space:]](eol=crlf|ident)" text) > 1;
  isConverted =
    directory:
    let
      entries = builtins.readDir directory;
      file = "${directory}/.gitattributes";
    in
    (entries ? ".gitattributes" && builtins.pathExists file && converts (builtins.readFile file))
    || builtins.any (name: entries.${name} == "directory" && isConverted "${directory}/${name}") (
      builtins.attrNames entries
    );
in
if isConverted "${tree}" then
  runModule {
    name = "source";
    inherit system;
    python = python.builder;
    library = mkLibrary {
      inherit system;
      python = python.builder;
      name = "cargo-nix-git-attributes";
      only = [
        "__init__.py"
        "crates/__init__.py"
        "crates/git_attributes.py"
      ];
    };
    module = "cargo_nix.crates.git_attributes";
    args = [
      "${tree}"
      (if builtins.stringLength rev == 64 then "sha256" else "sha1")
    ];
  }
else
  tree
