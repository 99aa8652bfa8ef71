# libfrob, a C library that knows its platform, and pkg-config.
final: _previous: {
  frob = final.stdenv.mkDerivation {
    pname = "frob";
    name = "frob-1.0";
    # The stdenv of nixpkgs has more phases.
    phases = [ "buildPhase" ];
    env.machine = final.stdenv.hostPlatform.config or final.stdenv.hostPlatform.system;
    buildPhase = ''
      printf 'const char *frob(void) { return "%s"; }\n' "$machine" > frob.c
      ${final.stdenv.cc}/bin/${final.stdenv.cc.targetPrefix}cc -O2 -fPIC -c frob.c -o frob.o
      mkdir -p $out/lib/pkgconfig
      ${final.stdenv.cc}/bin/${final.stdenv.cc.targetPrefix}ar crs $out/lib/libfrob.a frob.o
      printf 'libdir=%s/lib\nName: frob\nDescription: frob\nVersion: 1.0\nLibs: -lfrob\n' \
        "$out" > $out/lib/pkgconfig/frob.pc
    '';
  };
  pkg-config = final.buildPackages.stdenv.mkDerivation {
    pname = "pkg-config";
    name = "pkg-config-1.0";
    buildPhase = ''
      mkdir -p $out/bin
      ln -s /usr/bin/pkg-config $out/bin/pkg-config
    '';
  };
}
