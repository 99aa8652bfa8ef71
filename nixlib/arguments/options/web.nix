/**
  The options of the group "Web" (options.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "web";
    type = attrsOf (set (import ./webApp.nix { inherit types; }));
    default = { };
    description = ''
      Apps for the browser, by name. The output [`web`](#web-1) has their results. See
      [web.md](web.md).
    '';
    example = ''web.site = { package = "app"; features = [ "hydrate" ]; };'';
  }
  {
    name = "wasmBindgen";
    type = set (import ./wasmBindgen.nix { inherit types; });
    default = { };
    description = ''
      The wasm-bindgen of the apps and of tests for WebAssembly, described below.
    '';
    example = "wasmBindgen.cli = pkgs.wasm-bindgen-cli_0_2_100;";
  }
]
