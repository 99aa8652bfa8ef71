"""Turn a Cargo workspace into a plan with one entry for each compilation unit."""

__all__ = ["__version__"]

__version__ = "0.1.0"
