/**
  Return whether each name in `given` (lists of package names by argument) is a locked package's; stop with the nearest
  one where it is not.
*/
{ fail, nearest, ... }:
{ locked, given }:
let
  known = builtins.listToAttrs (map (name: { inherit name; value = null; }) locked);
  check = argument: name:
    known ? ${name} || fail {
      problem = "`${name}` is no package of Cargo.lock";
      at = "buildCargoWorkspace: ${argument}";
      expected = "the name of a package";
      got = name;
      waysOut = [ "did you mean `${nearest name (builtins.attrNames known)}`?" "remove the entry" ];
    };
in
builtins.all (argument: builtins.all (check argument) given.${argument}) (builtins.attrNames given)
