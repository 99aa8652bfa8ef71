{ generatedFiles, ... }:
let
  entry = name: directory: attributes: {
    package = {
      inherit name;
      origin = { inherit directory; };
    };
    inherit attributes;
  };
  overrideOf = name: { shippedFiles = if name == "plain" then [ ] else [ "include" ]; };
in
{
  "path packages with shipped files" = {
    expr = generatedFiles {
      inherit overrideOf;
      entries = [
        (entry "plain" "plain" { script = "/plain"; })
        (entry "lib" "crates/lib" { script = "/lib"; })
        (entry "lib" "crates/lib" { script = "/lib"; })
        (entry "crate" null { script = "/crate"; })
        (entry "none" "" { })
      ];
    };
    expected = [
      {
        package = "lib";
        directory = "crates/lib";
        script = "/lib";
        paths = [ "include" ];
      }
      {
        package = "none";
        directory = "";
        script = "";
        paths = [ "include" ];
      }
    ];
  };
}
