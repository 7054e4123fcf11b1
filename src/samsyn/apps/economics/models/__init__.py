from samsyn.apps.economics.models.accounts import Account, AccountQuerySet, FrozenAccount
from samsyn.apps.economics.models.own_prices import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.models.settlements import Comparison, Settlement

__all__ = ["Account", "AccountQuerySet", "Comparison", "FrozenAccount", "OwnPrice", "OwnPriceVersion", "Settlement"]
