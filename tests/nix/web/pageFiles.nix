{ pageFiles, ... }:
let
  root = ../../projects/web;
  filesOf =
    index: assets:
    pageFiles {
      inherit root index assets;
      argument = "web.clock";
      directory = "clock";
    };
in
{
  "a page has itself, the files that it names, and assets" = {
    expr = filesOf "index.html" [
      "public"
      "missing"
    ];
    expected = {
      hasPage = true;
      take = [
        "clock/index.html"
        "clock/style.css"
        "paint/js/words.js"
        "clock/public"
      ];
    };
  };
  "without a page there are only assets" = {
    expr = filesOf null [ "../paint/js" ];
    expected = {
      hasPage = false;
      take = [ "paint/js" ];
    };
  };
  "another page than the default must exist" = {
    expr = (builtins.tryEval (filesOf "other.html" [ ]).take).success;
    expected = false;
  };
  "a path out of the source, and the package itself, are no assets" = {
    expr =
      (filesOf null [
        "../../wasm/Cargo.toml"
        "."
        "/etc/passwd"
      ]).take;
    expected = [ ];
  };
}
