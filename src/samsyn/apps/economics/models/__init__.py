from samsyn.apps.economics.models.accounts import Account, AccountQuerySet, FrozenAccount
from samsyn.apps.economics.models.own_prices import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.models.settlements import Comparison, FollowedOf, Settlement

__all__ = [
    "Account", "AccountQuerySet", "Comparison", "FollowedOf", "FrozenAccount", "OwnPrice", "OwnPriceVersion",
    "Settlement",
]  # fmt: skip
