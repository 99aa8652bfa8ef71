# Native dependencies and environment of single crates: of members and of locked crates alike. An entry that matches no
# locked crate stops evaluation and names the nearest one, so nothing in here goes stale unseen.
{ pkgs }:
{
  # Libraries and tools that a crate's build script and linker find. By name, or by name and version:
  deps = {
    # "openssl-sys" = [ pkgs.pkg-config pkgs.openssl ];
    # "openssl-sys" = { "0.9.109" = [ pkgs.pkg-config pkgs.openssl ]; };
  };

  # Environment variables that a crate's units are compiled with. `option_env!` in crates/stock reads this one.
  envs = {
    "stock" = {
      STOCK_SITE = "the workshop";
    };
  };
}
