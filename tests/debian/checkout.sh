# Put the files of revision $rev of the repository $url at $out, with submodules and without history.
set -euo pipefail
export PATH=/usr/bin HOME=${TMPDIR:-/tmp} GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' \
  GIT_CONFIG_KEY_1=protocol.file.allow GIT_CONFIG_VALUE_1=always
git init -q "$out"
# The addresses of submodules may be relative to this one.
git -C "$out" remote add origin "$url"
git -C "$out" fetch -q "$url" "$rev" 2> /dev/null || git -C "$out" fetch -q "$url" '+refs/*:refs/fetched/*'
git -C "$out" checkout -q "$rev"
[ -z "$fetchSubmodules" ] || git -C "$out" submodule update -q --init --recursive
find "$out" -name .git -prune -exec rm -rf {} +
