from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.accounts import account_table, case_rows, frozen_table, search_accounts
from samsyn.apps.economics.presenters.answers import answer_words, brief_words
from samsyn.apps.economics.presenters.values import is_written, sliders, sources_table, value_facts

__all__ = [
    "account_table", "answer_words", "brief_words", "case_rows", "frozen_table", "is_written", "said",
    "search_accounts", "sliders", "sources_table", "value_facts",
]  # fmt: skip
