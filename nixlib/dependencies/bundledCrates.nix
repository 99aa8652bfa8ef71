# Crates deliberately without defaults, because each can build a copy of the library. Users often
# ask about these crates.
{
  libz-sys = "probes for zlib, and builds a copy otherwise";
  libz-ng-sys = "always builds a copy, with cmake (a helper)";
  bzip2-sys = "probes for bzip2, and builds a copy otherwise";
  lzma-sys = "probes for liblzma, and builds a copy otherwise";
  liblzma-sys = "probes for liblzma, and builds a copy otherwise";
  libgit2-sys = "probes for an exact range of libgit2 versions, and builds a copy otherwise";
  libssh2-sys = "builds a copy unless LIBSSH2_SYS_USE_PKG_CONFIG is set";
  curl-sys = "probes for libcurl, and builds a copy otherwise";
  libnghttp2-sys = "always builds a copy";
  freetype-sys = "probes for freetype, and builds a copy otherwise";
  onig_sys = "builds a copy unless RUSTONIG_SYSTEM_LIBONIG is set";
  tikv-jemalloc-sys = "always builds a copy, with make of stdenv";
  x11-dl = "opens X11 when the program runs";
}
