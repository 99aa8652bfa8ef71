/**
  Return a function from a row of the plan to the native dependencies of the unit: the
  dependencies of the package (`nativeOf`), and for the run of a build script also the defaults
  (`scriptDefaults`).
*/
_scope:
{
  plan,
  nativeOf,
  scriptDefaults,
}:
let
  # One result per package, shared by the units of the package.
  packageInputs = map (
    package:
    nativeOf {
      inherit (package) name version;
      isMember = package.origin.directory != null;
    }
  ) plan.packages;
  packageOf = row: builtins.elemAt plan.packages row.package;
  packageNameAt = index: (packageOf (builtins.elemAt plan.units index)).name;
  # A crate in the closure of a build script may call a program, so the closure decides about
  # inputs.
  linkedNames =
    run:
    if run.program == null then
      [ ]
    else
      map packageNameAt (builtins.elemAt plan.units run.program).closure;
in
row:
let
  native = builtins.elemAt packageInputs row.package;
  defaults = scriptDefaults {
    inherit (packageOf row) name;
    inherit (row.run) features;
    inherit (native) listed;
    links = linkedNames row.run;
  };
in
if row.run == null then
  native
else
  native
  // {
    nativeBuildInputs = native.nativeBuildInputs ++ defaults.nativeBuildInputs;
    buildInputs = native.buildInputs ++ defaults.buildInputs;
  }
