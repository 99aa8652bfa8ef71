# The package sets of nixpkgs by Rust triple: they have the C compiler and the C libraries of the
# platform.
#
# - `sets`: attribute paths in nixpkgs. The first one whose host platform is the triple counts, so
#   a wrong or missing name never selects another platform.
# - `why`: the reason for these sets, where the name of nixpkgs does not say it.
# - `aliases`: names of this compiler on other distributions. A project that names one in
#   `target.<triple>.linker` gets the compiler of nixpkgs.
# - `libraries`: libraries of the set that rustc itself links.
# - `linksWithLld`: rustc links with wasm-ld, and C is an exception. Units keep the environment of
#   the building machine, and only build scripts with the crate `cc` get a C compiler.
let
  set = name: { sets = [ "pkgsCross.${name}" ]; };
  static =
    name:
    set name
    // {
      # pkgsStatic alone is for the processor of this machine, and is in more binary caches.
      sets = [
        "pkgsStatic"
        "pkgsCross.${name}.pkgsStatic"
      ];
      why = "musl programs of rustc are static, and only pkgsStatic has static libraries";
    };
  windows =
    name: aliases:
    set name
    // {
      inherit aliases;
      libraries = [
        [
          "windows.pthreads"
          "windows.mingw_w64_pthreads"
        ]
      ];
      why = "rustc links libpthread of winpthreads, which is a package of its own in nixpkgs";
    };
in
{
  x86_64-unknown-linux-gnu = set "gnu64" // {
    aliases = [ "x86_64-linux-gnu-gcc" ];
  };
  i686-unknown-linux-gnu = set "gnu32" // {
    aliases = [ "i686-linux-gnu-gcc" ];
  };
  aarch64-unknown-linux-gnu = set "aarch64-multiplatform" // {
    aliases = [ "aarch64-linux-gnu-gcc" ];
  };
  armv7-unknown-linux-gnueabihf = set "armv7l-hf-multiplatform" // {
    aliases = [ "arm-linux-gnueabihf-gcc" ];
  };
  arm-unknown-linux-gnueabihf = set "raspberryPi" // {
    aliases = [ "arm-linux-gnueabihf-gcc" ];
  };
  riscv64gc-unknown-linux-gnu = set "riscv64" // {
    aliases = [ "riscv64-linux-gnu-gcc" ];
  };
  powerpc64le-unknown-linux-gnu = set "powernv" // {
    aliases = [ "powerpc64le-linux-gnu-gcc" ];
  };
  s390x-unknown-linux-gnu = set "s390x" // {
    aliases = [ "s390x-linux-gnu-gcc" ];
  };
  loongarch64-unknown-linux-gnu = set "loongarch64-linux";

  x86_64-unknown-linux-musl = static "musl64" // {
    aliases = [
      "musl-gcc"
      "x86_64-linux-musl-gcc"
    ];
  };
  i686-unknown-linux-musl = static "musl32" // {
    aliases = [
      "musl-gcc"
      "i686-linux-musl-gcc"
    ];
  };
  aarch64-unknown-linux-musl = static "aarch64-multiplatform-musl" // {
    aliases = [
      "musl-gcc"
      "aarch64-linux-musl-gcc"
    ];
  };

  x86_64-pc-windows-gnu = windows "mingwW64" [ "x86_64-w64-mingw32-gcc" ];
  i686-pc-windows-gnu = windows "mingw32" [ "i686-w64-mingw32-gcc" ];

  wasm32-wasip1 = set "wasi32" // {
    linksWithLld = true;
    why = "rustc brings the C library of WASI, so most programs need no C compiler";
  };
  wasm32-wasip2 = {
    linksWithLld = true;
    why = "nixpkgs has no set for it: wasi32 has the headers of the first preview";
  };
  wasm32-unknown-unknown = {
    linksWithLld = true;
    clang = true;
    why = "no C library: clang without nixpkgs' wrapper compiles freestanding C";
  };
}
