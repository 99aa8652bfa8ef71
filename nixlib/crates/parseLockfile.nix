/**
  Return what the text of a Cargo.lock contains:

  - `packages`: the packages in their order, as sets of `name`, `version`, `source` and
    `checksum`. A key without a string as value is absent.
  - `checksums`: the checksums of version 1, which has them in a table of their own.
  - `isTable`: whether all values of `package` are tables.

  readToml reads a text that Cargo has not written, because the errors of `builtins.fromTOML` cannot
  be caught and name no file.
*/
{ readToml, parseWrittenLockfile, ... }:
text:
let
  written = parseWrittenLockfile text;
  entries = readToml text;
  ofPackages = builtins.filter (
    { path, ... }: path != [ ] && builtins.head path == "package"
  ) entries;
  headings = builtins.filter ({ path, ... }: builtins.length path == 1) ofPackages;

  # Each heading begins a package: the entries between two headings are one group.
  starts = builtins.filter (n: builtins.length (builtins.elemAt ofPackages n).path == 1) (
    builtins.genList (n: n) (builtins.length ofPackages)
  );
  endOf =
    n:
    if n + 1 < builtins.length starts then
      builtins.elemAt starts (n + 1)
    else
      builtins.length ofPackages;
  groupAt =
    n:
    let
      start = builtins.elemAt starts n + 1;
    in
    builtins.genList (offset: builtins.elemAt ofPackages (start + offset)) (endOf n - start);
  isText = { path, value }: builtins.length path == 2 && builtins.isString value;
  packageAt =
    n:
    builtins.intersectAttrs
      {
        name = null;
        version = null;
        source = null;
        checksum = null;
      }
      (
        builtins.listToAttrs (
          map (
            { path, value }:
            {
              name = builtins.elemAt path 1;
              inherit value;
            }
          ) (builtins.filter isText (groupAt n))
        )
      );

  isChecksum =
    { path, value }:
    builtins.length path == 2 && builtins.head path == "metadata" && builtins.isString value;
in
if written != null then
  written
else
  {
    packages = map packageAt (builtins.genList (n: n) (builtins.length starts));
    checksums = builtins.listToAttrs (
      map (
        { path, value }:
        {
          name = builtins.elemAt path 1;
          inherit value;
        }
      ) (builtins.filter isChecksum entries)
    );
    isTable = builtins.all ({ value, ... }: value == null) headings;
  }
