/**
  The options of the group "One package" (options.nix).
*/
{ types, ... }:
with types;
let
  test = [
    {
      name = "args";
      type = listOf text;
      default = [ ];
      description = ''
        Arguments for the test programs and doctests of the package, like the arguments behind
        `cargo test --`.
      '';
      example = ''packageOverrides.stock.test.args = [ "--skip" "slow" ];'';
    }
    {
      name = "inputs";
      type = listOf package;
      default = [ ];
      description = ''
        Programs on PATH for the tests of the package. The dev shell has these programs too.
      '';
      example = "packageOverrides.stock.test.inputs = [ pkgs.git ];";
    }
    {
      name = "writable";
      type = bool;
      default = false;
      description = ''
        Compiles and runs the tests of the package in a copy of the package, so that tests can write
        beside their sources. See [checks.md](checks.md#the-environment-of-a-test).
      '';
      example = "packageOverrides.stock.test.writable = true;";
    }
  ];
  packageOverride = [
    {
      name = "extraFiles";
      type = listOf name;
      default = [ ];
      description = ''
        Files and directories that all units of the package see in addition, as paths from `src`.
        Name a file by its real path, because Nix does not follow symlinks. An error about a missing
        file shows the entry to add ([errors.md](errors.md#help-)).
      '';
      example = ''packageOverrides.stock.extraFiles = [ "LICENSE" "assets" ];'';
    }
    {
      name = "buildScriptInputs";
      type = nullOr (listOf name);
      default = null;
      description = ''
        All files and directories that the build script reads, as paths from the package. The run
        sees this list, Cargo.toml and the script; edits of other files do not run the script again.
        With `null`, the [level](rebuilds.md#levels) of the script decides. See
        [build-scripts.md](build-scripts.md#buildscriptinputs).
      '';
      example = ''packageOverrides.stock.buildScriptInputs = [ "schema" ];'';
    }
    {
      name = "buildScriptWritable";
      type = bool;
      default = false;
      description = ''
        Runs the build script in a copy of its files, so that it can write beside the sources and
        below `target`. Units of the package and of its dependents see the files that the script
        wrote. A script that stops at a read-only file gets such a copy without this setting. See
        [build-scripts.md](build-scripts.md#files-beside-the-sources).
      '';
      example = "packageOverrides.stock.buildScriptWritable = true;";
    }
    {
      name = "shippedFiles";
      type = listOf name;
      default = [ ];
      description = ''
        Files and directories that the build script writes and that belong into the package, such as
        C headers. Paths start at the package, or else at OUT_DIR, and are the paths in the output.
      '';
      example = ''packageOverrides.stock.shippedFiles = [ "include" ];'';
    }
    {
      name = "macroInputs";
      type = nullOr (listOf name);
      default = null;
      description = ''
        All files and directories that proc-macros read while rustc compiles the package, as paths
        from the package. With `null`, a package with a macro that may open files sees the whole
        package or workspace. A committed plan keeps its own file sets. See
        [rebuilds.md](rebuilds.md#macroinputs).
      '';
      example = ''packageOverrides.stock.macroInputs = [ "migrations" ".sqlx" ];'';
    }
    {
      name = "nativeBuildInputs";
      type = orFunction (listOf package);
      default = [ ];
      description = ''
        Programs on PATH for the units of the package.
      '';
      example = "packageOverrides.stock.nativeBuildInputs = [ pkgs.protobuf ];";
    }
    {
      name = "buildInputs";
      type = orFunction (listOf package);
      default = [ ];
      description = ''
        Libraries for the units of the package: pkg-config and the linker find them. A function
        gets the packages of the unit's platform: see [cross.md](cross.md#libraries).
      '';
      example = "packageOverrides.stock.buildInputs = [ pkgs.libpcap ];";
    }
    {
      name = "env";
      type = attrsOf variable;
      default = { };
      description = ''
        Environment variables for the units of the package, and for its tests, doctests, clippy and
        rustdoc. Cargo's own variables override them.
      '';
      example = ''packageOverrides.stock.env.DATABASE_URL = "sqlite::memory:";'';
    }
    {
      name = "test";
      type = set test;
      default = { };
      description = ''
        Settings of the package's tests, described below.
      '';
      example = "packageOverrides.stock.test.inputs = [ pkgs.git ];";
    }
  ];
in
[
  {
    name = "packageOverrides";
    type = attrsOf (set packageOverride);
    default = { };
    description = ''
      Settings for single packages, by the name of the package. A name that is not a locked
      package is an error. The settings are below.
    '';
    example =
      ''packageOverrides.stock = { extraFiles = [ "LICENSE" ]; ''
      + ''test.args = [ "--skip" "slow" ]; };'';
  }
]
