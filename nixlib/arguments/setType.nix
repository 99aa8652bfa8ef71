/**
  Return the type (types.nix) of sets with the options `optionList` (options.nix), and with
  `options`: the same options by name.

  An unknown name and a missing option without a default are mismatches. Mismatches of values get
  the option's example as a way out.
*/
{
  lib,
  nearest,
  wrongType,
  ...
}:
optionList:
let
  options = builtins.mapAttrs (_name: builtins.head) (
    builtins.groupBy (option: option.name) optionList
  );
  names = builtins.attrNames options;
  listOfNames = builtins.concatStringsSep ", " names;
  description = "a set with ${listOfNames}";
  exampleOf = name: "for example: ${options.${name}.example}";

  mismatchesOf =
    argument: value:
    let
      isTop = argument == "";
      argumentOf = name: if isTop then name else "${argument}.${name}";
      unknownNames = builtins.attrNames (builtins.removeAttrs value names);
      missingNames = builtins.filter (name: !(options.${name} ? default || value ? ${name})) names;
      ofUnknown = name: {
        argument = argumentOf name;
        problem = "`${argumentOf name}` is not an argument";
        expected = if isTop then "an argument of docs/options.md" else "one of ${listOfNames}";
        got = name;
        waysOut = [
          "did you mean `${argumentOf (nearest name names)}`?"
          "remove the argument"
        ];
      };
      ofMissing = name: {
        argument = argumentOf name;
        problem = "`${argumentOf name}` is missing";
        expected = options.${name}.type.description;
        got = "";
        waysOut = [ (exampleOf name) ];
      };
      withExample =
        name: mismatch:
        mismatch
        // lib.optionalAttrs (options.${name} ? example && mismatch.waysOut == [ ]) {
          waysOut = [ (exampleOf name) ];
        };
      ofValue =
        name:
        let
          inherit (options.${name}) type;
        in
        map (withExample name) (type.mismatches (argumentOf name) value.${name});
    in
    map ofUnknown unknownNames
    ++ map ofMissing missingNames
    ++ builtins.concatMap ofValue (builtins.attrNames (builtins.intersectAttrs options value));
in
{
  inherit description optionList options;
  mismatches =
    argument: value:
    if builtins.isAttrs value && !(lib.isDerivation value) then
      mismatchesOf argument value
    else
      wrongType description argument value;
  complete =
    value:
    let
      completeOption = name: option: option.type.complete (value.${name} or option.default);
    in
    builtins.mapAttrs completeOption options;
}
