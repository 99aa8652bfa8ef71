/**
  Return true if `contents`, the value of the argument `dependencies`, has libnix's format: sets
  by package in `deps` and `envs`. Another attribute and an entry of a wrong type are errors.

  Elements of lists and values of variables stay unevaluated: some exist only on other platforms.
*/
{
  fail,
  lib,
  nearest,
  types,
  dependencyKinds,
  hasVersions,
  ...
}:
{ contents, fileName }:
let
  kindNames = builtins.attrNames dependencyKinds;
  # The mismatches of a value as messages. `parts` complete or override the message.
  messagesOf =
    type: parts: argument: value:
    map (
      mismatch:
      {
        inherit (mismatch) problem expected got;
        at = "${fileName}: ${mismatch.argument}";
        waysOut = [ ];
      }
      // parts
    ) (type.mismatches argument value);

  ofContents = messagesOf types.anySet {
    at = fileName;
    expected = "a set with `deps` and `envs`, or a function to such a set";
    waysOut = [ "for example: { ${dependencyKinds.deps.example} }" ];
  } "dependencies" contents;
  ofUnknown = name: {
    problem = "`${name}` is neither `deps` nor `envs`";
    at = "${fileName}: ${name}";
    expected = "the attributes `deps` and `envs`";
    got = name;
    waysOut = [
      "did you mean `${nearest name kindNames}`?"
      "remove the attribute"
    ];
  };
  ofKind =
    kind: entries:
    let
      inherit (dependencyKinds.${kind}) type expected example;
      waysOut = [ "for example: ${example}" ];
      ofSet = messagesOf (types.attrsOf types.anything) {
        expected = "a set of entries by package";
        inherit waysOut;
      } kind entries;
      ofEntry =
        name: entry:
        let
          entryType = if hasVersions kind entry then types.attrsOf type else type;
        in
        messagesOf entryType { inherit expected waysOut; } "${kind}.\"${name}\"" entry;
    in
    if ofSet == [ ] then builtins.concatLists (lib.mapAttrsToList ofEntry entries) else ofSet;

  messages =
    if ofContents == [ ] then
      map ofUnknown (builtins.attrNames (builtins.removeAttrs contents kindNames))
      ++ builtins.concatLists (
        lib.mapAttrsToList ofKind (builtins.intersectAttrs dependencyKinds contents)
      )
    else
      ofContents;
in
messages == [ ] || fail (builtins.head messages)
