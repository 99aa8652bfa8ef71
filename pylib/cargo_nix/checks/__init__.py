"""Runs inside the checks' derivations: standard library and the builder beside it. A change here rebuilds no unit."""
