# What build scripts get of nixpkgs without being told, each entry with its reason.
#
# The rule: a default is there only where the build cannot succeed without it. A crate that carries its library's source
# and builds it where the machine has none gets no library: it builds what its author tested, which is what Cargo does on a
# machine without that library. So a default never changes what a build links; it only lets a build through that stops.
#
# Names are attributes of nixpkgs; a list of names means the first one that there is. A name that `pkgs` does not have is
# left out, so a small `pkgs` evaluates too.
let
  library = why: libraries: { inherit libraries why; };
  gnome = library "stops where pkg-config (system-deps) does not find it";
in
{
  # By the crate whose build script runs. The program pkg-config comes with the helper of that name.
  crates = {
    openssl-sys =
      library "stops where pkg-config finds no OpenSSL; with `vendored` it builds openssl-src" [
        "openssl"
      ]
      // {
        unlessLinks = [ "openssl-src" ];
      };
    libsqlite3-sys =
      library "without `bundled` it links whatever sqlite3 there is, and the link fails at the end" [
        "sqlite"
      ]
      // {
        unlessFeatures = [
          "bundled"
          "bundled-sqlcipher"
          "sqlcipher"
        ];
      };
    zstd-sys = library "builds its own zstd unless this feature forbids it" [ "zstd" ] // {
      onlyFeatures = [ "pkg-config" ];
    };
    alsa-sys = library "stops where pkg-config finds no alsa" [ "alsa-lib" ];
    libudev-sys = library "stops where pkg-config finds no libudev" [ "udev" ];
    libdbus-sys = library "stops where pkg-config finds no dbus, unless `vendored`" [ "dbus" ] // {
      unlessFeatures = [ "vendored" ];
    };
    wayland-sys =
      library "stops where pkg-config finds no wayland, unless it opens it when it runs" [ "wayland" ]
      // {
        unlessFeatures = [ "dlopen" ];
      };
    yeslogic-fontconfig-sys =
      library "stops where pkg-config finds no fontconfig, unless it opens it when it runs" [
        "fontconfig"
      ]
      // {
        unlessFeatures = [ "dlopen" ];
      };
    x11 = library "stops where pkg-config does not find the library of a feature that is on" [
      [
        "libx11"
        "xorg.libX11"
      ]
      [
        "libxcursor"
        "xorg.libXcursor"
      ]
      [
        "libxi"
        "xorg.libXi"
      ]
      [
        "libxinerama"
        "xorg.libXinerama"
      ]
      [
        "libxrandr"
        "xorg.libXrandr"
      ]
    ];
    fuse = library "stops where pkg-config finds no fuse 2" [ "fuse" ];
    fuse-sys = library "stops where pkg-config finds no fuse 2" [ "fuse" ];
    libspa-sys = library "stops where pkg-config (system-deps) finds no pipewire" [ "pipewire" ];
    pipewire-sys = library "stops where pkg-config (system-deps) finds no pipewire" [ "pipewire" ];
    glib-sys = gnome [ "glib" ];
    gobject-sys = gnome [ "glib" ];
    gio-sys = gnome [ "glib" ];
    cairo-sys-rs = gnome [ "cairo" ];
    pango-sys = gnome [ "pango" ];
    pangocairo-sys = gnome [ "pango" ];
    graphene-sys = gnome [ "graphene" ];
    gdk-pixbuf-sys = gnome [ "gdk-pixbuf" ];
    atk-sys = gnome [ "at-spi2-core" ];
    gdk-sys = gnome [ "gtk3" ];
    gtk-sys = gnome [ "gtk3" ];
    gdk4-sys = gnome [ "gtk4" ];
    gsk4-sys = gnome [ "gtk4" ];
    gtk4-sys = gnome [ "gtk4" ];
    libadwaita-sys = gnome [ "libadwaita" ];
    soup3-sys = gnome [ "libsoup_3" ];
    webkit2gtk-sys = gnome [ "webkitgtk_4_1" ];
    javascriptcore-rs-sys = gnome [ "webkitgtk_4_1" ];
    clang-sys = {
      tools = [ "rustPlatform.bindgenHook" ];
      why = "without `runtime` it links libclang, and stops where there is none";
      unlessFeatures = [ "runtime" ];
    };
  };

  # By a crate that a build script links, itself or through others: the program that this crate calls.
  helpers = {
    pkg-config = {
      tools = [ "pkg-config" ];
      why = "calls pkg-config; with no library added a probe fails as it would without";
    };
    cmake = {
      tools = [ "cmake" ];
      why = "calls cmake and stops without";
    };
    clang-sys = {
      tools = [ "rustPlatform.bindgenHook" ];
      why = "bindgen loads libclang, and libclang does not know where stdenv has its headers";
    };
    prost-build = {
      tools = [ "protobuf" ];
      why = "calls protoc and stops without";
    };
    openssl-src = {
      tools = [ "perl" ];
      why = "OpenSSL's Configure is a perl program; make is in stdenv";
    };
    autotools = {
      tools = [
        "autoconf"
        "automake"
        "libtool"
      ];
      why = "calls autoreconf and stops without";
    };
    nasm-rs = {
      tools = [ "nasm" ];
      why = "calls nasm and stops without";
    };
  };

  # Asked about often, and on purpose not above.
  ownCopies = {
    libz-sys = "probes for zlib, and builds its own without";
    libz-ng-sys = "always builds its own, with cmake (above)";
    bzip2-sys = "probes for bzip2, and builds its own without";
    lzma-sys = "probes for liblzma, and builds its own without";
    liblzma-sys = "probes for liblzma, and builds its own without";
    libgit2-sys = "probes for an exact range of libgit2 versions, and builds its own without";
    libssh2-sys = "builds its own unless LIBSSH2_SYS_USE_PKG_CONFIG is set";
    curl-sys = "probes for libcurl, and builds its own without";
    libnghttp2-sys = "always builds its own";
    freetype-sys = "probes for freetype, and builds its own without";
    onig_sys = "builds its own unless RUSTONIG_SYSTEM_LIBONIG is set";
    tikv-jemalloc-sys = "always builds its own, with make of stdenv";
    x11-dl = "opens X11 when the program runs";
  };
}
