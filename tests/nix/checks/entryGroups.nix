{ entryGroups, ... }:
let
  entry = id: directory: target: {
    package = {
      inherit id;
      origin = { inherit directory; };
    };
    unit = {
      kind = "lib";
      inherit target;
    };
  };
  a = entry "a" "crates/a" "a";
  crate = entry "b" null "b";
in
{
  "a package with a directory is a member" = {
    expr = map entryGroups.isMember [
      a
      crate
    ];
    expected = [
      true
      false
    ];
  };
  "entries by package" = {
    expr = entryGroups.byPackage [
      a
      crate
      a
    ];
    expected = {
      a = [
        a
        a
      ];
      b = [ crate ];
    };
  };
  "one entry for each target" = {
    expr = map entryGroups.targetKey (
      entryGroups.distinct entryGroups.targetKey [
        a
        crate
        a
      ]
    );
    expected = [
      "a lib a"
      "b lib b"
    ];
  };
}
