/**
  Return one unit as `{ attributes, drv }`: its derivation, and the attributes that the builder reads. Nothing about the
  workspace is in them that the unit does not need, so that equal units of two projects are one derivation.

  A unit that only runs rustc is a bare derivation. A unit that links, runs a build script or has native dependencies
  gets stdenv's environment: the linker is its compiler.
*/
{ runBuilder, writersOf, ... }:
{
  surface,
  python,
  system,
  toolchain,
  builder,
  plan,
  contentAddressed,
  incrementalDir,
}:
{
  unit,
  package,
  native,
  source,
  bins,
  units,
}:
let
  outOf = index: "${(builtins.elemAt units index).drv}";
  linkableOf =
    index:
    let
      dependency = builtins.elemAt units index;
    in
    map (file: "${dependency.drv}/${file}") dependency.unit.linkable;
  # Cargo does not compile a test again when a program that it may start changes. So rustc gets a path of the same length
  # that depends on the program's identity alone, and the test's run replaces it by the real one (checks/embedded.py).
  standIn =
    index:
    let
      dependency = (builtins.elemAt units index).unit;
    in
    "${builtins.storeDir}/${
      builtins.substring 0 32 (builtins.hashString "sha256" "${dependency.identity} ${dependency.name}")
    }-${dependency.name}/${builtins.head dependency.products}";
  # The variables of artifact dependencies: a unit's output, or a file in it.
  artifacts = builtins.mapAttrs (
    _name: artifact:
    let
      out = outOf (builtins.elemAt artifact 0);
      file = builtins.elemAt artifact 1;
    in
    if file == "" then out else "${out}/${file}"
  ) (unit.artifacts or { });
  isRun = unit.run != null;
  scriptProgram = if unit.run.program == null then [ ] else [ unit.run.program ];
  scriptClosure = builtins.concatMap (
    index: (builtins.elemAt units index).unit.closure
  ) scriptProgram;
  withStdenv =
    isRun || unit.needs_linker || native.nativeBuildInputs != [ ] || native.buildInputs != [ ];

  common = {
    packageName = package.name;
    packageVersion = package.version;
    packageEnv = package.env;
    inherit (package) member;
    # Crates do not see the workspace, so its paths are for path packages alone.
    configEnv =
      plan.config_env
      // (
        if package.origin.directory == null then
          { }
        else
          builtins.mapAttrs (_name: path: "${source.src}/${path}") plan.config_paths
      );
    # Variables that [env] sets with `force` win over the user's.
    dependencyEnv = builtins.removeAttrs native.env (plan.config_forced or [ ]);
    rustc = "${toolchain.rustc}/bin/rustc";
    cargo = "${toolchain.cargo}/bin/cargo";
    inherit (source)
      src
      manifestDir
      level
      narrowed
      writable
      ;
    # A crate cannot depend on a package of the workspace. What runs in the build keeps the paths of its sources, and a
    # copy has other ones.
    writers =
      if
        package.origin.directory == null || (!isRun && (source.runsInBuild || unit.kind == "custom-build"))
      then
        [ ]
      else
        writersOf { inherit units outOf; } (
          if isRun then scriptClosure else unit.closure ++ unit.host_closure
        );
    unit =
      builtins.removeAttrs unit [
        "name"
        "package"
        "externs"
        "closure"
        "host_closure"
        "script"
        "to_link"
        "plugins"
        "bins"
        "linkable"
        "needs_linker"
        "incremental"
        "src_path"
        "artifacts"
      ]
      // {
        env = unit.env // artifacts;
      };
  };

  # A directory of this machine, in the units that Cargo would compile incrementally and nowhere else. Tests are left out:
  # they are compiled in a copy then, and open their fixtures where they were compiled.
  isTest =
    unit.mode == "test"
    || builtins.elem unit.kind [
      "test"
      "bench"
    ];
  incremental =
    if incrementalDir != null && unit.incremental && !isTest then { inherit incrementalDir; } else { };

  compile =
    common
    // incremental
    // {
      inherit (source)
        archive
        cwd
        inTarget
        ;
      srcPath = source.file unit.src_path;
      externs = builtins.concatMap (
        extern:
        let
          dependency = builtins.elemAt units extern.unit;
        in
        map (file: {
          inherit (extern) name options;
          inherit file;
          where = if dependency.unit.platform == unit.platform then "own" else "host";
        }) dependency.unit.linkable
      ) unit.externs;
      closure = {
        own = builtins.concatMap linkableOf unit.closure;
        host = builtins.concatMap linkableOf unit.host_closure;
      };
      # Not null: stdenv drops attributes that are null.
      script = if unit.script == null then "" else outOf unit.script;
      toLink = map outOf unit.to_link;
      plugins = map outOf unit.plugins;
      bins = if source.takesPrograms then bins else builtins.mapAttrs (_name: standIn) unit.bins;
      remap =
        source.remap
        ++ (
          if unit.script == null then
            [ ]
          else
            [
              [
                (outOf unit.script)
                "/build-script/${package.name}-${package.version}"
              ]
            ]
        );
    };

  run = common // {
    inherit (source) cwd;
    rustdoc = "${toolchain.rustc}/bin/rustdoc";
    # Empty where the configuration overrides the script.
    program =
      if unit.run.program == null then "" else "${outOf unit.run.program}/${unit.run.program_file}";
    # Paths in the program, which is an input.
    sources = map ({ source, ... }: builtins.unsafeDiscardStringContext source.src) (
      builtins.filter ({ package, ... }: package.origin.directory != null) (
        map (builtins.elemAt units) (scriptClosure ++ scriptProgram)
      )
    );
    links = map (link: [
      (builtins.elemAt link 0)
      (outOf (builtins.elemAt link 1))
    ]) unit.run.links;
    plugins = map outOf unit.plugins;
    cfg = plan.cfg.${unit.run.cfg};
    unit = common.unit // {
      run = builtins.removeAttrs unit.run [
        "program"
        "program_file"
        "links"
        "cfg"
      ];
    };
  };

  # glibc's headers warn where _FORTIFY_SOURCE is set without optimisation. A script whose OPT_LEVEL is 0 compiles C without
  # it, and probes under -Werror would take the warning for an answer (jemalloc's configure).
  hardening =
    if isRun && unit.env.OPT_LEVEL or "" == "0" then { hardeningDisable = [ "fortify" ]; } else { };

  # Floating outputs: if equal inputs give an equal output, what depends on it is not built again.
  addressed =
    if contentAddressed then
      {
        __contentAddressed = true;
        outputHashMode = "recursive";
        outputHashAlgo = "sha256";
      }
    else
      { };
  attributes =
    (if isRun then run else compile)
    // addressed
    // {
      inherit (unit) name;
      # `src` is where the archive is unpacked. It is empty afterwards, unless what was compiled names it.
      outputs = [ "out" ] ++ (if source.archive == "" then [ ] else [ "src" ]);
    }
    // (if withStdenv then hardening // { inherit (native) nativeBuildInputs buildInputs; } else { });
in
{
  inherit attributes;
  drv = runBuilder {
    inherit
      surface
      python
      system
      withStdenv
      attributes
      ;
    program = builder;
  };
}
