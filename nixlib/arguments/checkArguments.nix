/**
  Return `arguments` with all defaults. An unknown, missing or wrong argument is an error.
*/
{
  fail,
  lib,
  argumentType,
  ...
}:
arguments:
let
  mismatches = argumentType.mismatches "" arguments;
  mismatch = builtins.head mismatches;

  # By default, checks build with the profile of the packages.
  withChecksProfile =
    complete:
    let
      inherit (complete) checks profile;
    in
    complete
    // {
      checks = checks // {
        profile = if checks.profile == null then profile else checks.profile;
      };
    };
in
if mismatches == [ ] then
  withChecksProfile (argumentType.complete arguments)
else
  fail {
    inherit (mismatch)
      problem
      expected
      got
      waysOut
      ;
    at = builtins.concatStringsSep ": " (
      [ "buildCargoWorkspace" ] ++ lib.optional (mismatch.argument != "") mismatch.argument
    );
  }
