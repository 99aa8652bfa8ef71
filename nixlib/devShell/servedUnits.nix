/**
  Return rows of the units that answer rustc in the dev shell, from the entries (mkUnits.nix) of a
  graph: units of crates outside of the workspace, without dependencies in the workspace.
  pylib/cargo_nix/shell/write_index.py reads the rows.
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
    # A built library contains the metadata of the checked library.
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
  # Cargo does not run a script whose result is in the configuration.
  isCompiledOrRun = { unit, ... }: unit.run == null || unit.run.program != null;
  isRow = index: builtins.elemAt served index && isCompiledOrRun (builtins.elemAt entries index);
  indices = builtins.filter isRow (builtins.genList (index: index) (builtins.length entries));
in
map (index: row (builtins.elemAt entries index)) indices
