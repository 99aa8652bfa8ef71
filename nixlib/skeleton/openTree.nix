/**
  Return the directory `root` as a value: `{ path, entries, children, isFile, fileIn, manifest }`,
  and so are its `children` by name (null for what is no directory).

  Each directory is listed once, and each manifest is read once, when it is asked for: `manifest` is
  null, or `{ text }` with what manifestPaths says of it. A symlink is what it leads to.
  pylib/cargo_nix/skeleton/source_directories.py is the same.
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
  # As text: a path value loses the end that makes Nix look behind a link.
  isDirectory =
    path: location:
    builtins.addErrorContext (message {
      problem = "a symlink of the workspace leads back to itself";
      at = path;
      expected = "a link to a file or a directory";
      waysOut = [ "remove the link" ];
    }) (builtins.pathExists "${toString location}/.");

  open =
    path: location:
    let
      entries = builtins.readDir location;
      inner = name: location + "/${name}";
      typeOf =
        name:
        let
          type = entries.${name};
        in
        if type == "unknown" then builtins.readFileType (inner name) else type;
      leadsToDirectory =
        name:
        typeOf name == "directory"
        || (typeOf name == "symlink" && isDirectory (pathText.join path name) (inner name));
      isFile = name: entries ? ${name} && !(leadsToDirectory name);
    in
    {
      inherit path entries isFile;
      children = builtins.mapAttrs (
        name: _type: if leadsToDirectory name then open (pathText.join path name) (inner name) else null
      ) entries;
      # Whether the directory `folder` has the file `name`: without a look at what else is there.
      fileIn =
        folder: name:
        leadsToDirectory folder
        && builtins.pathExists (inner folder + "/${name}")
        && !(isDirectory (pathText.join path "${folder}/${name}") (inner folder + "/${name}"));
      manifest =
        if !(isFile "Cargo.toml") then
          null
        else
          let
            text = readText {
              location = inner "Cargo.toml";
              path = pathText.join path "Cargo.toml";
            };
          in
          manifestPaths text // { inherit text; };
    };
in
open "" root
