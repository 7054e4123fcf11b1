"""allauth's OpenID Connect, asking with a nonce and keeping no more than it needs."""

from __future__ import annotations

import secrets

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider, _pick_data

from samsyn.apps.organisations.oidc.adapter import CheckedAnswers


class CheckedOpenID(OpenIDConnectProvider):
    """Named in settings as the provider_class of openid_connect."""

    oauth2_adapter_class = CheckedAnswers

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        # Somebody who is signed in already comes here to show again who they are.
        nonce, again = secrets.token_urlsafe(24), request.user.is_authenticated
        asked = {**self.get_auth_params(), "nonce": nonce}
        if again:
            asked |= {"prompt": "login", "max_age": "0"}
        if levels := self.app.settings.get("levels"):
            asked["acr_values"] = " ".join(levels)
        # Whatever the address says about scope and parameters is not passed on.
        kwargs |= {"auth_params": asked, "scope": self.get_scope(), "nonce": nonce, "again": again}
        return super().redirect(request, process, next_url=next_url, data=data, **kwargs)

    def extract_email_addresses(self, data):
        """An address counts as verified only when the provider says true, not "false" or anything else."""
        addresses = super().extract_email_addresses(data)
        for address in addresses:
            address.verified = _pick_data(data).get("email_verified") is True
        return addresses

    def extract_extra_data(self, data):
        """The account is issuer and subject. Personnummer and whatever else the provider tells is not kept."""
        return {"sub": _pick_data(data).get("sub", "")}


provider_classes = [CheckedOpenID]
