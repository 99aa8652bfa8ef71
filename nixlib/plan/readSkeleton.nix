/**
  Return what the plan depends on of the workspace at `root`: `files` (path -> text) and `names` (sorted).

  pylib/cargo_nix/skeleton/read.py follows the same rules and says why they are as wide as they are.
*/
{ fail, ... }:
root:
let
  # As text: a path value loses the end that makes Nix look behind a link.
  isDirectory = path: builtins.pathExists "${toString path}/.";
  isFile = path: builtins.pathExists path && !isDirectory path;
  join = directory: name: if directory == "" then name else "${directory}/${name}";
  at = path: if path == "" then root else root + "/${path}";
  strings = builtins.filter builtins.isString;
  hasSuffix = suffix: text:
    let n = builtins.stringLength text; m = builtins.stringLength suffix; in n >= m && builtins.substring (n - m) m text == suffix;

  # `.` and `..` taken out; null where the path is absolute or leaves the root.
  normalise = path:
    let
      step = parts: part:
        if parts == null then null
        else if part == "" || part == "." then parts
        else if part == ".." then (if parts == [ ] then null else builtins.genList (builtins.elemAt parts) (builtins.length parts - 1))
        else parts ++ [ part ];
      parts = builtins.foldl' step [ ] (strings (builtins.split "/" path));
    in
    if builtins.substring 0 1 path == "/" || parts == null then null else builtins.concatStringsSep "/" parts;

  quoted = text: map (group: if builtins.elemAt group 0 != null then builtins.elemAt group 1 else builtins.elemAt group 3)
    (builtins.filter builtins.isList (builtins.split "(\"([^\"\n]*)\")|('([^'\n]*)')" text));

  entries = path: if isDirectory (at path) then builtins.readDir (at path) else { };
  # A directory and all below it, but for build results, version control and what is behind links.
  walk = directory:
    let inner = entries directory; in
    [ directory ] ++ builtins.concatMap (name: walk (join directory name)) (builtins.filter
      (name: inner.${name} == "directory" && !(builtins.elem name [ ".git" ".hg" ".svn" ".jj" ".direnv" ])
      && !(builtins.pathExists (at (join directory name) + "/CACHEDIR.TAG")))
      (builtins.attrNames inner));
  isGlob = part: builtins.match ".*[*?[].*" part != null;
  shape = part: builtins.concatStringsSep "" (map
    (word:
      if builtins.isString word then escape word
      else
        let text = builtins.head word; first = builtins.substring 0 1 text; in
        if first == "*" then "[^/]*" else if first == "?" then "[^/]" else builtins.replaceStrings [ "[!" ] [ "[^" ] text)
    (builtins.split "([*]+|[?]|\\[[^]]*])" part));
  escape = builtins.replaceStrings [ "." "+" "(" ")" "{" "|" "^" "$" "\\" ] [ "\\." "\\+" "\\(" "\\)" "\\{" "\\|" "\\^" "\\$" "\\\\" ];
  expand = path:
    let
      step = found: part:
        if part == "**" then unique (builtins.concatMap walk found)
        else if isGlob part then
          builtins.concatMap
            (parent: builtins.concatMap
              (name:
                if builtins.match (shape part) name != null && isDirectory (at (join parent name))
                then [ (join parent name) ] else [ ])
              (builtins.attrNames (entries parent)))
            found
        else map (parent: join parent part) found;
    in
    if path == null then [ ]
    else builtins.foldl' step [ "" ] (builtins.filter (part: part != "") (strings (builtins.split "/" path)));

  named = directory: text: builtins.concatMap (word: expand (normalise (join directory word))) (quoted text);
  parentOf = path: let parent = dirOf path; in if parent == "." then "" else parent;
  # Cargo looks for a package's workspace in the directories above it.
  above = directory: if directory == "" then [ ] else [ (parentOf directory) ] ++ above (parentOf directory);
  hasManifest = directory: isFile (at (join directory "Cargo.toml"));
  manifestsIn = directories:
    let found = builtins.filter hasManifest directories; in
    map (directory: { key = directory; text = builtins.readFile (at (join directory "Cargo.toml")); })
      (found ++ builtins.filter hasManifest (builtins.concatMap above found));
  manifests = builtins.genericClosure {
    startSet = manifestsIn ([ "" ] ++ builtins.concatMap
      # What a configuration names lies beside its directory.
      ({ key }: named (parentOf (parentOf key)) (builtins.readFile (at key)))
      configuration);
    operator = { key, text }: manifestsIn (named key text);
  };

  sources = directory: folder: builtins.filter (hasSuffix ".rs")
    (map (name: "${folder}/${name}") (builtins.attrNames (entries (join directory folder))));
  mains = directory: folder: map (name: "${folder}/${name}/main.rs") (builtins.attrNames (entries (join directory folder)));
  namesOf = { key, text }: builtins.filter (name: name != null && isFile (at name)) (map (name: normalise (join key name)) (
    [ "build.rs" "README" "README.md" "README.txt" ]
    ++ builtins.filter (hasSuffix ".rs") (quoted text)
    ++ sources key "src"
    ++ builtins.concatMap (folder: sources key folder ++ mains key folder) [ "src/bin" "examples" "tests" "benches" ]
  ));

  unique = list: builtins.attrNames (builtins.listToAttrs (map (name: { inherit name; value = null; }) list));
  present = builtins.filter (name: name != null && isFile (at name));
  # What looks like a file that the configuration includes is one.
  configuration = builtins.genericClosure {
    startSet = map (name: { key = name; }) (present [ ".cargo/config" ".cargo/config.toml" ]);
    operator = { key }: map (name: { key = name; }) (present (map (word: normalise (join (dirOf key) word))
      (builtins.filter (hasSuffix ".toml") (quoted (builtins.readFile (at key))))));
  };
  shown = toString root;
in
if builtins.pathExists root && builtins.readFileType root == "symlink" then
  fail
  {
    problem = "the source is a symlink";
    at = "buildCargoWorkspace: src";
    expected = "a directory: Nix would copy the link, and not what it leads to";
    got = shown;
    waysOut = [ "give the directory that the link leads to as `src`" ];
  }
else if !isFile (root + "/Cargo.toml") then
  fail
  {
    problem = "there is no Cargo.toml";
    at = "buildCargoWorkspace: src";
    expected = "the root of a Cargo workspace or package";
    got = shown;
    waysOut = [
      "give the directory that holds Cargo.toml and Cargo.lock as `src`"
      "in a flake of a git checkout: git add Cargo.toml (a flake sees tracked files alone)"
    ];
  }
else if !isFile (root + "/Cargo.lock") then
  fail
  {
    problem = "there is no Cargo.lock";
    at = "buildCargoWorkspace: src";
    expected = "a lock file beside Cargo.toml: it says which crates to fetch, and their checksums";
    got = shown;
    waysOut = [
      "in a flake of a git checkout: git add Cargo.lock (a flake sees tracked files alone; is it in .gitignore?)"
      "run `cargo generate-lockfile` and commit Cargo.lock"
    ];
  }
else {
  files = builtins.listToAttrs
    (map (name: { inherit name; value = builtins.readFile (at name); }) ([ "Cargo.lock" ] ++ map (file: file.key) configuration)
      ++ map ({ key, text }: { name = join key "Cargo.toml"; value = text; }) manifests);
  names = unique (builtins.concatMap namesOf manifests);
}
