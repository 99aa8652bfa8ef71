{
  description = "The nixpkgs surface over Debian's toolchain, in the place of nixpkgs";

  outputs = _: { legacyPackages.x86_64-linux = import ./. { }; };
}
