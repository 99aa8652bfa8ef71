/**
  Return the types (types.nix) of values in a committed plan, and the fields of a record.

  A path that leaves its directory is a mismatch: such a path would name a file outside of the
  store path of a source.
*/
{
  lib,
  pathText,
  types,
  wrongType,
  ...
}:
let
  leaf = description: isValid: {
    inherit description;
    mismatches =
      argument: value: lib.optionals (!(isValid value)) (wrongType description argument value);
    complete = value: value;
  };
  isInside = value: builtins.isString value && pathText.normalise "" value != null;
  isFileName =
    value:
    builtins.isString value
    && builtins.match "[^/]+" value != null
    && !(builtins.elem value [
      "."
      ".."
    ]);
  hasSlash = value: builtins.match ".*/.*" value != null;
  isPlaced = value: lib.hasPrefix "/" value || isInside value;
  isProgram = value: builtins.isString value && (!(hasSlash value) || isPlaced value);
  inherit (types) bool listOf text;
  optional = default: type: { inherit default type; };
  path = leaf "a path inside of its directory" isInside;
in
{
  # Fields of a record.
  inherit optional path;
  required = type: { inherit type; };
  flag = optional false bool;
  texts = optional [ ] (listOf text);
  paths = optional [ ] (listOf path);
  recordOf =
    fields: types.set (map (name: fields.${name} // { inherit name; }) (builtins.attrNames fields));

  index = leaf "an index" (value: builtins.isInt value && value >= 0);
  fileName = leaf "the name of a file" isFileName;
  # A name on PATH, an absolute path, or a file of the source.
  program = leaf "a program: a name, an absolute path, or a path in the source" isProgram;
  runner = leaf "a program with its arguments" (
    value:
    builtins.isList value
    && builtins.all builtins.isString value
    && value != [ ]
    && isProgram (builtins.head value)
  );
  # A unit that changes (changedRow.nix) can be applied to.
  changeable = leaf "a unit with an identity, arguments and variables" (
    value:
    builtins.isAttrs value
    && builtins.isString value.identity or null
    && builtins.isList value.args or [ ]
    && builtins.isAttrs value.env or null
  );
  # Fields of a unit with other values (pylib/cargo_nix/plan/committed_schema.py, UnitChange).
  change = leaf "a set of changed fields" (
    value:
    let
      args =
        value.args or [
          0
          0
          [ ]
        ];
      isCount = number: builtins.isInt number && number >= 0;
    in
    builtins.isAttrs value
    && builtins.isString value.identity or ""
    && builtins.isAttrs value.env or { }
    && builtins.isList args
    && builtins.length args == 3
    && isCount (builtins.elemAt args 0)
    && isCount (builtins.elemAt args 1)
    && builtins.isList (builtins.elemAt args 2)
  );
  # A pair of a JSON list.
  pair =
    first: second:
    leaf "a pair: ${first.description}, and ${second.description}" (
      value:
      builtins.isList value
      && builtins.length value == 2
      && first.mismatches "" (builtins.elemAt value 0) == [ ]
      && second.mismatches "" (builtins.elemAt value 1) == [ ]
    );
}
