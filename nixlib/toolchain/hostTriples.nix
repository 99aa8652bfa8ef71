# The triple of rustc on each system of nixpkgs that can build Rust programs.
{
  aarch64-darwin = "aarch64-apple-darwin";
  aarch64-linux = "aarch64-unknown-linux-gnu";
  armv6l-linux = "arm-unknown-linux-gnueabihf";
  armv7l-linux = "armv7-unknown-linux-gnueabihf";
  i686-linux = "i686-unknown-linux-gnu";
  loongarch64-linux = "loongarch64-unknown-linux-gnu";
  powerpc64le-linux = "powerpc64le-unknown-linux-gnu";
  riscv64-linux = "riscv64gc-unknown-linux-gnu";
  s390x-linux = "s390x-unknown-linux-gnu";
  x86_64-darwin = "x86_64-apple-darwin";
  x86_64-freebsd = "x86_64-unknown-freebsd";
  x86_64-linux = "x86_64-unknown-linux-gnu";
}
