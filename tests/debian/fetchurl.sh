# Download $url and run postFetch, as nixpkgs' fetchurl does; Nix checks the hash.
set -eu
export PATH=/usr/bin:/bin
curlOpts=
if [ -n "$netrcPhase" ]; then
  eval "$netrcPhase"
  curlOpts="$curlOpts --netrc-file $PWD/netrc"
fi
eval "options=($curlOptsList)"
# shellcheck disable=SC2086 # the options are words, as in nixpkgs
curl --silent --show-error --fail --location --retry 3 --cacert /etc/ssl/certs/ca-certificates.crt \
  "${options[@]}" $curlOpts --output "$out" "$url"
eval "$postFetch"
