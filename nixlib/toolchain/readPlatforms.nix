/**
  Return `arguments` for the machine that builds: `pkgs` are packages that run on this machine,
  `target` is the triple of the platform, and `targetPkgs` are the packages of the platform, or
  null.

  `pkgs` may be a set for another platform (pkgsCross.NAME, pkgsStatic): then the packages of
  this machine are its `buildPackages`, and the platform is `target`. Another `target` is an error.
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
  contradicts = arguments.target != null && arguments.target != triple;
  name = if triple == null then hostPlatform.config or "another platform" else triple;
in
if !isForeign then
  arguments // { targetPkgs = null; }
else if triple == null || contradicts then
  fail {
    problem =
      "`pkgs` has packages for `${name}`"
      + (if contradicts then ", but `target` is another platform" else ", a platform of no triple");
    at = "buildCargoWorkspace: pkgs";
    expected = "packages of the machine that builds, or of the platform `target`";
    got = "`target` is ${if arguments.target == null then "null" else arguments.target}";
    waysOut = [
      "remove `target`: `pkgs` selects the platform"
      "pass the packages of the machine that builds: pkgs = nixpkgs.legacyPackages.\${system}"
    ];
  }
else
  arguments
  // {
    pkgs = selected.buildPackages;
    target = triple;
    targetPkgs = arguments.pkgs;
  }
