/**
  Return `package`, a function to the derivation with the pages of one package, and `join`, one to those of several as
  a site: `cargo doc --no-deps`.

  `linked` are the crates of the workspace that the package's pages may link to; their pages are no input of its own.
*/
{ factsOf, ... }:
{
  job,
  toolchain,
  arguments,
}:
let
  rustdoc = "${toolchain.rustc}/bin/rustdoc";
in
{
  package =
    {
      name,
      package,
      entries,
      linked,
    }:
    job {
      inherit name;
      job = "document";
      attributes = {
        inherit arguments linked rustdoc;
        packageName = package.name;
        crates = map (
          entry:
          factsOf entry
          // {
            inherit (entry.source)
              src
              cwd
              manifestDir
              level
              narrowed
              writable
              remap
              ;
            srcPath = entry.source.file entry.unit.src_path;
            # What was compiled has the libraries, and rustc's flags where rustdoc has its own.
            unit = entry.attributes.unit // {
              inherit (entry.documented) args args_after;
            };
          }
        ) entries;
      };
    };
  join =
    documents:
    job {
      name = "doc";
      job = "join-documents";
      attributes = { inherit documents rustdoc; };
    };
}
