"""The program of each unit's derivation: standard library only, and small. A change here rebuilds all units."""
