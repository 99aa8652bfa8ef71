{ pkgs }:
{
  deps."frob-sys" = [
    pkgs.pkg-config
    pkgs.frob
  ];
}
