/**
  Return the text of the file at `location`. `path` is the name of the file in messages.

  A file in another encoding than UTF-8 is an error, as in Cargo. Nix itself stops at a byte 0 and
  at a dangling link. Nix code cannot catch such an error, so our message stands above Nix's
  message.
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
    expected = "a text file without byte 0, or a link to such a file";
    waysOut = [ "correct the file: `cargo metadata` fails too" ];
  }) (builtins.readFile location);
  line = lineNotUtf8 text;
in
if line == null then
  text
else
  fail {
    problem = "a file of the workspace is not UTF-8";
    at = "${path}:${toString line}";
    expected = "UTF-8, as Cargo requires";
    got = "bytes of another encoding";
    waysOut = [ "convert the file, from Latin-1 with `iconv -f latin1 -t utf8`" ];
  }
