/**
  The options of an app in `web` (web.nix).
*/
{ types, ... }:
with types;
[
  {
    name = "package";
    type = nullOr name;
    default = null;
    description = ''
      The package with the app. With `null`, the package has the name of the app.
    '';
    example = ''web.site.package = "app";'';
  }
  {
    name = "bin";
    type = nullOr name;
    default = null;
    description = ''
      The program that becomes the app, like trunk's `data-bin`. With `null`, this is the
      package's `cdylib`, or else its only program.
    '';
    example = ''web.site.bin = "site";'';
  }
  {
    name = "features";
    type = listOf name;
    default = [ ];
    description = ''
      The features of the package in the browser, like `trunk build --features`.
    '';
    example = ''web.site.features = [ "hydrate" ];'';
  }
  {
    name = "noDefaultFeatures";
    type = bool;
    default = false;
    description = ''
      Turns off the default features of the package in the browser.
    '';
    example = "web.site.noDefaultFeatures = true;";
  }
  {
    name = "profile";
    type = nullOr name;
    default = null;
    description = ''
      The profile of the app. With `null`, this is the profile of the workspace.
    '';
    example = ''web.site.profile = "wasm-release";'';
  }
  {
    name = "target";
    type = enum [
      "web"
      "bundler"
      "nodejs"
      "no-modules"
      "deno"
    ];
    default = "web";
    description = ''
      The kind of JavaScript, like `wasm-bindgen --target`. `web` makes a directory to serve, the
      others make a package for JavaScript.
    '';
    example = ''web.site.target = "bundler";'';
  }
  {
    name = "index";
    type = nullOr name;
    default = "index.html";
    description = ''
      The page of the app, as a path in the package. Without index.html, and with `null` or another
      `target` than `web`, the result is a package for JavaScript.
    '';
    example = ''web.site.index = "pages/index.html";'';
  }
  {
    name = "assets";
    type = listOf name;
    default = [ ];
    description = ''
      Files and directories to copy beside the page, as paths in the package. The page itself
      names other files with trunk's `data-trunk`.
    '';
    example = ''web.site.assets = [ "public" ];'';
  }
  {
    name = "publicUrl";
    type = name;
    default = "/";
    description = ''
      The address of the directory on the server, like `trunk build --public-url`.
    '';
    example = ''web.site.publicUrl = "/app/";'';
  }
  {
    name = "hashNames";
    type = bool;
    default = true;
    description = ''
      Puts a hash of the contents into the names of files, so that a server may let browsers keep
      the files for good. Without hashes, the module and its JavaScript are in `pkg`.
    '';
    example = "web.site.hashNames = false;";
  }
  {
    name = "bindgenArgs";
    type = listOf name;
    default = [ ];
    description = ''
      Additional arguments of wasm-bindgen.
    '';
    example = ''web.site.bindgenArgs = [ "--weak-refs" ];'';
  }
  {
    name = "wasmOpt";
    type = nullOr package;
    default = null;
    description = ''
      The binaryen whose `wasm-opt` makes the module smaller. With `null`, nothing does.
    '';
    example = "web.site.wasmOpt = pkgs.binaryen;";
  }
  {
    name = "wasmOptArgs";
    type = listOf name;
    default = [ "-Oz" ];
    description = ''
      Arguments of `wasm-opt`. The features of WebAssembly that rustc uses are added.
    '';
    example = ''web.site.wasmOptArgs = [ "-O3" ];'';
  }
  {
    name = "committedPlan";
    type = nullOr file;
    default = null;
    description = ''
      The [committed plan](committed-plan.md) of the app. `web.NAME.updatePlan` is the program
      that writes the file.
    '';
    example = "web.site.committedPlan = ./cargo-nix-site.json;";
  }
]
