/**
  Return the units of a plan in the plan's order. Each is an entry, a set:

  - `unit`, `package`: the rows of the plan.
  - `source`: the files of the unit (memberSource.nix). `source.src` are the files of the
    compilation.
  - `attributes`, `drv`: see mkUnit.nix.
  - `programs`: the entries of the programs that a test may start, by name.
  - `closure`: the entries of the linked libraries.
  - `libraries`: the files that dependents link. `cLibraries`: the dynamic and static libraries
    among the files, which C code links. All dependents share both values, because the closures of
    a large workspace have a million entries.

  `sourceOfMember` returns the source of a unit of a path package (memberSource.nix).
  `sharedEntries` are entries of another plan by identity. A unit with an entry there is not made
  again.
*/
{
  crateSource,
  lib,
  mkBuilder,
  mkUnit,
  unitInputs,
  ...
}:
{
  python,
  system,
  toolchain,
  plan,
  crates,
  sourceOfMember,
  platformOf,
  contentAddressed,
  incrementalDir,
  sharedEntries,
}:
let
  makeUnit = mkUnit {
    inherit
      python
      system
      toolchain
      plan
      contentAddressed
      incrementalDir
      ;
    builder = mkBuilder { inherit python system; };
  };
  settingsByPlatform = builtins.mapAttrs (
    _platform: rows: platformOf plan.host (builtins.head rows).platform
  ) (builtins.groupBy (row: toString row.platform) plan.units);
  settingsOf = row: settingsByPlatform.${toString row.platform};
  inputsOf = unitInputs { inherit plan settingsOf; };

  sourceOfCrate = crateSource { inherit crates; };
  # One function per package, so that the units of a package share the results.
  sourceFunctions = map (
    package: (if package.origin.directory == null then sourceOfCrate else sourceOfMember) package
  ) plan.packages;

  isForC = file: builtins.match ".*\\.(so|dylib|dll|a|lib)" file != null;
  entryOf =
    row:
    let
      package = builtins.elemAt plan.packages row.package;
      source = builtins.elemAt sourceFunctions row.package row;
      unit = row // {
        linker = (settingsOf row).linkerOf row;
      };
      programs = builtins.mapAttrs (_name: builtins.elemAt entries) row.bins;
      programPath = program: "${program.drv}/${builtins.head program.unit.products}";
      newEntry =
        makeUnit {
          inherit unit package;
          inherit (settingsOf row) mkDerivation;
          units = entries;
          inherit libraries;
          native = inputsOf row;
          source = source.unpacked or source;
          bins = builtins.mapAttrs (_name: programPath) programs;
        }
        // {
          inherit source;
        };
      entry = sharedEntries.${row.identity} or newEntry;
      fileOf = file: "${entry.drv}/${file}";
    in
    {
      inherit unit package programs;
      inherit (entry) attributes drv mkDerivation;
      source =
        entry.source
        // lib.optionalAttrs (source ? run) { inherit (source) run; }
        // {
          src = "${entry.drv.src}";
        };
      closure = map (builtins.elemAt entries) row.closure;
      libraries = map fileOf row.linkable;
      cLibraries = map fileOf (builtins.filter isForC row.files);
    };
  entries = map entryOf plan.units;
  libraries = map (entry: entry.libraries) entries;
in
entries
