"""Samsyn: a shared view for those who work together against social exclusion."""

__version__ = "0.1.0"
