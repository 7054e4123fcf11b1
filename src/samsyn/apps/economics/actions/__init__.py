from samsyn.apps.economics.actions.accounts import (
    begin_account,
    change_values,
    freeze_account,
    remove_account,
    take_out,
)
from samsyn.apps.economics.actions.attachments import attach_account, detach_account
from samsyn.apps.economics.actions.following import let_account_follow
from samsyn.apps.economics.actions.variants import begin_variant

__all__ = [
    "attach_account", "begin_account", "begin_variant", "change_values", "detach_account", "freeze_account",
    "let_account_follow", "remove_account", "take_out",
]  # fmt: skip
