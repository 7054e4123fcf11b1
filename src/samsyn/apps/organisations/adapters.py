"""Accounts are closed: people are added by an administrator, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.organisations.models import User


class ClosedAccounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reauthentication_methods(self, user):
        """Also the identity provider, for those who have nothing else."""
        methods = super().get_reauthentication_methods(user)
        if not methods and user.is_authenticated and (account := user.socialaccount_set.first()):
            door = reverse("openid_connect_login", args=[account.provider])
            methods.append({"id": "openid_connect", "description": _("Tjänstelegitimation"), "url": door})
        return methods


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
