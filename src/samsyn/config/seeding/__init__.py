"""The demonstration walks in through actions, like everybody else."""

from samsyn.config.seeding.fill import fill_demo

__all__ = ["fill_demo"]
