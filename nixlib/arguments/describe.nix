/**
  Return the arguments and the outputs as plain data for documentation: `{ groups, outputs }`. An
  option has the text of its type and of its default (null if it is required), and in `parts` the
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
    # An entry of a set of sets has a name of its own.
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
