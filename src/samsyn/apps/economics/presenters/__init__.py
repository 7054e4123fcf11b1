from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.accounts import account_table, case_rows, frozen_table, search_accounts
from samsyn.apps.economics.presenters.answers import answer_words, brief_words
from samsyn.apps.economics.presenters.conflicts import conflict_words
from samsyn.apps.economics.presenters.crumbs import crumbs, to_account, to_frozen
from samsyn.apps.economics.presenters.files import TYPES, file_links, file_of
from samsyn.apps.economics.presenters.values import (
    is_written,
    price_facts_of,
    sliders,
    sources_table,
    value_facts,
)

__all__ = [
    "TYPES", "account_table", "answer_words", "brief_words", "case_rows", "conflict_words", "crumbs", "file_links",
    "file_of", "frozen_table", "is_written", "price_facts_of", "said", "search_accounts", "sliders", "sources_table",
    "to_account", "to_frozen", "value_facts",
]  # fmt: skip
