# Native dependencies and environment by crate: members and locked crates alike. An entry for an
# unknown crate stops evaluation, and the message names the nearest crate.
{ pkgs }:
{
  # Libraries and tools for a crate's build script and linker, by name or by name and version.
  deps = {
    # "openssl-sys" = [ pkgs.pkg-config pkgs.openssl ];
    # "openssl-sys" = { "0.9.109" = [ pkgs.pkg-config pkgs.openssl ]; };
  };

  # Environment variables for compiling a crate: `option_env!` in crates/stock reads STOCK_SITE.
  envs = {
    "stock" = {
      STOCK_SITE = "the workshop";
    };
  };
}
