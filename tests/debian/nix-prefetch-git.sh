#!/bin/bash
# The part of nixpkgs' nix-prefetch-git that `cargo-nix git-hashes` calls: print the hash for fetchgit as JSON.
set -euo pipefail
fetchSubmodules=
while [ $# -gt 0 ]; do
  case $1 in
    --url) url=$2; shift ;;
    --rev) rev=$2; shift ;;
    --fetch-submodules) fetchSubmodules=1 ;;
    --quiet) ;;
    *) echo "nix-prefetch-git: unknown option $1" >&2; exit 1 ;;
  esac
  shift
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
out=$scratch/files
( . @checkout@ )
printf '{"url": "%s", "rev": "%s", "hash": "%s"}\n' "$url" "$rev" "$(nix-hash --type sha256 --sri "$out")"
