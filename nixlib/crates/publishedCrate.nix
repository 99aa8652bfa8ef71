/**
  Return a function from a locked package of a registry to its `archive` as published, and to its
  files `src`. `local`, if not null, is the local registry with the archive. Both derivations are
  independent of the workspace, so all projects of a machine share them. `checksums` names the
  file or argument with the checksum in messages.
*/
{
  pylib,
  registryAccess,
  localArchive,
  message,
  runPython,
  storeName,
  ...
}:
{
  surface,
  python,
  system,
  registries,
  root,
  checksums ? "Cargo.lock",
}:
let
  accessOf = registryAccess registries;
  unpack = builtins.path {
    path = pylib + "/cargo_nix/builder";
    name = "unpack-crate";
    filter =
      path: _type:
      builtins.elem (baseNameOf path) [
        "unpack_crate.py"
        "crate_archive.py"
        "message.py"
      ];
  };

  removeEntry = "remove the package's entry and run `cargo generate-lockfile`";
  # Nix's message about a wrong hash names neither the crate nor a way out. The script writes the
  # computed hash into ours.
  checkArchive =
    {
      name,
      version,
      checksum,
      ...
    }:
    ''
      hash=$(sha256sum "$out" | cut -d ' ' -f 1)
      if [ "$hash" != ${checksum} ]; then
        sed "s/COMPUTED-HASH/$hash/" >&2 <<'END'
      error: ${
        message {
          problem = "the archive of ${name} ${version} does not match ${checksums}";
          at = "${checksums}: package \"${name}\" ${version}, checksum";
          expected = checksum;
          got = "COMPUTED-HASH";
          waysOut = [
            (
              if checksums == "Cargo.lock" then
                "if Cargo.lock was edited by hand: restore it, or ${removeEntry}"
              else
                "correct the checksum in ${checksums}"
            )
            "if a mirror or proxy changed the archive: fetch from the registry itself"
          ];
        }
      }
      END
        exit 1
      fi
    '';
in
local:
package@{
  name,
  version,
  checksum,
  ...
}:
let
  fetched = surface.fetchurl (
    accessOf package
    // {
      name = "crate-${storeName "${name}-${version}"}.tar.gz";
      sha256 = checksum;
      postFetch = checkArchive package;
    }
  );
  archive = if local == null then fetched else localArchive root local package;
in
{
  inherit archive;
  src = runPython {
    name = "${name}-${version}-src";
    inherit system;
    python = python.builder;
    program = "${unpack}/unpack_crate.py";
    args = [
      archive
      (placeholder "out")
    ];
  };
}
