/**
  Return the types (types.nix) of the parts of a committed plan: `plan` is the whole, and `command`,
  `package`, `set`, `system` and `unit` are parts of the plan.

  A field with a default may be absent. pylib/cargo_nix/plan/schema.py and committed_schema.py
  describe the fields.
*/
{
  lib,
  planTypes,
  types,
  unitFields,
  ...
}:
let
  inherit (types)
    attrsOf
    enum
    listOf
    nullOr
    text
    ;
  inherit (planTypes)
    change
    flag
    index
    optional
    pair
    path
    paths
    recordOf
    required
    runner
    texts
    ;
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
  command = recordOf {
    units = required (listOf index);
    roots = required (listOf index);
    members = optional { } (attrsOf (listOf index));
    files = optional { } (attrsOf (attrsOf index));
  };
  system = recordOf {
    host = required text;
    rustc = required (listOf text);
    target = optional null (nullOr text);
    cfg = required (attrsOf (listOf text));
    runners = optional null (nullOr (attrsOf runner));
    units = required (listOf (pair index index));
    changes = optional [ ] (listOf (pair change (listOf index)));
    commands = required (attrsOf (nullOr command));
  };
in
{
  inherit command system;
  inherit (planTypes) changeable;
  plan = recordOf {
    schema = required index;
    inputs = required text;
    system = required text;
    systems = optional { } types.anySet;
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
    more_packages = optional [ ] types.anyList;
    sets = optional [ ] types.anyList;
    more_sets = optional [ ] types.anyList;
    units = required types.anyList;
    more_units = optional [ ] types.anyList;
    sha256 = required text;
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
  unit = unitFields;
}
