/**
  Return a function from a locked package to the arguments of fetchurl that reach its archive:
  `url`, `curlOptsList` with a message, and the credentials (registryCredentials.nix).
  `registries` is the argument (arguments/options/crates.nix).
*/
{
  archiveUrl,
  lib,
  message,
  registryCredentials,
  registrySettings,
  ...
}:
registries:
let
  settings = registrySettings registries;
  urlOf = archiveUrl (builtins.mapAttrs (_source: access: access.dl) settings);

  credentialsOf =
    package:
    lib.optionalAttrs (settings ? ${package.source}) (
      registryCredentials package settings.${package.source}
    );

  # curl expands `%` and `\` in this text.
  downloadMessage =
    package@{
      name,
      version,
      source,
      ...
    }:
    let
      text = message {
        problem = "the archive of ${name} ${version} cannot be downloaded";
        at = "Cargo.lock: package \"${name}\" ${version}, source ${source}";
        expected = "the archive at ${urlOf package}";
        got = "status HTTP-STATUS: HTTP-ERROR";
        waysOut = [
          "status 401 or 403: set `token` or `netrc` of the registry in `registries`, or renew them"
          "status 404: compare the address in `registries` with `dl` of the index"
          "status 429, 5xx or 000: the registry does not answer; build again"
        ];
      };
      escaped = builtins.replaceStrings [ "%" "\\" ] [ "%%" "\\\\" ] text;
      filled =
        builtins.replaceStrings [ "HTTP-STATUS" "HTTP-ERROR" ] [ "%{http_code}" "%{errormsg}" ]
          escaped;
    in
    "%{onerror}%{stderr}error: ${filled}\\n";
in
package:
{
  url = urlOf package;
  curlOptsList = [
    "--write-out"
    (downloadMessage package)
  ];
}
// credentialsOf package
