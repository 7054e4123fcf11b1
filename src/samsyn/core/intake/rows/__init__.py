"""Rows from Excel, CSV or a paste → values, or faults that name row, column and remedy.

The way through: reading (bytes → Rows; in the sandbox for files from strangers) or paste (text → Rows), matching
(headers → columns of a shape), validate, patch (corrections made in the browser), and write (the way back).
docs/methods/rader.md tells it in Swedish.
"""
