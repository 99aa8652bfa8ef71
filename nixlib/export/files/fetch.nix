# Written by `nix run .#export`. Fetches what pins.json names, each with a hash.
let
  pins = builtins.fromJSON (builtins.readFile ./pins.json);
  fetch =
    pin:
    if pin ? sha256 then
      builtins.fetchTarball { inherit (pin) url sha256; }
    else
      let
        tree = builtins.fetchTree (builtins.removeAttrs pin [ "dir" ]);
      in
      if pin ? dir then "${tree}/${pin.dir}" else tree.outPath;
in
builtins.mapAttrs (_name: fetch) pins
