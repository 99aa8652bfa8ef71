/**
  Return the types (types.nix) of values without parts.
*/
{ lib, wrongType, ... }:
let
  inherit (builtins)
    isAttrs
    isFunction
    isInt
    isList
    isPath
    isString
    ;
  inherit (lib) hasPrefix isDerivation;
  leaf = description: isValid: {
    inherit description;
    mismatches =
      argument: value:
      let
        mismatch = wrongType description argument value;
      in
      if isValid value then [ ] else mismatch;
    complete = value: value;
  };
  isName = value: isString value && value != "";
  isAbsolute = value: isString value && hasPrefix "/" value;
in
{
  bool = leaf "true or false" builtins.isBool;
  text = leaf "a string" isString;
  name = leaf "a string that is not empty" isName;
  # The values that nixpkgs' stdenv accepts as variables, without lists and booleans.
  variable = leaf "a string, a number, a path or a derivation" (
    value: isString value || isPath value || isInt value || isDerivation value
  );
  program = leaf "a string that is not empty, a path or a derivation" (
    value: isName value || isPath value || isDerivation value
  );
  absolutePath = leaf "an absolute path, as a string" isAbsolute;
  file = leaf "a path" (value: isPath value || isAbsolute value);
  package = leaf "a derivation" (value: isDerivation value || isAbsolute value || isPath value);
  source = leaf "a path, or a derivation that makes the source" (
    value: isPath value || isAbsolute value || value ? outPath
  );
  packageSet = leaf "nixpkgs for one system, as `nixpkgs.legacyPackages.x86_64-linux`" (
    value: isAttrs value && value ? stdenv
  );
  function = leaf "a function" (value: isFunction value || value ? __functor);
  anything = leaf "any value" (_value: true);
  anySet = leaf "a set" isAttrs;
  # The elements of such a list stay unevaluated.
  anyList = leaf "a list" isList;

  /**
    Return the type of the listed values.
  */
  enum =
    values:
    leaf "one of ${builtins.concatStringsSep ", " (map builtins.toJSON values)}" (
      value: builtins.elem value values
    );
}
