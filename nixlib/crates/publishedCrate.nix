/**
  Return the archive of a crate of a registry (`archive`, as it was published) and its files (`src`). Both are
  derivations that know nothing of the workspace, so all projects of the machine share them.
*/
{
  pylib,
  archiveUrl,
  storeName,
  runPython,
  ...
}:
{
  surface,
  python,
  system,
  registries,
}:
let
  urlOf = archiveUrl registries;
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

  # Nix's own message about a wrong hash names neither the crate nor a way out.
  checkArchive =
    {
      name,
      version,
      checksum,
      ...
    }:
    ''
      came=$(sha256sum "$out" | cut -d ' ' -f 1)
      if [ "$came" != ${checksum} ]; then
        cat >&2 <<'END' ; echo "  got: $came" >&2; cat >&2 <<'ENDWAYS'
      error: the archive of ${name} ${version} is not the one that was locked
        at: Cargo.lock: package "${name}" ${version}, checksum
        expected: ${checksum}
      END
        ways out:
          1. if Cargo.lock was edited by hand: restore it, or remove the package's entry and run `cargo generate-lockfile`
          2. if a mirror or proxy changed the archive: fetch it from the registry itself
      ENDWAYS
        exit 1
      fi
    '';
in
package@{
  name,
  version,
  checksum,
  ...
}:
let
  archive = surface.fetchurl {
    name = "crate-${storeName "${name}-${version}"}.tar.gz";
    url = urlOf package;
    sha256 = checksum;
    postFetch = checkArchive package;
  };
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
