/**
  Return the arguments of fetchurl that give it the credentials of a registry: `netrcPhase` and
  `netrcImpureEnvVars`, or an empty set without credentials. `access` are the settings of the
  registry (registrySettings.nix), and `package` is the locked package, for messages.

  The fetcher reads credentials from its own environment, or from a file that the sandbox shows.
  So no secret is in a derivation, and curl prints none. Source: the Cargo book, "Registry
  Authentication".
*/
{ lib, message, ... }:
package: access:
let
  upperCase = builtins.replaceStrings (lib.stringToCharacters "abcdefghijklmnopqrstuvwxyz-") (
    lib.stringToCharacters "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
  );
  isPath = lib.hasPrefix "/";
  quote = text: "'${builtins.replaceStrings [ "'" ] [ "'\\''" ] text}'";
  stopWithout = credentials: way: ''
    cat >&2 <<'END'
    error: ${
      message {
        problem = "there are no credentials for the registry of ${package.name} ${package.version}";
        at = "buildCargoWorkspace: registries.\"${package.source}\"";
        expected = credentials;
        waysOut = [ way ];
      }
    }
    END
    exit 1
  '';
  stopUnset =
    token:
    let
      variable = "the variable ${variableOf token} in the environment of the Nix daemon";
    in
    stopWithout variable "set it for nix-daemon.service, or set `token` to the path of a file";
  showFile = path: "show the file in the sandbox: `extra-sandbox-paths = ${path}` in nix.conf";
  variableOf = token: "CARGO_REGISTRIES_${upperCase token}_TOKEN";
  # The shell code that writes the header of the token.
  tokenPhase =
    token:
    if isPath token then
      ''
        if [ ! -r ${quote token} ]; then
        ${stopWithout "the readable file ${token}" (showFile token)}
        fi
        cargoToken=$(cat ${quote token})
      ''
    else
      ''
        cargoToken=''${${variableOf token}-}
        if [ -z "$cargoToken" ]; then
        ${stopUnset token}
        fi
      '';
in
lib.optionalAttrs (access.token != null || access.netrc != null) {
  netrcImpureEnvVars = lib.optional (access.token != null && !(isPath access.token)) (
    variableOf access.token
  );
  netrcPhase =
    (
      if access.netrc == null then
        ": > netrc\n"
      else
        ''
          if [ ! -r ${quote access.netrc} ]; then
          ${stopWithout "the readable file ${access.netrc}" (showFile access.netrc)}
          fi
          cat ${quote access.netrc} > netrc
        ''
    )
    + lib.optionalString (access.token != null) ''
      ${tokenPhase access.token}
      printf 'Authorization: %s\n' "$cargoToken" > header
      unset cargoToken
      curlOpts="$curlOpts --header @$PWD/header"
    '';
}
