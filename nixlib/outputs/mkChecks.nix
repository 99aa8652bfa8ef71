/**
  Return `checks` (derivations by name), `doc` and `fullDoc`.

  `build`, `tests`, `benches` and `docs` are graphs: `planned` and `units` each. A test, bench or example is compiled by a
  unit like any other; what is made here runs it, or lints, formats and documents the units' sources. Nothing of this is
  looked at before a check is asked for. `plans` are the committed plans by check: the file `committed`, `made` and `scanned`,
  which it has to equal, and `refresh`, the command that writes it.

  Names, for a package `p`: `p-test` (the library's own tests), `p-bin-x-test`, `p-test-x` (tests/x.rs), `p-doctest`,
  `p-example-x`, `p-bench-x` (compiled), `p-clippy`, `p-fmt`, `p-doc`; those of `plans`.
*/
{ fail, pathText, storeName, mkJob, mkTestRun, mkPlaced, mkDoctest, mkClippy, mkFormat, mkDocuments, configurationOf, lintsOf, ... }:
{ surface
, python
, system
, toolchain
, root
, cargoRoot
, sourceOf
, build
, tests
, benches
, docs
, plans
, nameOf
, profileDir
, testArgs
, testInputs
, nextest
, nextestArgs
, clippyArgs
, docArgs
, checkBenches
}:
let
  inWorkspace = name: root + "/${pathText.join cargoRoot name}";
  job = mkJob { inherit surface python system; };
  component = name: toolchain.${name} or (fail {
    problem = "the toolchain has no ${name}";
    at = "buildCargoWorkspace: toolchain";
    expected = "a component `${name}` of the release that rustc is of: the check runs it";
    got = "a set with ${builtins.concatStringsSep ", " (builtins.attrNames toolchain)}";
    waysOut = [ "add `${name}` to `toolchain`" "leave the check out" ];
  });
  placedOf = mkPlaced { inherit job; };
  runTest = mkTestRun {
    inherit job placedOf profileDir nextest nextestArgs;
    inherit (tests.planned) host;
    nextestConfig =
      let file = inWorkspace ".config/nextest.toml"; in
      if builtins.pathExists file then builtins.path { path = file; name = "nextest.toml"; } else "";
  };
  runDoctest = mkDoctest { inherit job toolchain; };
  clippy = mkClippy { inherit job; clippy = component "clippy"; };
  format = mkFormat { inherit job; rustfmt = component "rustfmt"; };
  documents = mkDocuments { inherit job toolchain; arguments = docArgs; };
  clippyFile = configurationOf { inherit root; names = [ ".clippy.toml" "clippy.toml" ]; };
  rustfmtFile = configurationOf { inherit root; names = [ ".rustfmt.toml" "rustfmt.toml" ]; };

  rootsOf = graph: map (builtins.elemAt graph.units) graph.planned.roots;
  isMember = { package, ... }: package.origin.directory != null;
  byPackage = builtins.groupBy ({ package, ... }: package.id);
  distinct = keyOf: entries: map builtins.head (builtins.attrValues (builtins.groupBy keyOf entries));
  targetOf = { unit, package, ... }: "${package.id} ${unit.kind} ${unit.target}";
  compiles = { unit, ... }: unit.mode == "build" || unit.mode == "test";

  testRoots = rootsOf tests;
  hasBenches = checkBenches && builtins.any (package: builtins.any (target: target.kind == "bench") package.targets) tests.planned.packages;
  benchUnits = if hasBenches then builtins.filter ({ unit, ... }: unit.kind == "bench") (rootsOf benches) else [ ];

  # What is compiled for another machine cannot run here unless Cargo's configuration says how: it is compiled, as with
  # `cargo test --no-run`. Doctests are compiled when they run.
  runs = { unit, ... }: unit.platform == null || unit.platform == tests.planned.host || runnerOf unit != [ ];
  # Cargo looks for a name on PATH, and for a path beside `.cargo`.
  runnerOf = unit:
    let
      words = (tests.planned.runners or { }).${if unit.platform == null then "host" else unit.platform} or [ ];
      program = builtins.head words;
    in
    if words == [ ] then [ ]
    else
      [ (if builtins.match "[^/].*/.*" program == null then program else "${builtins.path { path = root + "/${program}"; name = storeName (baseNameOf program); }}") ]
      ++ builtins.tail words;

  suffixOf = { kind, mode, target, ... }:
    if kind == "lib" || kind == "proc-macro" then "-test"
    else if kind == "test" || mode == "build" || kind == "bench" then "-${kind}-${target}"
    else "-${kind}-${target}-test";
  flagsOf = { kind, target, ... }: if kind == "lib" || kind == "proc-macro" then "--lib" else "--${kind} ${target}";
  platformOf = { unit, ... }: if unit.platform == null then "" else unit.platform;
  examplesOf = entries: builtins.listToAttrs (map
    (entry@{ unit, ... }: { name = builtins.head unit.products; value = "${placedOf entry}/${builtins.head unit.files}"; })
    (builtins.filter ({ unit, ... }: unit.kind == "example" && unit.mode == "build") entries));
  # What Cargo has built into one directory before the first test runs: examples, and programs of integration tests. A run
  # that may leave its package may go to them from its own program.
  besideOn = builtins.mapAttrs
    (_platform: entries: {
      examples = examplesOf entries;
      programs = map (program: "${placedOf program}/${builtins.head program.unit.products}")
        (distinct ({ unit, ... }: unit.identity) (builtins.concatMap ({ programs, ... }: builtins.attrValues programs) entries));
    })
    (builtins.groupBy platformOf testRoots);
  besideOf = entry@{ unit, package, source, ... }:
    if source.run.takesPrograms then besideOn.${platformOf entry}
    else {
      programs = [ ];
      # Integration tests and benches alone are built after the examples.
      examples = if unit.kind == "test" then examplesOf (builtins.filter (other: other.package.id == package.id) testRoots) else { };
    };

  testCheck = entry@{ unit, package, drv, ... }:
    let name = package.name + suffixOf unit; in
    if unit.mode == "doctest" then
      let name = "${package.name}-doctest"; in {
        inherit name;
        value = runDoctest {
          inherit name entry;
          runner = runnerOf unit;
          arguments = testArgs.${package.name} or [ ];
          inputs = testInputs.${package.name} or [ ];
        };
      }
    else if unit.mode != "test" || unit.kind == "bench" || !(runs entry) then { inherit name; value = drv; }
    else {
      inherit name;
      value = runTest {
        inherit name entry;
        runner = runnerOf unit;
        arguments = testArgs.${package.name} or [ ];
        inputs = testInputs.${package.name} or [ ];
        inherit (besideOf entry) examples programs;
        flags = flagsOf unit;
      };
    };

  # All targets, as `cargo clippy --all-targets`: in the tests' graph where they are in it, else in the build's.
  linted =
    let
      all = builtins.filter (entry: isMember entry && compiles entry);
      first = all tests.units ++ benchUnits;
      known = builtins.groupBy (entry: "${targetOf entry} ${entry.unit.mode}") first;
    in
    distinct ({ unit, ... }: unit.identity)
      (first ++ builtins.filter (entry: !(known ? "${targetOf entry} ${entry.unit.mode}")) (all build.units));
  clippyConfiguration = directory:
    let file = clippyFile directory; in
    if file == null then ""
    else
      builtins.path {
        name = "clippy-settings";
        path = dirOf (root + "/${file}");
        filter = path: _type: baseNameOf path == baseNameOf file;
      };
  lints = lintsOf (builtins.readFile (inWorkspace "Cargo.toml"));
  # A package elsewhere is linted where it lies.
  isInWorkspace = directory: cargoRoot == "" || directory == cargoRoot
    || builtins.substring 0 (builtins.stringLength cargoRoot + 1) directory == "${cargoRoot}/";
  clippyCheck = entries:
    let inherit (builtins.head entries) package;name = "${package.name}-clippy"; in
    {
      inherit name;
      value = clippy {
        inherit name package entries;
        arguments = clippyArgs;
        configuration = clippyConfiguration package.origin.directory;
        lints = if isInWorkspace package.origin.directory then lints else "";
      };
    };

  formatCheck = entries:
    let
      inherit (builtins.head entries) package;
      inherit (package.origin) directory;
      name = "${package.name}-fmt";
      file = rustfmtFile directory;
      editions = builtins.listToAttrs (map ({ unit, ... }: { name = "${unit.kind} ${unit.target}"; value = unit.edition; }) entries);
      # A target that is not compiled here has the package's edition, which most of them have.
      usual = (builtins.head entries).unit.edition;
      targets = map
        (target: {
          edition = editions."${target.kind} ${target.name}" or usual;
          path = if directory == "" then target.src_path else "${directory}/${target.src_path}";
        })
        package.targets;
    in
    {
      inherit name;
      value = format {
        inherit name package;
        # A page of prose is no module.
        src = builtins.path {
          name = storeName "${package.name}-source";
          path = sourceOf package (if file == null then [ ] else [ file ]);
          filter = path: _type: builtins.match ".*\\.(md|markdown|txt|rst|adoc)" path == null;
        };
        editions = builtins.mapAttrs (_edition: map (target: target.path)) (builtins.groupBy (target: target.edition) targets);
      };
    };

  # Cargo says which targets have pages; what they are made of is what is compiled, with the files that rustdoc sees.
  documentedIn = units:
    let
      keyOf = entry: "${targetOf entry} ${if entry.unit.platform == null then "" else entry.unit.platform}";
      wanted = builtins.groupBy keyOf (builtins.filter ({ unit, ... }: unit.mode == "doc") units);
    in
    built: map
      (entry:
        let document = builtins.head wanted.${keyOf entry}; in
        entry // { inherit (document) source; documented = document.unit; })
      (builtins.filter (entry: wanted ? ${keyOf entry} && entry.unit.mode == "build") built);
  # Pages of `entries`, a package each, that link to each other.
  documentsOf = entries:
    let
      crates = builtins.groupBy ({ unit, ... }: unit.crate_name) entries;
      pages = entries:
        let inherit (builtins.head entries) package;name = "${package.name}-doc"; in
        {
          inherit name;
          value = documents.package {
            inherit name package entries;
            linked = builtins.filter (crate: crates ? ${crate}) (distinct (crate: crate)
              (builtins.concatMap ({ unit, ... }: map ({ name, ... }: name) unit.externs) entries));
          };
        };
    in
    map pages (builtins.attrValues (byPackage entries));
  # Examples with `doc = true` are compiled for the tests alone.
  examples = builtins.filter ({ unit, ... }: unit.kind == "example") testRoots;
  documented = builtins.filter isMember (documentedIn (rootsOf docs) (rootsOf build ++ examples));
  documentChecks = documentsOf documented;
  # Crates of one name (two versions, a library and another package's program) have one directory of pages. Cargo warns, and
  # the last one written has it; here it is a library's, and the first's.
  oneOfEachName = entries:
    let byKind = builtins.partition ({ unit, ... }: unit.kind != "bin") entries; in
    distinct ({ unit, ... }: unit.crate_name) (byKind.right ++ byKind.wrong);
  siteOf = entries: documents.join (map ({ value, ... }: value) (documentsOf (oneOfEachName entries)));

  planCheck = name: { committed, made, scanned, refresh }: {
    inherit name;
    value = job {
      name = "${name}-check";
      job = "plan";
      attrs = { shown = nameOf committed; committed = "${committed}"; inherit made scanned refresh; };
    };
  };

  members = builtins.attrValues (byPackage linted);
  all = map testCheck (builtins.filter (entry: isMember entry && (entry.unit.mode != "doctest" || runs entry)) testRoots ++ benchUnits)
    ++ map clippyCheck members
    ++ map formatCheck members
    ++ documentChecks
    ++ builtins.attrValues (builtins.mapAttrs planCheck plans);
  # One name may come of two packages (`a-test` and a test `x` of `a`, say): each then has the number of its turn.
  named = name: found:
    builtins.genList
      (n: { name = if n == 0 then name else "${name}-${toString (n + 1)}"; inherit (builtins.elemAt found n) value; })
      (builtins.length found);
in
{
  checks = builtins.listToAttrs (builtins.concatLists (builtins.attrValues (builtins.mapAttrs named (builtins.groupBy ({ name, ... }: name) all))));
  doc = siteOf documented;
  fullDoc = siteOf (documentedIn docs.units build.units);
}
