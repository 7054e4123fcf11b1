from samsyn.apps.economics.forms.accounts import FreezeForm, NewAccountForm, ValueForm

__all__ = ["FreezeForm", "NewAccountForm", "ValueForm"]
