"""Definitions and ladders in words and tables, and as answers to a search."""

from samsyn.apps.catalogue.presenters.definitions import (
    measure_facts,
    measure_table,
    search_catalogue,
    term_facts,
    term_tables,
    version_table,
)
from samsyn.apps.catalogue.presenters.ladders import dimension_tables, ladder_facts, ladder_table, reasons_table

__all__ = [
    "dimension_tables",
    "ladder_facts",
    "ladder_table",
    "measure_facts",
    "measure_table",
    "reasons_table",
    "search_catalogue",
    "term_facts",
    "term_tables",
    "version_table",
]
