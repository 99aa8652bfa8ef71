/**
  Return two functions: `package` makes the pages of one package, and `join` makes one site of the
  pages of several packages, as `cargo doc --no-deps` does.

  `linked` are the crates that the pages of a package may link to. Their pages are no inputs.
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
            # Libraries are as in the compilation, but rustdoc has other flags than rustc.
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
