/**
  Return the entries (mkUnits) of a graph that answer rustc in the dev shell: units of crates that are not in the
  workspace, and whose dependencies are not in the workspace either. A unit's row is the request of
  pylib/cargo_nix/shell/write_index.py.
*/
_scope:
{ vendoredCrates }:
entries:
let
  orNone = index: if index == null then [ ] else [ index ];
  dependenciesOf =
    unit:
    map (extern: extern.unit) unit.externs
    ++ unit.closure
    ++ unit.host_closure
    ++ orNone unit.script
    ++ unit.to_link
    ++ unit.plugins
    ++ (
      if unit.run == null then
        [ ]
      else
        orNone unit.run.program ++ map (link: builtins.elemAt link 1) unit.run.links
    );
  isServed =
    { unit, package, ... }:
    package.origin.directory == null
    && (unit.artifacts or { }) == { }
    # The metadata of a checked library is in the library that is built.
    && (unit.mode == "build" || unit.mode == "run-custom-build")
    && builtins.all (builtins.elemAt served) (dependenciesOf unit);
  # Dependencies come first in a plan.
  served = map isServed entries;
  outOf = index: "${(builtins.elemAt entries index).drv}";
  row =
    {
      unit,
      package,
      attributes,
      drv,
      ...
    }:
    {
      out = "${drv}";
      package = package.name;
      inherit (package) version;
      crate = package.origin.crate;
      vendored = vendoredCrates.${package.origin.crate} or "";
      store = builtins.storeDir;
      crateName = unit.crate_name;
      inherit (unit)
        edition
        args
        strip
        platform
        files
        identity
        ;
      argsAfter = unit.args_after;
      externs = builtins.concatMap (
        extern:
        map (_file: {
          inherit (extern) name options;
          unit = outOf extern.unit;
        }) (builtins.elemAt entries extern.unit).unit.linkable
      ) unit.externs;
      script = if unit.script == null then "" else outOf unit.script;
      linked = map outOf unit.to_link;
      passLinks = unit.pass_links;
      variables = attributes.configEnv // attributes.dependencyEnv // unit.env;
      run = if unit.run == null || unit.run.program == null then null else runOf unit;
      attributes =
        if unit.run == null then
          null
        else
          {
            inherit (attributes)
              configEnv
              dependencyEnv
              packageEnv
              cfg
              ;
            unit = { inherit (attributes.unit) env linker run; };
            # Paths are not compared.
            cargo = "";
            manifestDir = "";
            rustc = "";
            rustdoc = "";
          };
    };
  runOf = unit: {
    program = outOf unit.run.program;
    links = map (link: [
      (builtins.elemAt link 0)
      (outOf (builtins.elemAt link 1))
    ]) unit.run.links;
  };
  # The configuration may have the result of a script: Cargo then runs nothing.
  isCompiledOrRun = { unit, ... }: unit.run == null || unit.run.program != null;
  isRow = index: builtins.elemAt served index && isCompiledOrRun (builtins.elemAt entries index);
  indices = builtins.filter isRow (builtins.genList (index: index) (builtins.length entries));
in
map (index: row (builtins.elemAt entries index)) indices
