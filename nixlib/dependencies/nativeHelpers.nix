# Default programs by a crate in the closure of a build script: the crate calls the program.
{
  pkg-config = {
    tools = [ "pkg-config" ];
    why = "calls pkg-config; without libraries, probes fail as before";
  };
  cmake = {
    tools = [ "cmake" ];
    why = "calls cmake and stops without the program";
  };
  clang-sys = {
    tools = [ "rustPlatform.bindgenHook" ];
    why = "bindgen loads libclang, and libclang does not find the headers of stdenv";
  };
  prost-build = {
    tools = [ "protobuf" ];
    why = "calls protoc and stops without the program";
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
    why = "calls autoreconf and stops without the program";
  };
  nasm-rs = {
    tools = [ "nasm" ];
    why = "calls nasm and stops without the program";
  };
}
