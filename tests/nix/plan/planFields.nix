# pylib/cargo_nix/plan has the same fields and defaults: tests/unit/plan/test_committed_schema.py compares.
{ planFields, ... }:
{
  "a path that leaves its directory is no path" = {
    expr =
      map
        (
          path:
          planFields.set.mismatches "" {
            level = "closed";
            take = [ path ];
          } == [ ]
        )
        [
          "a/../b"
          "a"
          ".."
          "a/../../b"
          "/a"
        ];
    expected = [
      true
      true
      false
      false
      false
    ];
  };
}
