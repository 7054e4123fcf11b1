"""Putting a report together from what the stations below answer. Everything is fetched here, nothing is kept."""

from samsyn.apps.reporting.composing.compose import compose, figures_for, section_titles

__all__ = ["compose", "figures_for", "section_titles"]
