{
  description = "The nixpkgs surface with Debian's toolchain, as a replacement for nixpkgs";

  outputs = _: { legacyPackages.x86_64-linux = import ./. { }; };
}
