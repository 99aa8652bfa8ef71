/**
  Build a Cargo workspace with one derivation per compilation unit.

  - `pkgs`: nixpkgs for the machine that builds (what is taken from it: surface.nix).
  - `src`: the directory with Cargo.toml and Cargo.lock.
  - `toolchain`: null for nixpkgs' Rust, one derivation with all programs, or a set of components.
  - `plan`: null to make it while evaluating (import from derivation), or the committed cargo-nix.json.
  - `target`: a triple, as `cargo build --target`.
  - `packages`, `workspace`, `features`, `allFeatures`, `defaultFeatures`, `profile`: as Cargo's flags.
  - `dependencies`: native dependencies and environment by crate, in libnix's format; by default
    Cargo.dependencies.nix beside Cargo.toml, if it is there.
  - `linkers`: the linker by triple, where it is not the one that rustc finds by itself.
  - `crateOverrides`: the same in the format of nixpkgs' defaultCrateOverrides.
  - `extraFiles`: files outside of a package that its units read, by package name.
  - `buildScriptInputs`: by package name, all that its build script reads of the package; the whole package by default.
  - `scanFiles`: whether each unit sees only the files that its target can read (a second import from derivation), or
    its whole package.

  Returns `packages`, `bins`, `programs`, `default`, `units` (each by the name of its derivation), `plan`, `crates` and `devShell`.
*/
scope@{ surface
, readToolchain
, mkPython
, readLockfile
, fetchCrates
, readSkeleton
, mkPlan
, readPlan
, readDependencies
, memberSources
, scanMembers
, sourcesOf
, mkUnits
, linkerOf
, mkPackages
, unitsByName
, mkDevShell
, ...
}:
{ pkgs
, src
, toolchain ? null
, plan ? null
, target ? null
, packages ? [ ]
, workspace ? false
, features ? [ ]
, allFeatures ? false
, defaultFeatures ? true
, profile ? "release"
, command ? "build"
, dependencies ? null
, crateOverrides ? { }
, extraFiles ? { }
, buildScriptInputs ? { }
, scanFiles ? true
, linkers ? { }
}:
let
  attributes = surface.select pkgs;
  system = attributes.stdenv.buildPlatform.system;
  python = mkPython { surface = attributes; };
  components = readToolchain { surface = attributes; inherit toolchain; };

  # A derivation as source is built before it is read.
  root =
    if builtins.isPath src then src
    else builtins.seq (builtins.readDir "${src}") (/. + builtins.unsafeDiscardStringContext "${src}");
  skeleton = readSkeleton root;
  lockfile = readLockfile skeleton.files."Cargo.lock";
  crates = fetchCrates { surface = attributes; inherit python system; inherit (lockfile) locked; };
  selection = {
    inherit allFeatures command defaultFeatures features packages profile target workspace;
    targets = [ ];
  };

  made = mkPlan { inherit python system skeleton crates selection; toolchain = components; };
  planned = readPlan { inherit plan made skeleton selection; };

  wholeMember = memberSources { inherit root ownFiles; inherit (skeleton) directories; };
  files =
    if !scanFiles then { }
    else if plan != null then planned.files or { }
    else
      scanMembers {
        inherit python system;
        inherit (skeleton) directories;
        plan = planned;
        sourceOf = package: wholeMember { inherit (package) name; inherit (package.origin) directory; };
      };
  ownFiles = [ "flake.nix" "flake.lock" "cargo-nix.json" "Cargo.dependencies.nix" ]
    ++ (if plan == null then [ ] else [ (relativeTo root plan) ]);
  relativeTo = directory: path:
    let start = toString directory + "/"; in
    if builtins.substring 0 (builtins.stringLength start) (toString path) == start
    then builtins.substring (builtins.stringLength start) (-1) (toString path)
    else "";
  named = unitsByName units;
  beside = root + "/Cargo.dependencies.nix";
  nativeOf = readDependencies {
    inherit pkgs crateOverrides;
    dependencies = if dependencies == null && builtins.pathExists beside then beside else dependencies;
    inherit (lockfile) names;
  };
  units = mkUnits {
    surface = attributes;
    inherit python system crates nativeOf;
    toolchain = components;
    plan = planned;
    sourcesOf = sourcesOf {
      inherit root ownFiles files extraFiles buildScriptInputs;
      inherit (skeleton) directories;
    };
    linkerOf = linkerOf { surface = attributes; inherit linkers toolchain; };
  };
  outputs = mkPackages {
    inherit python system units;
    plan = planned;
    scrub = builtins.concatMap ({ drv, source, ... }: [ "${drv}" source.src ]) units
      ++ [ "${components.rustc}" "${components.cargo}" ];
  };
in
{
  inherit (outputs) packages bins programs default;
  inherit crates;
  plan = made;
  units = named;
  devShell = mkDevShell {
    surface = attributes;
    toolchain = components;
    natives = map nativeOf lockfile.names;
  };
}
