"""Words, tables and marks of the station Styrning."""

from samsyn.apps.governance.presenters.overview import agenda_card, search_boards

__all__ = ["agenda_card", "search_boards"]
