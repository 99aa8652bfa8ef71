/**
  Return the graph of one command: what Cargo says is to be built, as derivations.

  # Arguments
  - `command`, `profile`, `cargoTargets`: as buildCargoWorkspace has them.
  - `committedPlan`: the file that has the plan, or null to make it while evaluating.
  - `members`: whether the plan also says what single packages are when they are built alone: a
    bool, or a list of package names.
  - `more`, `tolerant`: see mkPlan.nix.
  - `given`: entries (mkUnits) of another graph by identity, which are not made again.

  # Value
  - `plan`: the plan's content; `planDerivation` makes it, `scanDerivation` makes the file sets.
  - `planPaths`: the results of these two derivations, as far as the graph has them.
  - `entries`: mkUnits of all units of the plan, those of single packages last.
  - `units`: the entries of the selection itself; `roots`: those that the command asks for.
  - `rootsAlone`: a function from a package's name to its roots when it is built alone.
  - `scrubbedPaths`: see scrubbedPaths.nix.
  - `sourceOf`: a function from a package and more files to the source for tools that read files.
*/
{
  mkPlan,
  readPlan,
  mkFileSets,
  memberFiles,
  unitSources,
  mkUnits,
  scrubbedPaths,
  cargoTargetFlags,
  ...
}:
{ workspace, arguments }:
{
  command,
  profile,
  committedPlan,
  cargoTargets ? { },
  members ? false,
  more ? { },
  tolerant ? false,
  given ? { },
}:
let
  inherit (workspace)
    system
    python
    toolchain
    skeleton
    crates
    root
    pathOf
    overrideOf
    ;
  selection = {
    inherit (arguments)
      allFeatures
      exclude
      features
      noDefaultFeatures
      packages
      target
      workspace
      ;
    inherit command profile;
    cargoTargets = cargoTargetFlags cargoTargets;
  };
  planDerivation = mkPlan {
    inherit
      python
      system
      skeleton
      crates
      selection
      members
      toolchain
      more
      tolerant
      ;
  };
  plan = readPlan {
    inherit
      committedPlan
      planDerivation
      skeleton
      selection
      system
      ;
    inherit (workspace) manifestParts;
    fileName = workspace.fileName committedPlan;
  };

  # Who says which files a unit sees. A committed plan has the sets of the scan that was made with it.
  authority =
    if !arguments.scanFiles then
      "nobody"
    else if committedPlan != null then
      "plan"
    else
      "scan";
  fileSets =
    {
      nobody = { };
      plan = plan.files or { };
      scan = builtins.fromJSON (builtins.unsafeDiscardStringContext (builtins.readFile scanDerivation));
    }
    .${authority};
  narrowsMacros = committedPlan == null;
  memberFilesOf = memberFiles {
    inherit root;
    inherit (plan) directories;
  };
  scanDerivation = mkFileSets {
    inherit python system plan;
    narrowsMacros = package: narrowsMacros && (overrideOf package.name).macroInputs != null;
    pathOf = package: pathOf (memberFilesOf package);
  };

  entries =
    map
      (
        entry:
        entry
        // {
          drv =
            assert plan.usable;
            entry.drv;
        }
      )
      (mkUnits {
        inherit
          python
          system
          toolchain
          crates
          given
          ;
        inherit (workspace)
          surface
          cargoRoot
          nativeOf
          scriptDefaults
          linkerOf
          ;
        inherit (arguments) contentAddressed incrementalDir;
        plan = plan // {
          units = plan.units ++ plan.members.units or [ ];
        };
        unitSources = unitSources {
          inherit
            pathOf
            fileSets
            overrideOf
            narrowsMacros
            ;
        };
      });
  entriesOf = map (builtins.elemAt entries);
in
{
  inherit
    plan
    planDerivation
    scanDerivation
    entries
    ;
  planPaths =
    (if committedPlan == null then [ "${planDerivation}" ] else [ ])
    ++ (if authority == "scan" then [ "${scanDerivation}" ] else [ ]);
  units = builtins.genList (builtins.elemAt entries) (builtins.length plan.units);
  roots = entriesOf plan.roots;
  rootsAlone = name: entriesOf (plan.members.roots.${name} or [ ]);
  scrubbedPaths = scrubbedPaths {
    all = entries;
    inherit toolchain;
    inherit (arguments) contentAddressed;
  };
  sourceOf =
    package: files:
    let
      inherit (package.origin) directory;
      member = memberFilesOf {
        inherit (package) targets;
        inherit directory;
      };
      sets = builtins.attrValues (fileSets.${directory} or { });
    in
    pathOf (
      member
      // {
        files = files ++ (overrideOf package.name).extraFiles ++ builtins.concatMap (set: set.files) sets;
      }
    );
}
