"""From the provider's answer to a person whom we know, or to nobody."""

from __future__ import annotations

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from samsyn.apps.organisations.oidc.claims import Expected, checked_claims

UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)


class CheckedAnswers(OpenIDConnectOAuth2Adapter):
    """nonce, again: what the callback found in the state of this sign-in."""

    nonce = ""
    again = False

    @property
    def openid_config(self):
        """The provider's description of itself, which must be about the address that the installation names."""
        try:
            config = super().openid_config
            named = self.get_provider().server_url.split("/.well-known/")[0].rstrip("/")
            if named != config["issuer"].rstrip("/"):
                raise OAuth2Error("issuer")
        except UNREADABLE as fault:
            raise OAuth2Error("config") from fault
        return config

    def get_access_token_data(self, request, app, client, pkce_code_verifier=None):
        try:
            return super().get_access_token_data(request, app, client, pkce_code_verifier)
        except UNREADABLE as fault:
            raise OAuth2Error("token") from fault

    def complete_login(self, request, app, token, **kwargs):
        """The sign-in of those whom the ID token and, when asked for, the user info name alike."""
        try:
            claims = checked_claims(kwargs["response"].get("id_token"), token.token, self._expected(app))
            data = {"id_token": claims}
            if app.settings.get("fetch_userinfo", True):
                data["userinfo"] = self._fetch_user_info(token.token)
                if data["userinfo"]["sub"] != claims["sub"]:
                    raise OAuth2Error("sub")
            return self.get_provider().sociallogin_from_response(request, data)
        except UNREADABLE as fault:
            raise OAuth2Error("answer") from fault

    def _expected(self, app) -> Expected:
        return Expected(
            issuer=self.openid_config["issuer"],
            client=app.client_id,
            keys_url=self.openid_config["jwks_uri"],
            nonce=self.nonce,
            levels=tuple(app.settings.get("levels", ())),
            again=self.again,
        )
