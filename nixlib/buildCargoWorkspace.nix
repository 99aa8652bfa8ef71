/**
  Build a Cargo workspace with one derivation per compilation unit.

  - `pkgs`: nixpkgs for the machine that builds (what is taken from it: surface.nix).
  - `src`: the directory with Cargo.toml and Cargo.lock, or one that has it below.
  - `cargoRoot`: the directory of `src` in which Cargo.toml and Cargo.lock lie, "" for `src` itself.
  Other arguments that name files of the source start at `src`.
  - `toolchain`: null for nixpkgs' Rust, one derivation with all programs, or a set of components.
  - `plan`: null to make it while evaluating (import from derivation), or the committed cargo-nix.json.
  - `target`: a triple, as `cargo build --target`.
  - `command`: Cargo's command whose units are built: `build`, `test`, `bench`, `check` or `doc`.
  - `packages`, `workspace`, `exclude`, `features`, `allFeatures`, `defaultFeatures`, `profile`: as Cargo's flags.
  - `targets`: which targets of them, as `--bins`, `--bin` and the like: `{ bins = true; example = [ "x" ]; }`.
  - `dependencies`: native dependencies and environment by crate, in libnix's format; by default
  Cargo.dependencies.nix beside Cargo.toml, if it is there.
  - `linkers`: the linker by triple, where it is not the one that rustc finds by itself.
  - `crateOverrides`: the same in the format of nixpkgs' defaultCrateOverrides.
  - `nativeDefaults`: whether build scripts get what dependencies/nativeTable.nix lists for their crates.
  - `gitHashes`: hashes of git dependencies by their source in Cargo.lock, or a JSON file of them; without one, Nix
  fetches a repository while evaluating.
  - `registries`: where a registry has its archives (`dl` of its index), by its source in Cargo.lock.
  - `extraFiles`: files outside of a package that its units read, by package name.
  - `buildScriptInputs`: by package name, all that its build script reads of the package, where its text does not say it.
  - `macroInputs`: by package name, all that proc-macros read of the package while its targets are compiled.
  - `testArgs`, `testInputs`: by package name, arguments of its test programs and derivations on their PATH.
  - `writableTests`: packages whose tests may write to their sources: they run in a copy.
  - `nextest`: null, or the cargo-nextest that runs the tests; `nextestArgs`: arguments of `cargo nextest run`.
  - `clippyArgs`, `docArgs`: arguments of the clippy and the documentation checks.
  - `checkBenches`: whether benches are compiled and linted; many need a nightly toolchain.
  - `checkProfile`: the profile that checks are compiled in, `profile` unless it is given.
  - `contentAddressed`: whether units are floating content-addressed derivations, for early cutoff.
  - `incrementalDir`: a directory of this machine, open to the sandbox, for rustc's incremental compilation; impure.
  - `checkPlans`: committed plans of the checks by command: `test`, `bench`, `doc`.
  - `scanFiles`: whether each unit sees only the files that its target can read (a second import from derivation), or
  its whole package.

  Returns `packages`, `bins`, `programs`, `apps`, `default`, `checks`, `doc`, `fullDoc`, `units` (each by the name of its derivation), `plan`, `crates` and
  `devShell`.
*/
scope@{ fail
, nearest
, chunksOf
, surface
, readToolchain
, mkPython
, readLockfile
, fetchCrates
, pathText
, cargoRootOf
, readSkeleton
, mkPlan
, plansBeside
, readPlan
, readDependencies
, readNativeTable
, sourcePath
, memberFiles
, mkFileSets
, unitSources
, mkUnits
, linkerOf
, targetFlags
, mkPackages
, mkApps
, checkNames
, mkChecks
, unitsByName
, reachedFrom
, mkDevShell
, ...
}:
{ pkgs
, src
, cargoRoot ? ""
, toolchain ? null
, plan ? null
, target ? null
, packages ? [ ]
, workspace ? false
, exclude ? [ ]
, targets ? { }
, features ? [ ]
, allFeatures ? false
, defaultFeatures ? true
, profile ? "release"
, command ? "build"
, dependencies ? null
, crateOverrides ? { }
, nativeDefaults ? true
, gitHashes ? { }
, registries ? { }
, extraFiles ? { }
, buildScriptInputs ? { }
, macroInputs ? { }
, scanFiles ? true
, contentAddressed ? false
, incrementalDir ? null
, linkers ? { }
, testArgs ? { }
, testInputs ? { }
, writableTests ? [ ]
, nextest ? null
, nextestArgs ? [ ]
, clippyArgs ? [ "-D" "warnings" ]
, docArgs ? [ "-D" "warnings" ]
, checkBenches ? true
, checkProfile ? profile
, checkPlans ? { }
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
  workspaceDirectory = cargoRootOf cargoRoot;
  inWorkspace = pathText.join workspaceDirectory;
  skeleton = readSkeleton { inherit root; cargoRoot = workspaceDirectory; };
  lockfile = readLockfile skeleton.files.${inWorkspace "Cargo.lock"};
  inherit (fetchCrates { surface = attributes; inherit python system gitHashes registries; inherit (lockfile) locked; }) crates manifestParts;

  # Cargo's answer for one command, and the units of it: `{ made, planned, units, sourceOf }`.
  graphOf = { command, profile, plan, targets ? { }, members ? false, given ? { } }:
    let
      selection = {
        inherit allFeatures command defaultFeatures exclude features packages profile target workspace;
        targets = targetFlags targets;
      };
      made = mkPlan { inherit python system skeleton crates selection members; toolchain = components; };
      planned = readPlan { inherit plan made manifestParts skeleton selection system; shown = nameOf plan; };
      # A committed plan has the sets of its own scan.
      macroInputsToScan = if plan == null then macroInputs else { };
      fileSets =
        if !scanFiles then { }
        else if plan != null then planned.files or { }
        else builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.readFile scanned));
      scanned = mkFileSets {
        inherit python system;
        plan = planned;
        macroInputs = macroInputsToScan;
        pathOf = package: pathOf (memberFilesOf package);
      };
      memberFilesOf = memberFiles { inherit root; inherit (planned) directories; };
      took = reachedFrom { inherit all; };
      # Units of single members stand behind those of the selection.
      all = map (entry: entry // { drv = assert planned.usable; entry.drv; }) (mkUnits {
        surface = attributes;
        inherit python system crates nativeOf contentAddressed incrementalDir given;
        toolchain = components;
        cargoRoot = workspaceDirectory;
        plan = planned // { units = planned.units ++ planned.members.units or [ ]; };
        unitSources = unitSources {
          inherit pathOf fileSets extraFiles buildScriptInputs writableTests;
          macroInputs = macroInputsToScan;
        };
        nativeDefaults = nativeTable;
        linkerOf = linkerOf { surface = attributes; inherit linkers toolchain root; };
      });
    in
    {
      inherit made planned scanned all;
      # What a shipped program must not refer to: all that took part in it, and nothing else of the workspace.
      scrubOf = shipped:
        let
          reached = took shipped;
          # But for artifact dependencies: who names such a file opens it when it runs.
          opened = builtins.listToAttrs (builtins.concatMap
            ({ unit, ... }: map (found: { name = (builtins.elemAt all (builtins.elemAt found 0)).unit.identity; value = null; }) (builtins.attrValues (unit.artifacts or { })))
            reached);
          # They are searched for, not read, so they are no inputs; but the path of what is content-addressed is known to who
          # has it as an input.
          known = builtins.unsafeDiscardStringContext;
          made = if contentAddressed then (path: path) else known;
        in
        builtins.concatMap
          ({ unit, drv, source, src, ... }:
            (if opened ? ${unit.identity} then [ ] else [ (made "${drv}") ]) ++ [ ((if source ? unpacked then made else known) src) ])
          reached
        ++ map known [ "${components.rustc}" "${components.cargo}" ];
      units = builtins.genList (builtins.elemAt all) (builtins.length planned.units);
      # All files that the targets of a package name, for tools that read sources.
      sourceOf = package: more:
        let
          member = memberFilesOf { inherit (package) targets; inherit (package.origin) directory; };
          sets = builtins.attrValues (fileSets.${package.origin.directory} or { });
        in
        pathOf (member // {
          files = more ++ extraFiles.${package.name} or [ ] ++ builtins.concatMap (set: set.files) sets;
        });
    };
  main = assert namesAreKnown; graphOf { inherit command profile plan targets; };
  # Asked for only where one of several packages is wanted by itself.
  alone = aloneIn true;
  aloneIn = members: graphOf { inherit command profile plan targets members; given = byIdentity main.units; };
  # A committed plan has all of them. Else one derivation asks about some, so that who wants one package waits for few
  # questions, and who wants all for few derivations.
  aloneOf =
    let
      size = 24;
      names = builtins.attrNames (builtins.groupBy ({ package, ... }: package.name) (map (builtins.elemAt main.units) main.planned.roots));
      graphs = builtins.listToAttrs (builtins.concatMap (group: let graph = aloneIn group; in map (name: { inherit name; value = graph; }) group) (chunksOf size names));
    in
    if plan != null || builtins.length names <= size then _name: alone else name: graphs.${name};
  byIdentity = units: builtins.listToAttrs (map ({ unit, drv, ... }: { name = unit.identity; value = drv; }) units);
  checkGraph = checkGraphIn false;
  checkGraphIn = members: name: graphOf {
    inherit members;
    command = name;
    profile = checkProfile;
    plan = checkPlans.${name} or null;
    given = byIdentity main.units;
  };
  # What a committed plan has to equal: it has what the units of single members are.
  comparedTo = graph: committed: { inherit committed; inherit (graph) made scanned; inherit (graph.planned) refresh; };
  namesAreKnown = checkNames
    {
      locked = map (package: package.name) lockfile.names;
      given = {
        inherit writableTests;
        buildScriptInputs = builtins.attrNames buildScriptInputs;
        macroInputs = builtins.attrNames macroInputs;
        extraFiles = builtins.attrNames extraFiles;
        testArgs = builtins.attrNames testArgs;
        testInputs = builtins.attrNames testInputs;
      };
    } && builtins.all
    (name: builtins.elem name plannedCommands || fail {
      problem = "`checkPlans` knows no `${name}`";
      at = "buildCargoWorkspace: checkPlans";
      expected = builtins.concatStringsSep ", " plannedCommands;
      got = name;
      waysOut = [ "did you mean `${nearest name plannedCommands}`?" "remove the entry" ];
    })
    (builtins.attrNames checkPlans);
  plannedCommands = [ "bench" "build" "doc" "test" ];
  checks = mkChecks {
    surface = attributes;
    cargoRoot = workspaceDirectory;
    inherit python system root testArgs testInputs nextest nextestArgs clippyArgs docArgs checkBenches;
    inherit (tests) sourceOf;
    toolchain = components;
    # Checks are of all targets.
    build = if command == "build" && targets == { } then main else checkGraph "build";
    inherit tests;
    benches = checkGraph "bench";
    docs = checkGraph "doc";
    plans = (if plan == null then { } else { plan = comparedTo alone plan; })
      // builtins.listToAttrs (map
      (name: { name = "plan-${name}"; value = comparedTo (checkGraphIn true name) checkPlans.${name}; })
      (builtins.attrNames checkPlans));
    inherit nameOf;
    profileDir = { dev = "debug"; test = "debug"; bench = "release"; }.${checkProfile} or checkProfile;
  };
  tests = checkGraph "test";

  pathOf = sourcePath { inherit root ownFiles; };
  ownFiles = [ "flake.nix" "flake.lock" "cargo-nix.json" "Cargo.dependencies.nix" ]
    ++ [ (inWorkspace "Cargo.dependencies.nix") ]
    ++ map (relativeTo root) (builtins.concatMap plansBeside
    (builtins.filter (path: path != null && relativeTo root path != "") ([ plan ] ++ builtins.attrValues checkPlans)));
  relativeTo = directory: path:
    let start = toString directory + "/"; in
    if builtins.substring 0 (builtins.stringLength start) (toString path) == start
    then builtins.substring (builtins.stringLength start) (-1) (toString path)
    else "";
  nameOf = path: let inner = relativeTo root path; in if inner == "" then baseNameOf (toString path) else inner;
  beside = root + "/${inWorkspace "Cargo.dependencies.nix"}";
  nativeOf = readDependencies {
    inherit pkgs crateOverrides;
    dependencies = if dependencies == null && builtins.pathExists beside then beside else dependencies;
    inherit (lockfile) names;
  };
  nativeTable = readNativeTable { surface = surface.selectNative pkgs; enabled = nativeDefaults; };
  outputs = mkPackages {
    inherit python system;
    inherit main aloneOf;
  };
in
{
  inherit (outputs) packages bins programs default;
  inherit crates;
  inherit (checks) checks doc fullDoc;
  apps = mkApps outputs.bins;
  plan = alone.made;
  units = unitsByName main.units;
  devShell = mkDevShell {
    surface = attributes;
    inherit python system crates target;
    tools = builtins.concatLists (builtins.attrValues testInputs) ++ (if nextest == null then [ ] else [ nextest ]);
    linker = if target == null then null else linkerOf { surface = attributes; inherit linkers toolchain root; } { triple = target; named = null; };
    toolchain = components;
    natives = map nativeOf lockfile.names ++ [ (nativeTable.ofNames (map (package: package.name) lockfile.names)) ];
  };
}
