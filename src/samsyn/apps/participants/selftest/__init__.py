"""Promises about safety, tried on a database of their own with invented people.

The tests run them small at every change; `make selftest` runs them at full size.
"""
