/**
  Return `arguments` with all defaults, or stop at the first that is unknown, missing or of the wrong
  type. options.nix has them as data.
*/
{ fail, argumentType, ... }:
arguments:
let
  # Defaults that depend on other arguments.
  withProfile =
    complete:
    complete
    // {
      checks = complete.checks // {
        profile = if complete.checks.profile == null then complete.profile else complete.checks.profile;
      };
    };
  mismatches = argumentType.mismatches "" arguments;
  first = builtins.head mismatches;
in
if mismatches != [ ] then
  fail {
    inherit (first)
      problem
      expected
      got
      waysOut
      ;
    at = "buildCargoWorkspace${if first.place == "" then "" else ": ${first.place}"}";
  }
else
  withProfile (argumentType.complete arguments)
