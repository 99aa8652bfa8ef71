/**
  Return the settings of `rust-toolchain.toml`, or of `rust-toolchain`, which rustup also reads, as
  `{ file, channel, components, targets, profile }`, or null without such a file.

  `directory` is the directory of the workspace, a path. Only this directory counts: Nix does not
  see its parents.
*/
{
  fail,
  lib,
  readText,
  readToml,
  ...
}:
directory:
let
  names = builtins.filter (name: builtins.pathExists (directory + "/${name}")) [
    "rust-toolchain"
    "rust-toolchain.toml"
  ];
  file = builtins.head names;
  text = readText {
    location = directory + "/${file}";
    path = file;
  };
  # The old form of the file is the name of the channel alone.
  name = builtins.match "[[:space:]]*([A-Za-z0-9._-]+)[[:space:]]*" text;
  entries = readToml text;
  textsAt =
    key:
    builtins.concatMap (
      { path, value }:
      lib.optional (
        path == [
          "toolchain"
          key
        ]
        && builtins.isString value
      ) value
    ) entries;
  channels = if name != null then name else textsAt "channel";
in
if names == [ ] then
  null
else if channels == [ ] then
  fail {
    problem = "the toolchain file has no channel";
    at = file;
    expected = "`channel` in the table [toolchain]";
    got = "no channel";
    waysOut = [ "pass a toolchain that reads no file: the `toolchain` argument" ];
  }
else
  {
    inherit file;
    channel = builtins.head channels;
    components = textsAt "components";
    targets = textsAt "targets";
    profile = builtins.head (textsAt "profile" ++ [ "default" ]);
  }
