"""The program of the checks' derivations: standard library and builder only. A change here rebuilds no unit."""
