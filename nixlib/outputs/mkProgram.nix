/**
  Return a derivation that holds the products of `units` under Cargo's names: programs in `bin`, libraries in `lib`,
  examples in `examples`.

  References to sources, build scripts and the toolchain are scrubbed here and nowhere else, so that the runtime closure
  of what is shipped holds nothing that built it.
*/
{ pylib, storeName, ... }:
{ python, system, name, units, scrub, meta }:
let
  install = builtins.path { path = pylib + "/cargo_nix/install/install.py"; name = "install.py"; };
  productsOf = { unit, drv, ... }:
    let
      all = builtins.genList
        (n: {
          from = "${drv}/${builtins.elemAt unit.files n}";
          to = "${{ bin = "bin"; example = "examples"; }.${unit.kind} or "lib"}/${builtins.elemAt unit.products n}";
        })
        (builtins.length unit.products);
      shipped = builtins.filter ({ to, ... }: builtins.match ".*\\.rlib" to == null) all;
    in
    if shipped == [ ] then all else shipped;
in
derivation
  {
    name = storeName name;
    inherit system;
    __structuredAttrs = true;
    outputs = [ "out" ];
    builder = python.builder;
    args = [ "-I" "-S" install ];
    files = builtins.concatMap productsOf units;
    inherit scrub;
  } // { inherit meta; }
