"""Accounts of costs and gains: prices with sources, flows between actors, trajectories and uncertainty."""
