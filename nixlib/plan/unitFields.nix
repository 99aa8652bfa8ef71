/**
  Return the type (types.nix) of a unit in a committed plan.

  pylib/cargo_nix/plan/schema.py describes the fields.
*/
{ types, planTypes, ... }:
let
  inherit (types)
    attrsOf
    bool
    enum
    listOf
    nullOr
    text
    ;
  inherit (planTypes)
    fileName
    flag
    index
    optional
    pair
    path
    program
    recordOf
    required
    texts
    ;
  fileNames = optional [ ] (listOf fileName);
  indexes = optional [ ] (listOf index);

  run = recordOf {
    program = optional null (nullOr index);
    program_file = optional "" (
      types.either [
        fileName
        (enum [ "" ])
      ]
    );
    override = optional null (nullOr text);
    links = optional [ ] (listOf (pair text index));
    has_links = flag;
    cfg = optional "host" text;
    profile_dir = required fileName;
    rustflags = texts;
    rust_version = optional null (nullOr text);
    targets = required (listOf (pair text text));
    features = texts;
    has_cdylib = flag;
    debug_assertions = flag;
  };
  extern = recordOf {
    name = required text;
    unit = required index;
    options = optional "" text;
  };
in
recordOf {
  name = required fileName;
  package = required index;
  kind = optional "lib" text;
  mode = optional "build" text;
  target = required text;
  crate_name = required text;
  crate_types = optional [ "lib" ] (listOf text);
  edition = required text;
  src_path = optional "src/lib.rs" path;
  platform = optional null (nullOr text);
  identity = required fileName;
  files = fileNames;
  linkable = fileNames;
  products = fileNames;
  args = texts;
  args_after = optional [ "--cap-lints" "allow" ] (listOf text);
  strip = texts;
  linker = optional null (nullOr program);
  needs_linker = flag;
  env = required (attrsOf text);
  externs = optional [ ] (listOf extern);
  closure = indexes;
  host_closure = indexes;
  script = optional null (nullOr index);
  to_link = indexes;
  plugins = indexes;
  pass_links = optional true bool;
  incremental = flag;
  bins = optional { } (attrsOf index);
  artifacts = optional { } (attrsOf (pair index text));
  run = optional null (nullOr run);
}
