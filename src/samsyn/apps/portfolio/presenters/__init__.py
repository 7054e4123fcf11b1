"""Words, cells and drawings of the portfolio. Computes nothing that a query does not answer."""

from samsyn.apps.portfolio.presenters.overview import granted_card, projects_card, search_portfolio, unfollowable_card
from samsyn.apps.portfolio.presenters.pages import project_page, state_tag

__all__ = ["granted_card", "project_page", "projects_card", "search_portfolio", "state_tag", "unfollowable_card"]
