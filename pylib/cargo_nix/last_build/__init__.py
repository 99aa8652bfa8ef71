"""The record of the last builds: derivations and times."""
