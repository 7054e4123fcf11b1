from samsyn.apps.economics.forms.accounts import FreezeForm, NewAccountForm, ValueForm
from samsyn.apps.economics.forms.applications import AttachForm

__all__ = ["AttachForm", "FreezeForm", "NewAccountForm", "ValueForm"]
