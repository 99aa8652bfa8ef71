/**
  Return the types (types.nix) made of other types.
*/
{ lib, wrongType, ... }:
{
  /**
    Return the type of null and of the values of `type`.
  */
  nullOr = type: {
    description = "null or ${type.description}";
    mismatches =
      argument: value:
      let
        allowNull =
          mismatch:
          mismatch
          // lib.optionalAttrs (mismatch.argument == argument) {
            expected = "null or ${mismatch.expected}";
          };
      in
      lib.optionals (value != null) (map allowNull (type.mismatches argument value));
    complete = value: if value == null then null else type.complete value;
  };

  /**
    Return the type of functions and of the values of `type`. A wrong value has the mismatches of
    `type`.
  */
  orFunction = type: {
    description = "${type.description}, or a function from packages to it";
    mismatches =
      argument: value: lib.optionals (!builtins.isFunction value) (type.mismatches argument value);
    complete = value: if builtins.isFunction value then value else type.complete value;
  };

  /**
    Return the type of lists with elements of `type`.
  */
  listOf = type: rec {
    description = "a list, each element ${type.description}";
    mismatches =
      argument: value:
      let
        ofElement = index: type.mismatches "${argument}[${toString index}]";
      in
      if builtins.isList value then
        builtins.concatLists (lib.imap0 ofElement value)
      else
        wrongType description argument value;
    complete = map type.complete;
  };

  /**
    Return the type of sets with any names and values of `type`. `element` of the result is
    `type`.
  */
  attrsOf = type: rec {
    element = type;
    description = "a set, each value ${type.description}";
    mismatches =
      argument: value:
      let
        ofAttribute = name: type.mismatches "${argument}.${lib.escapeNixIdentifier name}";
      in
      if builtins.isAttrs value && !(lib.isDerivation value) then
        builtins.concatLists (lib.mapAttrsToList ofAttribute value)
      else
        wrongType description argument value;
    complete = builtins.mapAttrs (_name: type.complete);
  };

  /**
    Return the type of the values of any of `types`.
  */
  either =
    types:
    let
      accepts = value: type: type.mismatches "" value == [ ];
      isAccepted = value: builtins.any (accepts value) types;
    in
    rec {
      description = builtins.concatStringsSep ", or " (map (type: type.description) types);
      # The options of the sets among the types, for documentation.
      optionList = builtins.concatMap (type: type.optionList or [ ]) types;
      mismatches =
        argument: value: lib.optionals (!isAccepted value) (wrongType description argument value);
      complete = value: (builtins.head (builtins.filter (accepts value) types)).complete value;
    };
}
