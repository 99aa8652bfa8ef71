/**
  Return the component `name` of the toolchain, or stop.
*/
{ fail, ... }:
toolchain: name:
toolchain.${name} or (fail {
  problem = "the toolchain has no ${name}";
  at = "buildCargoWorkspace: toolchain";
  expected = "a component `${name}` of rustc's own release, which the check runs";
  got = "a set with ${builtins.concatStringsSep ", " (builtins.attrNames toolchain)}";
  waysOut = [
    "add `${name}` to `toolchain`"
    "leave the check out"
  ];
})
