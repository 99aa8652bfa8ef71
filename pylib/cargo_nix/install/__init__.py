"""Runs in the derivation of a package: products under Cargo's names, scrubbed. Standard library only."""
