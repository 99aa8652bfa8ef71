/**
  Return the arguments of an exported build:

  - `arguments`: the arguments that are data.
  - `needs`: the names of the others, such as a toolchain. The user of the export passes these.
  - `omitted`: settings of the checks, the dev shell and the apps for the browser that are no data.
    No package depends on them.

  `userArguments` are the arguments as written by the user. The export has its own source and plan.
*/
{ lib, ... }:
userArguments:
let
  isData =
    value:
    if builtins.isString value then
      !(builtins.hasContext value)
    else if builtins.isList value then
      builtins.all isData value
    else if builtins.isAttrs value then
      !(lib.isDerivation value) && builtins.all isData (builtins.attrValues value)
    else
      value == null || builtins.isBool value || builtins.isInt value || builtins.isFloat value;
  dataOf = lib.filterAttrs (_name: isData);
  namesWithoutData =
    set: builtins.attrNames (builtins.removeAttrs set (builtins.attrNames (dataOf set)));

  besidePackages = builtins.intersectAttrs {
    checks = null;
    devShell = null;
    wasmBindgen = null;
    web = null;
  } userArguments;
  ofPackages = builtins.removeAttrs userArguments [
    "checks"
    "devShell"
    "wasmBindgen"
    "web"
    "pkgs"
    "src"
    "committedPlan"
  ];
in
{
  arguments = dataOf ofPackages // builtins.mapAttrs (_name: dataOf) besidePackages;
  needs = namesWithoutData ofPackages;
  omitted = builtins.concatLists (
    lib.mapAttrsToList (
      argument: settings: map (name: "${argument}.${name}") (namesWithoutData settings)
    ) besidePackages
  );
}
