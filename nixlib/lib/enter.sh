# Start the builder inside of stdenv's environment: its compiler wrapper, its hooks, the inputs' search paths.
if [ -e "${NIX_ATTRS_SH_FILE:-}" ]; then source "$NIX_ATTRS_SH_FILE"; fi
# Its greeting is no news; what its hooks complain of goes to stderr.
source "$stdenv/setup" > /dev/null
# Where hardening was narrowed, nixpkgs' stdenv leaves the rest as a list. Bash exports no lists, and a compiler wrapper
# that finds no variable hardens nothing.
if [ -n "${NIX_HARDENING_ENABLE-}" ] && [[ ${NIX_HARDENING_ENABLE@a} == *a* ]]; then
  hardening="${NIX_HARDENING_ENABLE[*]}"
  unset NIX_HARDENING_ENABLE
  export NIX_HARDENING_ENABLE="$hardening"
fi
exec "$python" -I -S "$builderProgram"
