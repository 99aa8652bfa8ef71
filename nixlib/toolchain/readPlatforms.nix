/**
  Return `arguments` for the machine that builds: `pkgs` are packages that run on this machine,
  `target` is the triple of the platform, and `targetPkgs` are the packages of the platform, or
  null.

  `pkgs` may be a set for another platform (pkgsCross.NAME, pkgsStatic): then the packages of
  this machine are its `pkgsBuildBuild`, and the platform is `target`. Another `target` is an error.
  In `buildPackages`, compilers and pkg-config are for the platform, and not for units of this
  machine.
*/
{
  fail,
  surface,
  tripleOf,
  ...
}:
arguments:
let
  selected = surface.select arguments.pkgs;
  inherit (selected.stdenv) buildPlatform hostPlatform;
  triple = tripleOf hostPlatform;
  # pkgsStatic on a machine with musl has the triple of the machine.
  isForeign =
    triple != tripleOf buildPlatform
    || hostPlatform.isStatic or false != buildPlatform.isStatic or false;
  waysOut = [
    "pass the packages of the machine that builds: pkgs = nixpkgs.legacyPackages.\${system}"
  ];
in
if !isForeign then
  arguments // { targetPkgs = null; }
else if triple == null then
  fail {
    problem = "`pkgs` has packages for a platform that rustc has no triple for";
    at = "buildCargoWorkspace: pkgs";
    expected = "packages of the machine that builds, or a platform with `rust.rustcTarget`";
    got = hostPlatform.config or hostPlatform.system;
    inherit waysOut;
  }
else if arguments.target != null && arguments.target != triple then
  fail {
    problem = "`pkgs` has packages for `${triple}`, but `target` is another platform";
    at = "buildCargoWorkspace: pkgs";
    expected = "packages of the machine that builds, or of the platform `target`";
    got = "`target` is ${arguments.target}";
    waysOut = [ "remove `target`: `pkgs` selects the platform" ] ++ waysOut;
  }
else
  arguments
  // {
    pkgs = selected.pkgsBuildBuild;
    target = triple;
    targetPkgs = arguments.pkgs;
  }
