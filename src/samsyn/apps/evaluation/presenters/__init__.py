"""Words, cells and charts of evaluation."""

from samsyn.apps.evaluation.presenters.overview import search_evaluation, waiting_card

__all__ = ["search_evaluation", "waiting_card"]
