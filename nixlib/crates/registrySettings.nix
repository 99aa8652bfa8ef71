/**
  Return the argument `registries` with a set `{ dl, token, netrc }` for each registry. A value
  that would put credentials into the store is an error.
*/
{ fail, lib, ... }:
registries:
let
  isPath = lib.hasPrefix "/";
  accessOf =
    source: setting:
    let
      access =
        if builtins.isString setting then
          {
            dl = setting;
            token = null;
            netrc = null;
          }
        else
          setting;
      at = "buildCargoWorkspace: registries.\"${source}\"";
      inStore = path: path != null && lib.hasPrefix "${builtins.storeDir}/" path;
      isName = builtins.match "[A-Za-z0-9_-]+" access.token != null;
    in
    if builtins.match "[^/]*//[^/]*@.*" access.dl != null then
      fail {
        problem = "the address of a registry has credentials";
        at = "${at}.dl";
        expected = "an address without user and password: every user can read the store";
        waysOut = [ "put user and password into a netrc file, and set `netrc`" ];
      }
    else if inStore access.token || inStore access.netrc then
      fail {
        problem = "a file with credentials is in the store";
        inherit at;
        expected = "the path of a file outside of the store, as a string";
        waysOut = [ "write the path as a string: `netrc = \"/etc/nix/netrc\";`" ];
      }
    else if access.token != null && !(isPath access.token || isName) then
      fail {
        problem = "`token` names no registry and no file";
        at = "${at}.token";
        expected = "the name in `[registries]`, or the path of a file with the token: no token";
        waysOut = [ "`token = \"corp\";` takes the token from CARGO_REGISTRIES_CORP_TOKEN" ];
      }
    else
      access;
in
builtins.mapAttrs accessOf registries
