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
  # The programs of nixpkgs' initialPath (pkgs/stdenv/linux): no compiler and no linker.
  basics = tools "basics" (
    builtins.filter builtins.isString (
      builtins.split "[ \n]+" ''
        [ awk basename bash cat chgrp chmod chown cksum cmp comm cp cut date dd df diff
        dirname du echo egrep env expand expr false fgrep file find fmt fold gmake grep
        gunzip gzip head id install join link ln ls make md5sum mkdir mkfifo mktemp mv nl
        nohup nproc od paste pr printf pwd readlink realpath rm rmdir sed seq sh
        sha1sum sha256sum sleep sort split stat sum tac tail tar tee test timeout touch tr
        true truncate tsort uname unexpand uniq unlink wc which xargs xz yes''
    )
  );
  # Debian's gcc links a library of glibc's gcc, which musl does not need.
  noAtomic = runScript "no-atomic" { } ''
    /usr/bin/mkdir $out
    /usr/bin/ar crs $out/libatomic_asneeded.a
  '';
  setup = builtins.path {
    path = ./cross.sh;
    name = "cross.sh";
  };
  stdenvOf =
    {
      name,
      cc,
      hostPlatform,
    }:
    let
      path = runScript "stdenv-${name}" { inherit setup basics cc; } ''
        /usr/bin/mkdir $out
        /usr/bin/sed -e "s,@basics@,$basics,g" -e "s,@cc@,$cc,g" \
          -e "s,@prefix@,${cc.targetPrefix or ""},g" $setup > $out/setup
      '';
    in
    {
      inherit shell cc hostPlatform;
      buildPlatform = platform;
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
      for tool in ar as ld nm objcopy ranlib strip; do
        /usr/bin/ln -s ''${ar%ar}$tool $out/bin/${prefix}$tool
      done
    ''
    // {
      targetPrefix = prefix;
    };
  packageSet =
    triple: cc:
    let
      final = builtins.foldl' (previous: overlay: previous // overlay final previous) self overlays;
      self = {
        stdenv = stdenvOf {
          name = triple;
          inherit cc;
          hostPlatform = {
            config = triple;
            rust.rustcTarget = triple;
          };
        };
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
  # The stdenv of this machine with the same empty PATH (strict.nix).
  strictStdenv = stdenvOf {
    name = "strict";
    # A native gcc looks for the assembler and the linker on PATH.
    cc = gcc "" {
      c = "/usr/bin/gcc -B/usr/bin/";
      cxx = "/usr/bin/g++ -B/usr/bin/";
      ar = "/usr/bin/ar";
    };
    hostPlatform = platform;
  };
  strictStdenvNoCC = stdenvOf {
    name = "no-cc";
    cc = "";
    hostPlatform = platform;
  };
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
      c = "/usr/bin/musl-gcc -B/usr/bin/ -L${noAtomic}";
      cxx = "/usr/bin/false";
      ar = "/usr/bin/ar";
    }
  );
}
