/**
  Return Cargo's flags for the argument `targets`: `{ bins = true; bin = [ "x" ]; }` is `--bins --bin x`.

  pylib/cargo_nix/cli/target_flags.py has the same order: it is part of a plan's hash.
*/
{ fail, nearest, ... }:
targets:
let
  all = [ "lib" "bins" "examples" "tests" "benches" "allTargets" ];
  named = [ "bin" "example" "test" "bench" ];
  flagOf = name: if name == "allTargets" then "--all-targets" else "--${name}";
  of = name: value:
    let
      expected = if builtins.elem name all then "true or false" else "a list of names";
      fits = if builtins.elem name all then builtins.isBool value else builtins.isList value && builtins.all builtins.isString value;
    in
    if fits then value
    else
      fail {
        problem = "`targets.${name}` is of another type";
        at = "buildCargoWorkspace: targets.${name}";
        inherit expected;
        got = if builtins.isString value then builtins.toJSON value else "a ${builtins.typeOf value}";
        waysOut = if builtins.elem name all then [ "names go to `targets.${singular name}`" ] else [ "`targets.${name} = [ \"…\" ];`" ];
      };
  singular = name: { bins = "bin"; examples = "example"; tests = "test"; benches = "bench"; }.${name} or "bin";
  known = builtins.all
    (name: builtins.elem name (all ++ named) || fail {
      problem = "`targets.${name}` is no kind of target";
      at = "buildCargoWorkspace: targets";
      expected = builtins.concatStringsSep ", " (all ++ named);
      got = name;
      waysOut = [ "did you mean `${nearest name (all ++ named)}`?" ];
    })
    (builtins.attrNames targets);
in
assert known;
builtins.concatMap (name: if of name (targets.${name} or false) then [ (flagOf name) ] else [ ]) all
++ builtins.concatMap (name: builtins.concatMap (value: [ (flagOf name) value ]) (of name (targets.${name} or [ ]))) named
