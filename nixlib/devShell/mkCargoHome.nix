/**
  Return `{ home, vendoredCrates }`: the parts of the dev shell's CARGO_HOME
  (pylib/cargo_nix/shell/shell_home.py), and the folders of crates from git and from other
  registries by key. `manifests` are the workspace's manifests, by paths from the source.
  `cargoRoot` is the directory of the workspace in the source.

  Crates of the default registry are in the form of Cargo's downloads. The unpublishedCrates are
  directory sources: one derivation per crate, shared by all projects.
*/
{
  pylib,
  mkLibrary,
  runModule,
  runPython,
  ...
}:
{
  python,
  system,
  crates,
  toolchain,
  manifests,
  cargoRoot,
}:
let
  vendorCrate = builtins.path {
    path = pylib + "/cargo_nix/install/vendor_crate.py";
    name = "vendor_crate.py";
  };
  isPublished =
    { source, ... }@crate:
    crate ? archive && builtins.match "registry\\+.*/crates\\.[a-z]+-index" source != null;
  vendored =
    {
      name,
      version,
      src,
      manifest,
      ...
    }:
    runPython {
      name = "${name}-${version}-vendored";
      inherit system;
      python = python.builder;
      program = vendorCrate;
      args = [
        "${src}"
        "${manifest}"
        (placeholder "out")
      ];
    };
  unpublishedCrates = builtins.filter (crate: !(isPublished crate)) (builtins.attrValues crates);
  vendoredCrates = builtins.listToAttrs (
    map (crate: {
      name = crate.key;
      value = "${vendored crate}/package";
    }) unpublishedCrates
  );
in
{
  inherit vendoredCrates;
  home = runModule {
    name = "cargo-nix-shell-home";
    inherit system;
    python = python.builder;
    library = mkLibrary {
      inherit system;
      python = python.builder;
      name = "cargo-nix-shell-home";
      only = [
        "__init__.py"
        "crates/__init__.py"
        "crates/vendored_home.py"
        "shell/__init__.py"
        "shell/shell_home.py"
        "shell/registry_entry.py"
      ];
    };
    module = "cargo_nix.shell.shell_home";
    request = {
      cargo = "${toolchain.cargo}/bin/cargo";
      rustc = "${toolchain.rustc}/bin/rustc";
      inherit manifests cargoRoot;
      vendored = map (crate: {
        inherit (crate)
          key
          name
          version
          source
          ;
        path = vendoredCrates.${crate.key};
      }) unpublishedCrates;
      published = map (crate: {
        inherit (crate)
          name
          version
          source
          manifest
          checksum
          ;
        archive = "${crate.archive}";
      }) (builtins.filter isPublished (builtins.attrValues crates));
    };
  };
}
