/**
  Return the attributes of buildCargoWorkspace's value as data: a list of
  `{ name, description, example }`. dev/options writes docs/options.md from this list.
*/
[
  {
    name = "packages";
    description = ''
      The selected packages by name: programs in `bin`, dynamic and static libraries in `lib`,
      examples in `examples`.

      Each package is the result of `cargo build -p NAME`: dependencies have the features that this
      package asks for. Units with equal features are shared between packages. File names are those
      in Cargo's `target/release`. A package with only an rlib contains that rlib. `pname`,
      `version` and `meta` come from Cargo.toml. References to sources, units and the toolchain are
      removed. `nix run` starts the program that `default-run` names, the only program, or the
      program with the package's name. A committed plan contains the answers of Cargo for each
      package; otherwise Nix asks Cargo during evaluation, for 24 packages or more at a time.
    '';
    example = "packages.x86_64-linux = workspace.packages;";
  }
  {
    name = "default";
    description = ''
      The selection as one derivation, as `cargo build` makes it: the only package, or all programs,
      or all libraries.

      Dependencies have the features that any selected package asks for. With several programs, `nix
      run .` starts the program that `default-run` names, or else shows a message with all programs.
    '';
    example = "packages.x86_64-linux.default = workspace.default;";
  }
  {
    name = "bins";
    description = "Single programs by the name of the program, built as in `packages`.";
    example = "workspace.bins.stock";
  }
  {
    name = "programs";
    description = ''
      `packages`, except that a package without a program is an error that names the package's
      targets.
    '';
    example = "packages.x86_64-linux = workspace.programs;";
  }
  {
    name = "apps";
    description = ''
      The programs as flake apps, by the name of the program, for `nix run .#stock`, and
      `update-plan`.

      `apps.default` follows `default-run`. With several programs and no `default-run`, a message
      lists the programs.
    '';
    example = "apps.x86_64-linux = workspace.apps;";
  }
  {
    name = "checks";
    description = ''
      Tests, doctests, examples, benches, clippy, rustfmt, rustdoc and the programs, as one
      derivation each.

      See [checks.md](checks.md).
    '';
    example = "checks.x86_64-linux = workspace.checks;";
  }
  {
    name = "doc";
    description = ''
      The documentation of all selected packages as one site, as `cargo doc --no-deps` writes it.

      `checks.rustdocArgs` applies: by default, a warning of rustdoc is an error.
    '';
    example = "packages.x86_64-linux.doc = workspace.doc;";
  }
  {
    name = "fullDoc";
    description = ''
      The documentation of all selected packages and their dependencies as one site, as `cargo doc`
      writes it.
    '';
    example = "packages.x86_64-linux.doc = workspace.fullDoc;";
  }
  {
    name = "roots";
    description = ''
      Links to all that Nix built for the selection and for the dev shell: packages, units, plan,
      scan and crates.

      A link to this output keeps them on your machine. See [keeping.md](keeping.md).
    '';
    example = "packages.x86_64-linux.roots = workspace.roots;";
  }
  {
    name = "units";
    description = ''
      The derivations of all units, by name.

      The name of a library is `PACKAGE-VERSION`. Other targets add `-bin-x`, `-example-x`,
      `-test-x`, `-bench-x` or `-build-script`, and the run of a build script adds
      `-build-script-run`. Last comes the mode: `-test` for unit tests, `-check` and `-check-test`
      with `command = "check"`, `-doc`, `-doctest`. If two units have the same name (other features,
      another platform), each name ends with the unit's identity: `attrNames` shows them.
    '';
    example = ''workspace.units."syn-3.0.9"'';
  }
]
++ import ./planOutputs.nix
++ [
  {
    name = "crates";
    description = ''
      The locked crates by `NAME-VERSION`, each with `src` (unpacked), `manifest` (the part for
      planning) and `archive` (as published).

      The name of a crate from git or from another registry ends with eight digits of the hash of
      its source. Crates from git have no `archive`.
    '';
    example = ''workspace.crates."itoa-1.0.18".src'';
  }
  {
    name = "devShell";
    description = ''
      A shell with the workspace's toolchain, the native dependencies and environment variables of
      all locked crates, and the compiled crates.

      Plain `cargo build` compiles only the workspace in the shell. See [shell.md](shell.md).
    '';
    example = "devShells.x86_64-linux.default = workspace.devShell;";
  }
]
++ import ./webOutputs.nix
