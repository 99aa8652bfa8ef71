# Package sets for other platforms, as nixpkgs' pkgsCross: Debian's cross compilers, and a library.
# Units of these sets have an empty PATH but for their inputs: no test finds a compiler of /usr by
# luck.
{
  build,
  overlays,
  platform,
  runScript,
  shell,
  stdenv,
  system,
  tools,
}:
let
  # The commands of nixpkgs' initialPath that build scripts and setup.sh call.
  basics = tools "basics" [
    "bash"
    "cat"
    "chmod"
    "cp"
    "env"
    "ln"
    "ls"
    "mkdir"
    "rm"
    "sed"
    "sh"
    "sort"
    "tr"
    "uname"
    "make"
  ];
  setup = builtins.path {
    path = ./cross.sh;
    name = "cross.sh";
  };
  stdenvOf =
    { triple, cc }:
    let
      path = runScript "stdenv-${triple}" { inherit setup basics cc; } ''
        /usr/bin/mkdir $out
        /usr/bin/sed -e "s,@basics@,$basics,g" -e "s,@cc@,$cc,g" $setup > $out/setup
      '';
    in
    {
      inherit shell cc;
      buildPlatform = platform;
      hostPlatform = {
        config = triple;
        rust.rustcTarget = triple;
      };
      mkDerivation =
        attrs:
        derivation (
          {
            inherit system;
            outputs = [ "out" ];
            builder = shell;
            stdenv = path;
            args = [ ./build.sh ];
          }
          // (attrs.env or { })
          // builtins.removeAttrs attrs [
            "env"
            "depsBuildBuild"
          ]
        );
    };
  # A compiler as nixpkgs wraps it: the prefix of nixpkgs, and the flags of the inputs.
  gcc =
    prefix:
    {
      c,
      cxx,
      ar,
    }:
    let
      line = ''#!${shell}\nREALGCC=/usr/bin/gcc exec %s '' + "\${NIX_LDFLAGS-} \"$@\"\\n";
    in
    runScript "${prefix}cc" { inherit c cxx ar; } ''
      /usr/bin/mkdir -p $out/bin
      wrap() {
        printf '${line}' "$1" > "$2"
        /usr/bin/chmod +x "$2"
      }
      wrap "$c" $out/bin/${prefix}cc
      wrap "$cxx" $out/bin/${prefix}c++
      /usr/bin/ln -s $ar $out/bin/${prefix}ar
    ''
    // {
      targetPrefix = prefix;
    };
  packageSet =
    triple: cc:
    let
      final = builtins.foldl' (previous: overlay: previous // overlay final previous) self overlays;
      self = {
        stdenv = stdenvOf { inherit triple cc; };
        # As in nixpkgs, rustc of this set has the standard library of the platform.
        buildPackages = build // {
          rustc = import ./std.nix { triples = [ triple ]; };
        };
        windows.pthreads = runScript "winpthreads" { } ''
          /usr/bin/mkdir -p $out/lib
          /usr/bin/cp /usr/x86_64-w64-mingw32/lib/libpthread.a $out/lib/
        '';
      };
    in
    final;
in
{
  pkgsCross = {
    aarch64-multiplatform = packageSet "aarch64-unknown-linux-gnu" (
      gcc "aarch64-unknown-linux-gnu-" {
        c = "/usr/bin/aarch64-linux-gnu-gcc";
        cxx = "/usr/bin/aarch64-linux-gnu-g++";
        ar = "/usr/bin/aarch64-linux-gnu-ar";
      }
    );
    mingwW64 = packageSet "x86_64-pc-windows-gnu" (
      gcc "x86_64-w64-mingw32-" {
        c = "/usr/bin/x86_64-w64-mingw32-gcc";
        cxx = "/usr/bin/x86_64-w64-mingw32-g++";
        ar = "/usr/bin/x86_64-w64-mingw32-ar";
      }
    );
  };
  pkgsStatic = packageSet "x86_64-unknown-linux-musl" (
    gcc "x86_64-unknown-linux-musl-" {
      # A native gcc looks for the assembler and the linker on PATH.
      c = "/usr/bin/musl-gcc -B/usr/bin/";
      cxx = "/usr/bin/false";
      ar = "/usr/bin/ar";
    }
  );
}
