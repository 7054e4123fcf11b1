"""Figures on speed and size. `python -m bench` runs every module in this folder that has `main()`."""
