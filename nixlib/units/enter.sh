# Start the builder inside of stdenv's environment: its compiler wrapper, its hooks, the inputs' search paths.
if [ -e "${NIX_ATTRS_SH_FILE:-}" ]; then source "$NIX_ATTRS_SH_FILE"; fi
# Its greeting is no news; what its hooks complain of goes to stderr.
source "$stdenv/setup" > /dev/null
exec "$python" -I -S "$builderProgram"
