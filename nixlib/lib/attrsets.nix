rec {
  /**
    Return `set` if `condition` is true, and otherwise an empty set.
  */
  optionalAttrs = condition: set: if condition then set else { };

  /**
    Return a set with the attributes `names`, each with the value `valueOf name`.
  */
  genAttrs =
    names: valueOf:
    builtins.listToAttrs (
      map (name: {
        inherit name;
        value = valueOf name;
      }) names
    );

  /**
    Return the attributes of `set` for which `isWanted name value` is true.
  */
  filterAttrs =
    isWanted: set:
    builtins.removeAttrs set (
      builtins.filter (name: !(isWanted name set.${name})) (builtins.attrNames set)
    );

  /**
    Return the results of `function name value` for each attribute of `set`, in the order of
    names.
  */
  mapAttrsToList = function: set: map (name: function name set.${name}) (builtins.attrNames set);

  /**
    Return the union of the sets `function name value` for each attribute of `set`.
  */
  concatMapAttrs =
    function: set: builtins.foldl' (union: more: union // more) { } (mapAttrsToList function set);

  /**
    Whether `value` is a derivation.
  */
  isDerivation = value: value.type or null == "derivation";
}
