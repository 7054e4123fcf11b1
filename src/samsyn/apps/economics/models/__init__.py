from samsyn.apps.economics.models.accounts import Account, AccountQuerySet, FrozenAccount, FrozenAccountQuerySet
from samsyn.apps.economics.models.attachments import Attachment
from samsyn.apps.economics.models.own_prices import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.models.settlements import Comparison, FollowedOf, Settlement

__all__ = [
    "Account", "AccountQuerySet", "Attachment", "Comparison", "FollowedOf", "FrozenAccount", "FrozenAccountQuerySet",
    "OwnPrice", "OwnPriceVersion", "Settlement",
]  # fmt: skip
