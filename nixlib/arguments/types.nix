/**
  Return the types of arguments. A type is

  - `description`: in words, as a message and docs/options.md have it;
  - `mismatches`: a function from the place of a value (`checks.clippyArgs[0]`) and the value to what
    is wrong with it: `{ place, problem, expected, got, waysOut }` each;
  - `complete`: a function from a value that fits to the value with defaults filled in.
*/
{ nearest, ... }:
let
  quoted =
    text:
    builtins.toJSON (
      if builtins.stringLength text > 60 then "${builtins.substring 0 60 text}…" else text
    );
  isDerivation = value: builtins.isAttrs value && value.type or null == "derivation";
  isStorePath = value: builtins.isString value && builtins.substring 0 1 value == "/";
  names = set: builtins.concatStringsSep ", " (builtins.attrNames set);

  # Never the content of a large value.
  textOf =
    value:
    if builtins.isString value then
      "the string ${quoted value}"
    else if builtins.isPath value then
      "the path ${toString value}"
    else if isDerivation value then
      "the derivation ${value.name or "without a name"}"
    else if builtins.isAttrs value then
      (if value == { } then "an empty set" else "a set with ${names (firstFew value)}")
    else if builtins.isList value then
      (if value == [ ] then "an empty list" else "a list")
    else if builtins.isFunction value then
      "a function"
    else
      builtins.toJSON value;
  firstFew =
    set:
    builtins.listToAttrs (
      builtins.genList
        (n: {
          name = builtins.elemAt (builtins.attrNames set) n;
          value = null;
        })
        (
          let
            length = builtins.length (builtins.attrNames set);
          in
          if length < 5 then length else 5
        )
    );

  wrongType = description: place: value: [
    {
      inherit place;
      problem = "`${place}` has the wrong type";
      expected = description;
      got = textOf value;
      waysOut = [ ];
    }
  ];
  leaf = description: fits: {
    inherit description;
    mismatches = place: value: if fits value then [ ] else wrongType description place value;
    complete = value: value;
  };
  firstFitting =
    types: value: builtins.head (builtins.filter (type: type.mismatches "" value == [ ]) types);
in
rec {
  bool = leaf "true or false" builtins.isBool;
  text = leaf "a string" builtins.isString;
  name = leaf "a string that is not empty" (value: builtins.isString value && value != "");
  # What nixpkgs' stdenv makes a variable of.
  variable = leaf "a string, a number, a path or a derivation" (
    value:
    builtins.isString value || builtins.isPath value || builtins.isInt value || isDerivation value
  );
  absolutePath = leaf "an absolute path, as a string" (
    value: builtins.isString value && builtins.substring 0 1 value == "/"
  );
  file = leaf "a path" (value: builtins.isPath value || isStorePath value);
  package = leaf "a derivation" (
    value: isDerivation value || isStorePath value || builtins.isPath value
  );
  source = leaf "a path, or a derivation that makes the source" (
    value: builtins.isPath value || isStorePath value || (builtins.isAttrs value && value ? outPath)
  );
  packageSet = leaf "nixpkgs for one system, as `nixpkgs.legacyPackages.x86_64-linux`" (
    value: builtins.isAttrs value && value ? stdenv
  );
  function = leaf "a function" (
    value: builtins.isFunction value || (builtins.isAttrs value && value ? __functor)
  );
  anySet = leaf "a set" builtins.isAttrs;

  enum =
    values:
    leaf "one of ${builtins.concatStringsSep ", " (map builtins.toJSON values)}" (
      value: builtins.elem value values
    );

  nullOr = type: {
    description = "null or ${type.description}";
    mismatches =
      place: value:
      if value == null then
        [ ]
      else
        map (
          mismatch:
          if mismatch.place == place then
            mismatch // { expected = "null or ${mismatch.expected}"; }
          else
            mismatch
        ) (type.mismatches place value);
    complete = value: if value == null then null else type.complete value;
  };

  listOf = type: rec {
    description = "a list, each element ${type.description}";
    mismatches =
      place: value:
      if !(builtins.isList value) then
        wrongType description place value
      else
        builtins.concatLists (
          builtins.genList (n: type.mismatches "${place}[${toString n}]" (builtins.elemAt value n)) (
            builtins.length value
          )
        );
    complete = map type.complete;
  };

  attrsOf = type: rec {
    element = type;
    description = "a set, each value ${type.description}";
    mismatches =
      place: value:
      if !(builtins.isAttrs value) || isDerivation value then
        wrongType description place value
      else
        builtins.concatMap (name: type.mismatches "${place}.${name}" value.${name}) (
          builtins.attrNames value
        );
    complete = builtins.mapAttrs (_name: type.complete);
  };

  either = types: rec {
    description = builtins.concatStringsSep ", or " (map (type: type.description) types);
    mismatches =
      place: value:
      if builtins.any (type: type.mismatches place value == [ ]) types then
        [ ]
      else
        wrongType description place value;
    complete = value: (firstFitting types value).complete value;
  };

  /**
    A set with the options of the list `optionList` (options.nix), each by its name.
  */
  set = optionList: rec {
    description = "a set with ${names options}";
    inherit optionList;
    options = builtins.listToAttrs (
      map (option: {
        inherit (option) name;
        value = option;
      }) optionList
    );
    mismatches =
      place: value:
      let
        placeOf = name: if place == "" then name else "${place}.${name}";
        unknown = builtins.filter (name: !(options ? ${name})) (builtins.attrNames value);
        missing = builtins.filter (name: !(options.${name} ? default) && !(value ? ${name})) (
          builtins.attrNames options
        );
        wrong = name: map (withExample name) (options.${name}.type.mismatches (placeOf name) value.${name});
        withExample =
          name: mismatch:
          mismatch
          // {
            waysOut =
              mismatch.waysOut
              ++ (
                if options.${name} ? example && mismatch.waysOut == [ ] then
                  [ "for example: ${options.${name}.example}" ]
                else
                  [ ]
              );
          };
      in
      if !(builtins.isAttrs value) || isDerivation value then
        wrongType description place value
      else
        map (name: {
          place = placeOf name;
          problem = "`${placeOf name}` is not an argument";
          expected = if place == "" then "an argument of docs/options.md" else "one of ${names options}";
          got = name;
          waysOut = [
            "did you mean `${placeOf (nearest name (builtins.attrNames options))}`?"
            "remove it"
          ];
        }) unknown
        ++ map (name: {
          place = placeOf name;
          problem = "`${placeOf name}` is missing";
          expected = options.${name}.type.description;
          got = "";
          waysOut = [ "for example: ${options.${name}.example}" ];
        }) missing
        ++ builtins.concatMap wrong (builtins.filter (name: options ? ${name}) (builtins.attrNames value));
    complete =
      value:
      builtins.mapAttrs (
        name: option:
        if value ? ${name} then option.type.complete value.${name} else option.type.complete option.default
      ) options;
  };
}
