"""Promises about safety, tried on a database of their own with invented people: `samsyn selftest`.

The same trials run small in the tests at every change, and at full size by the command.
"""
