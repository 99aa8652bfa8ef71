/**
  Return the packages in the text of a Cargo.lock in the form that Cargo writes, as parseLockfile.nix
  does, or null for any other text.

  The form has one key for each line, in a fixed order. So a few regular expressions read the text,
  three times as fast as a TOML reader.
*/
_scope:
let
  value = "\"([^\"\\\\\n]*)\"";
  headPattern = "name = ${value}\nversion = ${value}(\nsource = ${value})?(\nchecksum = ${value})?\n*";
  # A regular expression needs memory for each character that a `*` matches.
  longestHead = 4000;
  strings = builtins.filter builtins.isString;

  # Comments and the version of the format.
  isStart = text: builtins.match "\n*(#[^\n]*\n+)*(version = [0-9]+\n*)?" text != null;
  isListEnd = text: builtins.match "]\n*" text != null;
  # The elements of the list are cut out, so only its end is left.
  isList =
    text:
    let
      parts = builtins.filter (part: part != "") (strings (builtins.split " \"[^\"\\\\\n]*\",\n" text));
    in
    builtins.length parts == 1 && isListEnd (builtins.head parts);

  packageOf =
    text:
    let
      parts = strings (builtins.split "\ndependencies = \\[\n" text);
      head = builtins.head parts;
      found = if builtins.stringLength head > longestHead then null else builtins.match headPattern head;
      valueAt = builtins.elemAt found;
      optional = name: index: if valueAt index == null then { } else { ${name} = valueAt index; };
      hasForm = found != null && builtins.length parts <= 2 && builtins.all isList (builtins.tail parts);
    in
    if hasForm then
      {
        name = valueAt 0;
        version = valueAt 1;
      }
      // optional "source" 3
      // optional "checksum" 5
    else
      null;
in
text:
let
  parts = strings (builtins.split "\n\\[\\[package]]\n" "\n${text}");
  start = builtins.head parts;
  packages = map packageOf (builtins.tail parts);
in
if
  builtins.stringLength start <= longestHead
  && isStart start
  && builtins.all (package: package != null) packages
then
  {
    inherit packages;
    checksums = { };
    isTable = true;
  }
else
  null
