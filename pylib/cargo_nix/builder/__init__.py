"""Runs inside every unit's derivation: standard library only, and small, since a change to it rebuilds everything."""
