# The default builder: stdenv's environment, then the build phase.
source "$stdenv/setup"
eval "$buildPhase"
