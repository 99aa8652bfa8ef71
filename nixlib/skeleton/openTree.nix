/**
  Return the directory `root` as a value with these attributes:

  - `path`: the path from the root. `entries`: the listing, as builtins.readDir returns it.
  - `children`: such a value for each directory, and null for any other entry, by name.
  - `isFile name`: whether an entry is a file. `fileIn folder name`: the same for an entry of a
    child.
  - `manifest`: null, or the contents of Cargo.toml (manifestPaths.nix) with its `text`.

  A symlink has the meaning of its target. Nix lists each directory and reads each manifest at
  most once, on demand. pylib/cargo_nix/skeleton/source_directories.py returns the same.
*/
{
  message,
  readText,
  manifestPaths,
  pathText,
  ...
}:
root:
let
  inherit (pathText) join;
  # With `/.` at the end Nix follows a link. A path value would lose the end, but a text does not.
  isDirectory =
    path: location:
    builtins.addErrorContext (message {
      problem = "a symlink of the workspace points to itself";
      at = path;
      expected = "a link to a file or a directory";
      waysOut = [ "remove the link" ];
    }) (builtins.pathExists "${toString location}/.");

  open =
    path: location:
    let
      entries = builtins.readDir location;
      locationOf = name: location + "/${name}";
      typeOf =
        name:
        let
          type = entries.${name};
        in
        if type == "unknown" then builtins.readFileType (locationOf name) else type;
      leadsToDirectory =
        name:
        typeOf name == "directory"
        || (typeOf name == "symlink" && isDirectory (join path name) (locationOf name));
      isFile = name: entries ? ${name} && !(leadsToDirectory name);
      openEntry = name: open (join path name) (locationOf name);
      openChild = name: _type: if leadsToDirectory name then openEntry name else null;
      readManifest =
        name:
        let
          text = readText {
            location = locationOf name;
            path = join path name;
          };
        in
        manifestPaths text // { inherit text; };
    in
    {
      inherit path entries isFile;
      children = builtins.mapAttrs openChild entries;
      # Without a listing of `folder`.
      fileIn =
        folder: name:
        let
          file = locationOf folder + "/${name}";
        in
        leadsToDirectory folder
        && builtins.pathExists file
        && !(isDirectory (join path "${folder}/${name}") file);
      manifest = if isFile "Cargo.toml" then readManifest "Cargo.toml" else null;
    };
in
open "" root
