/**
  Return a folder that holds the parts `only` of the package `cargo_nix` (all of it where that is null), without the
  files and folders called `without`, and their bytecode: a plan and a scan are short, and compiling Python is most of them.
*/
{ pylib, ... }:
{ python, system, name, only ? null, without ? [ ] }:
let
  inner = path: builtins.substring (builtins.stringLength (toString pylib) + 1) (-1) path;
  below = directory: path: path == directory || builtins.substring 0 (builtins.stringLength directory + 1) path == "${directory}/";
  source = builtins.path {
    path = pylib;
    name = "${name}-source";
    filter = path: _type:
      !(builtins.elem (baseNameOf path) ([ "__pycache__" ] ++ without))
      && (only == null || inner path == "cargo_nix" || builtins.any (part: below "cargo_nix/${part}" (inner path) || below (inner path) "cargo_nix/${part}") only);
  };
in
"${derivation {
  inherit name system;
  builder = python;
  args = [
    "-I"
    "-B"
    "-c"
    ''
      import compileall, os, py_compile, shutil, sys
      source, out = sys.argv[1:]
      shutil.copytree(source, out)
      for directory, _folders, _files in os.walk(out):
          os.chmod(directory, 0o755)
      never = py_compile.PycInvalidationMode.UNCHECKED_HASH
      sys.exit(not compileall.compile_dir(out, quiet=1, stripdir=out, invalidation_mode=never))
    ''
    source
    (placeholder "out")
  ];
  preferLocalBuild = true;
}}"
