/**
  Return an app of the argument `web` by its name:

  - `app`: a directory to serve, or a package for JavaScript (pylib/cargo_nix/web). Its attribute
    `module` is the package with the compiled module, `units` are the units for the browser by
    name, and `updatePlan` writes the committed plan of the app.
  - `checks`: see webTests.nix.
*/
{
  fail,
  lib,
  mkBuilder,
  mkGraphs,
  mkProducts,
  mkUpdatePlan,
  overridable,
  pageFiles,
  pylib,
  runPython,
  unitsByName,
  webArguments,
  webModule,
  webTests,
  ...
}:
{ workspace, arguments }:
name: app:
let
  inherit (workspace)
    python
    root
    skeleton
    system
    ;
  argument = "web.${lib.escapeNixIdentifier name}";
  ofApp = webArguments { inherit arguments name app; };
  packageName = builtins.head ofApp.packages;
  members = builtins.filter ({ isMember, ... }: isMember) workspace.lockfile.names;
  isMember = builtins.any (member: member.name == packageName) members;
  graphs = mkGraphs {
    inherit workspace;
    arguments = ofApp;
  };

  entry = webModule {
    entries = builtins.filter ({ unit, ... }: unit.products != [ ]) graphs.main.roots;
    inherit app argument;
  };
  inherit (entry) package unit;
  file = builtins.head (builtins.filter (lib.hasSuffix ".wasm") unit.products);
  module = mkProducts { inherit workspace; } {
    graph = graphs.main;
    inherit package;
    pname = package.name;
    name = "${package.name}-${package.version}-wasm";
    entries = [ entry ];
  };
  inherit (package.origin) directory;
  index = if app.target == "web" then app.index else null;
  page = pageFiles {
    inherit
      root
      directory
      index
      argument
      ;
    inherit (app) assets;
  };
  program = builtins.path {
    path = pylib + "/cargo_nix/web";
    name = "cargo-nix-web";
    filter = path: _type: baseNameOf path != "__pycache__";
  };
  stopForeign = fail {
    problem = "the workspace has no package `${packageName}`";
    at = "buildCargoWorkspace: ${argument}";
    expected = "a member: ${builtins.concatStringsSep ", " (map (member: member.name) members)}";
    got = packageName;
    waysOut = [ "name the package of the app: `${argument}.package = \"…\";`" ];
  };
  result = runPython {
    name = "${name}-web";
    inherit system program;
    python = python.builder;
    request = {
      unitBuilder = mkBuilder { inherit python system; };
      inherit argument;
      inherit (app)
        assets
        bindgenArgs
        features
        hashNames
        noDefaultFeatures
        publicUrl
        target
        wasmOptArgs
        ;
      bindgen = "${workspace.bindgenCli}/bin/wasm-bindgen";
      module = "${module}/${if unit.kind == "bin" then "bin" else "lib"}/${file}";
      wasmOpt = lib.optionalString (app.wasmOpt != null) "${app.wasmOpt}/bin/wasm-opt";
      profile = if app.profile == null then "" else app.profile;
      src = workspace.pathOf page;
      inherit directory;
      index = lib.optionalString page.hasPage index;
      about = {
        inherit (package) name version;
        description = package.env.CARGO_PKG_DESCRIPTION;
        license = package.env.CARGO_PKG_LICENSE;
        repository = package.env.CARGO_PKG_REPOSITORY;
        homepage = package.env.CARGO_PKG_HOMEPAGE;
      };
    };
  };
in
assert isMember || stopForeign;
{
  app = overridable {
    inherit module;
    inherit (package) version;
    units = unitsByName graphs.main.units;
    updatePlan = mkUpdatePlan {
      inherit
        python
        system
        root
        skeleton
        ;
      file = app.committedPlan;
      made = graphs.committedPlan;
    };
  } result;
  checks = webTests {
    inherit workspace name;
    arguments = ofApp;
    inherit (graphs) tests;
  };
}
