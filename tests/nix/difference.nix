/**
  Return the differences between an expected value and another one: a line for each place, as
  `.names[1]: expected "b", got "c"`. Equal values have none.
*/
let
  plain =
    value:
    if builtins.isFunction value then
      "a function"
    else if builtins.isAttrs value then
      "{ ${builtins.concatStringsSep "" (map (attribute value) (builtins.attrNames value))}}"
    else if builtins.isList value then
      "[ ${builtins.concatStringsSep "" (map (element: "${plain element} ") value)}]"
    else if builtins.isPath value then
      toString value
    else
      builtins.toJSON value;
  attribute = set: name: "${name} = ${plain set.${name}}; ";

  areSets = expected: got: builtins.isAttrs expected && builtins.isAttrs got;
  lengthOf = value: if builtins.isList value then builtins.length value else null;
  areLists = expected: got: builtins.isList got && lengthOf expected == lengthOf got;

  inAttribute =
    place: expected: got: name:
    if !(expected ? ${name}) then
      [ "${place}.${name}: not expected, got ${plain got.${name}}" ]
    else if !(got ? ${name}) then
      [ "${place}.${name}: expected ${plain expected.${name}}" ]
    else
      difference "${place}.${name}" expected.${name} got.${name};
  inElement =
    place: expected: got: index:
    difference "${place}[${toString index}]" (builtins.elemAt expected index) (
      builtins.elemAt got index
    );
  difference =
    place: expected: got:
    if expected == got then
      [ ]
    else if areSets expected got then
      builtins.concatMap (inAttribute place expected got) (builtins.attrNames (expected // got))
    else if areLists expected got then
      builtins.concatLists (builtins.genList (inElement place expected got) (builtins.length got))
    else
      [ "${place}: expected ${plain expected}, got ${plain got}" ];
in
difference ""
