/**
  Return the text of the file at `location`; `path` is what messages call it.

  What is not UTF-8 stops here: Cargo takes no such manifest either. Of a file that Nix cannot read
  at all (a byte 0, a link to nothing) Nix itself tells, and nothing can catch that: a message of
  ours stands above its words.
*/
{
  fail,
  message,
  lineNotUtf8,
  ...
}:
{ location, path }:
let
  text = builtins.addErrorContext (message {
    problem = "a file of the workspace cannot be read";
    at = path;
    expected = "a text file: no byte 0 in it, and no link to nothing";
    waysOut = [ "correct the file: `cargo metadata` stops at it too" ];
  }) (builtins.readFile location);
  line = lineNotUtf8 text;
in
if line == null then
  text
else
  fail {
    problem = "a file of the workspace is not UTF-8";
    at = "${path}:${toString line}";
    expected = "UTF-8: Cargo reads nothing else";
    got = "bytes of another encoding";
    waysOut = [ "write it as UTF-8: `iconv -f latin1 -t utf8`, where it is Latin-1" ];
  }
