# Names of packages that are programs of a build, as nixpkgs spells them. An entry of `deps` is one
# list of programs and libraries: for a unit of another platform, these packages are programs only.
builtins.listToAttrs (
  map
    (name: {
      inherit name;
      value = null;
    })
    [
      "autoconf"
      "automake"
      "bison"
      "cargo"
      "clang"
      "clang-wrapper"
      "cmake"
      "flex"
      "gettext"
      "git"
      "gnum4"
      "gnumake"
      "go"
      "gperf"
      "libtool"
      "llvm"
      "meson"
      "nasm"
      "ninja"
      "nodejs"
      "perl"
      "pkg-config"
      "pkg-config-wrapper"
      "pkgconf-wrapper"
      "protobuf"
      "python3"
      "rust-bindgen-hook"
      "rustc"
      "which"
      "yasm"
    ]
)
