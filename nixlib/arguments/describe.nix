/**
  Return the arguments and the outputs as plain data for documentation: `{ groups, outputs }`. An
  option has texts for its type and its default (null for a required option). `parts` has the
  options of a set.
*/
{ options, outputs, ... }:
let
  textOf =
    value:
    if builtins.isList value then
      if value == [ ] then "[ ]" else "[ ${builtins.concatStringsSep " " (map textOf value)} ]"
    else if builtins.isAttrs value then
      "{ }"
    else
      builtins.toJSON value;
  partsOf = type: if type ? element then partsOf type.element else type.optionList or [ ];
  describe = option: {
    inherit (option) name description example;
    type = option.type.description;
    default = if option ? default then textOf option.default else null;
    # In a set of sets, the user chooses the names of entries.
    isKeyed = option.type ? element;
    parts = map describe (partsOf option.type);
  };
in
{
  inherit outputs;
  groups = map (group: {
    inherit (group) title;
    options = map describe group.options;
  }) options;
}
