"""Accounts are closed: people are added by an administrator, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from samsyn.apps.organisations.models import User


class ClosedAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False


class ClosedSocialAccounts(DefaultSocialAccountAdapter):
    """An identity provider may sign in a person we already know, by verified e-mail; it adds nobody."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        if sociallogin.is_existing:
            return
        verified = {address.email.lower() for address in sociallogin.email_addresses if address.verified}
        known = User.objects.filter(email__in=verified, is_active=True).first()
        if known:
            sociallogin.connect(request, known)
