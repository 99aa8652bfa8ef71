# Default libraries by the crate of the build script. The helper pkg-config brings its own
# program.
let
  library = why: libraries: { inherit libraries why; };
  gnome = library "stops without the library for pkg-config (system-deps)";
in
{
  openssl-sys =
    library "stops without OpenSSL for pkg-config; with `vendored`, builds openssl-src" [
      "openssl"
    ]
    // {
      unlessLinks = [ "openssl-src" ];
    };
  libsqlite3-sys =
    library "links sqlite3 without a probe unless `bundled`, and the final link fails" [
      "sqlite"
    ]
    // {
      unlessFeatures = [
        "bundled"
        "bundled-sqlcipher"
        "sqlcipher"
      ];
    };
  zstd-sys = library "builds a copy of zstd, except with this feature" [ "zstd" ] // {
    onlyFeatures = [ "pkg-config" ];
  };
  alsa-sys = library "stops without alsa for pkg-config" [ "alsa-lib" ];
  libudev-sys = library "stops without libudev for pkg-config" [ "udev" ];
  libdbus-sys = library "stops without dbus for pkg-config unless `vendored`" [ "dbus" ] // {
    unlessFeatures = [ "vendored" ];
  };
  wayland-sys = library "stops without wayland for pkg-config unless `dlopen`" [ "wayland" ] // {
    unlessFeatures = [ "dlopen" ];
  };
  yeslogic-fontconfig-sys =
    library "stops without fontconfig for pkg-config unless `dlopen`" [
      "fontconfig"
    ]
    // {
      unlessFeatures = [ "dlopen" ];
    };
  x11 = library "stops without the libraries of enabled features for pkg-config" [
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
  fuse = library "stops without fuse 2 for pkg-config" [ "fuse" ];
  fuse-sys = library "stops without fuse 2 for pkg-config" [ "fuse" ];
  libspa-sys = library "stops without pipewire for pkg-config (system-deps)" [ "pipewire" ];
  pipewire-sys = library "stops without pipewire for pkg-config (system-deps)" [ "pipewire" ];
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
    why = "links libclang unless `runtime`, and stops without libclang";
    unlessFeatures = [ "runtime" ];
  };
}
