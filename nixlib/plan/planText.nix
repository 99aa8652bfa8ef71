/**
  Return the functions for the text of a committed plan (pylib/cargo_nix/plan/committed_text.py):

  - `start`: the start of the text of each committed plan, of any version.
  - `problemOf schema text`: the first problem of the text, as `{ problem, expected, got }`, or
    null. Without a problem, the text is exactly as written, so Nix can parse it.

  Nix code cannot catch an error of `fromJSON`. So the text ends with a hash of itself.
*/
{ lib, ... }:
let
  start = "{\n \"schema\": ";
  # The last two lines: ` "sha256": "…"` and `}`.
  endLength = 80;
  # Single characters of UTF-8 may be cut.
  quote = text: builtins.toJSON (builtins.concatStringsSep "" (lib.splitRegex "[^ -~]+" text));
  hasMark = mark: text: builtins.replaceStrings [ "\n${mark}" ] [ "" ] text != text;
in
{
  inherit start;
  problemOf =
    schema: text:
    let
      length = builtins.stringLength text;
      head = builtins.substring 0 80 text;
      versionMatch = builtins.match "[{]\n \"schema\": ([^,\n]*)(,?\n.*)?" head;
      body = builtins.substring 0 (length - endLength) text;
      end = builtins.substring (length - endLength) endLength text;
      hashMatch = builtins.match " \"sha256\": \"([0-9a-f]*)\"\n}\n" end;
      version = builtins.head versionMatch;
      writtenHash = builtins.head hashMatch;
      currentHash = builtins.hashString "sha256" body;
    in
    if hasMark "<<<<<<< " text || hasMark ">>>>>>> " text then
      {
        problem = "the committed plan has conflict marks";
        expected = "a file without conflict marks";
        got = "the marks of a merge";
      }
    else if versionMatch == null then
      {
        problem = "the file is not a committed plan";
        expected = "{ \"schema\": ${toString schema}, …";
        got = if text == "" then "an empty file" else quote (builtins.substring 0 20 text);
      }
    else if version != toString schema then
      {
        problem = "the committed plan has another schema version";
        expected = toString schema;
        got = version;
      }
    else if length < endLength || hashMatch == null then
      {
        problem = "the committed plan is cut off";
        expected = "a hash of the text in the last line";
        got = quote (builtins.substring (if length < 20 then 0 else length - 20) 20 text);
      }
    else if writtenHash != currentHash then
      {
        problem = "the committed plan was edited";
        expected = "sha256: ${writtenHash}";
        got = "sha256: ${currentHash}";
      }
    else
      null;
}
