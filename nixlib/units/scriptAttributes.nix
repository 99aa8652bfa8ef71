/**
  Return the attributes of a derivation that runs a build script, beside `common`, the attributes
  of commonAttributes.nix.
*/
{ outputAt, ... }:
{ toolchain, plan }:
common:
{
  unit,
  units,
  source,
  ...
}:
let
  outputOf = outputAt units;
  inherit (unit) run;
  entryAt = builtins.elemAt units;
  programIndexes = if run.program == null then [ ] else [ run.program ];
  linkedEntries = map entryAt (
    programIndexes ++ builtins.concatMap (index: (entryAt index).unit.closure) programIndexes
  );
  entriesInSource = builtins.filter (
    { package, ... }: package.origin.directory != null
  ) linkedEntries;
in
{
  inherit (source) cwd;
  # The program is an input, and contains these paths.
  sources = map ({ source, ... }: builtins.unsafeDiscardStringContext source.src) entriesInSource;
  rustdoc = "${toolchain.rustc}/bin/rustdoc";
  # Cargo's configuration can replace a script by its output, and then no program runs.
  program = if run.program == null then "" else "${outputOf run.program}/${run.program_file}";
  links = map (link: [
    (builtins.elemAt link 0)
    (outputOf (builtins.elemAt link 1))
  ]) run.links;
  plugins = map outputOf unit.plugins;
  cfg = plan.cfg.${run.cfg};
  unit = common.unit // {
    run = builtins.removeAttrs run [
      "program"
      "program_file"
      "links"
      "cfg"
    ];
  };
}
