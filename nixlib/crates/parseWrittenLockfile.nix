/**
  Return the packages in the text of a Cargo.lock, as parseLockfile.nix does, or null for a text
  that has not the form that Cargo writes.

  The form has one key for each line, in a fixed order. So a few regular expressions read the text,
  three times as fast as a TOML reader.
*/
_scope:
let
  value = "\"([^\"\\\\\n]*)\"";
  rest = "(\nsource = ${value})?(\nchecksum = ${value})?\n*";
  headPattern = "name = ${value}\nversion = ${value}${rest}";
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
      between = strings (builtins.split " \"[^\"\\\\\n]*\",\n" text);
      parts = builtins.filter (part: part != "") between;
    in
    builtins.length parts == 1 && isListEnd (builtins.head parts);

  packageOf =
    text:
    let
      parts = strings (builtins.split "\ndependencies = \\[\n" text);
      head = builtins.head parts;
      isShort = builtins.stringLength head <= longestHead;
      values = if isShort then builtins.match headPattern head else null;
      valueAt = builtins.elemAt values;
      optional = name: index: if valueAt index == null then { } else { ${name} = valueAt index; };
      lists = builtins.tail parts;
      hasForm = values != null && builtins.length lists <= 1 && builtins.all isList lists;
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
