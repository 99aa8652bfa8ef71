/**
  Return `default-run` in the manifest of the path package in `directory`, or null.
*/
{ readToml, pathText, ... }:
{ skeleton, directory }:
let
  entries = readToml skeleton.files.${pathText.join directory "Cargo.toml"};
  values = builtins.filter (
    { path, value }:
    path == [
      "package"
      "default-run"
    ]
    && builtins.isString value
  ) entries;
in
if values == [ ] then null else (builtins.head values).value
