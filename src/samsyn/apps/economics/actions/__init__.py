from samsyn.apps.economics.actions.accounts import (
    begin_account,
    change_values,
    freeze_account,
    remove_account,
    take_out,
)

__all__ = ["begin_account", "change_values", "freeze_account", "remove_account", "take_out"]
