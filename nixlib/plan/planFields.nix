/**
  Return the types (types.nix) of the parts of a committed plan: `plan` is the whole, and `command`,
  `package`, `set` and `unit` are parts of the plan.

  A field with a default may be absent. pylib/cargo_nix/plan/schema.py and committed_schema.py
  describe the fields.
*/
{ lib, types, planTypes, ... }:
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
    index
    pair
    path
    program
    runner
    ;
  required = type: { inherit type; };
  optional = default: type: { inherit default type; };
  texts = optional [ ] (listOf text);
  paths = optional [ ] (listOf path);
  fileNames = optional [ ] (listOf fileName);
  indexes = optional [ ] (listOf index);
  flag = optional false bool;
  recordOf =
    fields: types.set (map (name: fields.${name} // { inherit name; }) (builtins.attrNames fields));

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
  origin = recordOf {
    directory = optional null (nullOr path);
    crate = optional null (nullOr text);
    subdirectory = optional "" path;
  };
  packageEnv = recordOf (
    lib.genAttrs (map (name: "CARGO_PKG_${name}") [
      "AUTHORS"
      "DESCRIPTION"
      "HOMEPAGE"
      "LICENSE"
      "LICENSE_FILE"
      "NAME"
      "README"
      "REPOSITORY"
      "RUST_VERSION"
      "VERSION"
      "VERSION_MAJOR"
      "VERSION_MINOR"
      "VERSION_PATCH"
      "VERSION_PRE"
    ]) (_name: optional "" text)
  );
  target = recordOf {
    kind = required text;
    name = required text;
    src_path = required text;
    expands = optional { } (attrsOf text);
    links = optional { } (attrsOf text);
  };
in
{
  plan = recordOf {
    schema = required index;
    inputs = required text;
    cargo = required text;
    rustc = required (listOf text);
    host = required text;
    target = optional null (nullOr text);
    cfg = required (attrsOf (listOf text));
    config_env = optional { } (attrsOf text);
    config_paths = optional { } (attrsOf path);
    config_forced = texts;
    directories = paths;
    runners = optional { } (attrsOf runner);
    commands = required types.anySet;
    packages = required types.anyList;
    sets = optional [ ] types.anyList;
    units = required types.anyList;
    sha256 = required text;
  };
  command = recordOf {
    units = required (listOf index);
    roots = required (listOf index);
    members = optional { } (attrsOf (listOf index));
    files = optional { } (attrsOf (attrsOf index));
  };
  set = recordOf {
    level = required (enum [
      "closed"
      "package"
      "workspace"
    ]);
    take = paths;
    leave = paths;
    files = paths;
    places = paths;
    embeds = flag;
    programs = flag;
    in_target = flag;
  };
  package = recordOf {
    id = required text;
    name = required text;
    version = required text;
    links = optional null (nullOr text);
    member = flag;
    has_script = flag;
    origin = required origin;
    env = required packageEnv;
    targets = optional [ ] (listOf target);
  };
  unit = recordOf {
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
  };
}
