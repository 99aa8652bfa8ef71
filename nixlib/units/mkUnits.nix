/**
  Return the plan's units in the plan's order, `{ unit, package, source, attributes, drv, programs, closure }` each:

  - `unit`, `package`: their rows in the plan;
  - `source`: where the unit's files are (memberSource.nix); `source.src` is where they were compiled;
  - `attributes`, `drv`: mkUnit's;
  - `programs`: the entries of the programs that a test may start, by name;
  - `closure`: the entries of the libraries that it links.

  `given` are entries of another plan by identity: a unit that is there is not made again.
*/
{
  mkUnit,
  mkBuilder,
  memberSource,
  crateSource,
  ...
}:
{
  surface,
  python,
  system,
  toolchain,
  plan,
  cargoRoot,
  crates,
  unitSources,
  nativeOf,
  scriptDefaults,
  linkerOf,
  contentAddressed,
  incrementalDir,
  given,
}:
let
  make = mkUnit {
    inherit
      surface
      python
      system
      toolchain
      plan
      contentAddressed
      incrementalDir
      ;
    builder = mkBuilder { inherit python system; };
  };

  isHostProgram =
    row:
    builtins.elem row.kind [
      "custom-build"
      "proc-macro"
    ]
    && row.run == null;
  linkedByHost = builtins.listToAttrs (
    map (index: {
      name = (builtins.elemAt plan.units index).identity;
      value = null;
    }) (builtins.concatMap (row: row.closure) (builtins.filter isHostProgram plan.units))
  );
  sourceOfMember = memberSource { inherit cargoRoot unitSources linkedByHost; };
  sourceOfCrate = crateSource { inherit crates; };

  packages = map (package: {
    inherit package;
    native = nativeOf {
      inherit (package) name version;
      isMember = package.origin.directory != null;
    };
    sourceOf =
      if package.origin.directory == null then sourceOfCrate package else sourceOfMember package;
  }) plan.packages;

  # A crate that a build script links may call a program, so the inputs of the script's run follow from its closure.
  linkedNames =
    run:
    if run.program == null then
      [ ]
    else
      map (
        index: (builtins.elemAt plan.packages (builtins.elemAt plan.units index).package).name
      ) (builtins.elemAt plan.units run.program).closure;
  nativeOfUnit =
    row:
    { package, native, ... }:
    if row.run == null then
      native
    else
      let
        defaults = scriptDefaults {
          inherit (package) name;
          inherit (row.run) features;
          inherit (native) listed;
          links = linkedNames row.run;
        };
      in
      native
      // {
        nativeBuildInputs = native.nativeBuildInputs ++ defaults.nativeBuildInputs;
        buildInputs = native.buildInputs ++ defaults.buildInputs;
      };

  units = map (
    row:
    let
      inherit (builtins.elemAt packages row.package) package sourceOf;
      source = sourceOf row;
      triple = if row.platform == null then plan.host else row.platform;
      unit = row // {
        linker = linkerOf {
          inherit triple;
          named = row.linker;
        };
      };
      made = make {
        inherit unit package units;
        native = nativeOfUnit row (builtins.elemAt packages row.package);
        source = source.unpacked or source;
        # The programs that an integration test may start.
        bins = builtins.mapAttrs (
          _name: index:
          let
            program = builtins.elemAt units index;
          in
          "${program.drv}/${builtins.head program.unit.products}"
        ) row.bins;
      };
      entry = given.${row.identity} or (made // { inherit source; });
    in
    {
      inherit unit package;
      inherit (entry) attributes drv;
      source =
        entry.source
        // (if source ? run then { inherit (source) run; } else { })
        // {
          src = "${entry.drv.src}";
        };
      programs = builtins.mapAttrs (_name: builtins.elemAt units) row.bins;
      closure = map (builtins.elemAt units) row.closure;
    }
  ) plan.units;
in
units
