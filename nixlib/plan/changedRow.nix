/**
  Return the unit `row` of a committed plan (JSON without defaults) with `change`, a change with a
  valid type (planTypes.nix).

  pylib/cargo_nix/plan/unit_changes.py writes changes, and has the same rules.
*/
{ lib, ... }:
row: change:
let
  # The names of files contain the identity too.
  rename =
    row:
    builtins.fromJSON (
      builtins.replaceStrings [ row.identity ] [ change.identity ] (builtins.toJSON row)
    );
  replaceArgs =
    start: count: words:
    let
      args = row.args or [ ];
      end = start + count;
      remaining = builtins.genList (n: builtins.elemAt args (end + n)) (builtins.length args - end);
    in
    lib.take start args ++ words ++ lib.optionals (builtins.length args > end) remaining;
in
(if change ? identity then rename row else row)
// builtins.removeAttrs change [ "identity" ]
// lib.optionalAttrs (change ? args) {
  args = replaceArgs (builtins.elemAt change.args 0) (builtins.elemAt change.args 1) (
    builtins.elemAt change.args 2
  );
}
// lib.optionalAttrs (change ? env) {
  env = lib.filterAttrs (_name: value: value != null) (row.env // change.env);
}
// lib.optionalAttrs (builtins.isAttrs (change.run or null) && builtins.isAttrs (row.run or null)) {
  run = row.run // change.run;
}
