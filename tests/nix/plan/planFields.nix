# tests/unit/plan/test_committed_schema.py compares the fields with the classes of pylib.
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
