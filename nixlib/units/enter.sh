# Start the builder inside of stdenv's environment: its compiler wrapper, its hooks, the inputs' search paths.
if [ -e "${NIX_ATTRS_SH_FILE:-}" ]; then source "$NIX_ATTRS_SH_FILE"; fi
source "$stdenv/setup"
exec "$python" -I -S "$builderProgram"
