/**
  Return the component `name` of the toolchain. A missing component is an error.
*/
{ fail, ... }:
toolchain: name:
toolchain.${name} or (fail {
  problem = "the toolchain has no ${name}";
  at = "buildCargoWorkspace: toolchain";
  expected = "a component `${name}` of the same release as rustc, for the check";
  got = "a set with ${builtins.concatStringsSep ", " (builtins.attrNames toolchain)}";
  waysOut = [
    "add `${name}` to `toolchain`"
    "remove the check"
  ];
})
