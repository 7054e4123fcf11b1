"""The two doors towards the identity provider: out, and back in."""

from __future__ import annotations

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from requests import RequestException

from samsyn.apps.organisations.oidc.adapter import CheckedAnswers


class CheckedCallback(OAuth2CallbackView):
    def _get_state(self, request, provider):
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce, self.adapter.again = state.get("nonce", ""), state.get("again", False)
        return state, response


def _door(kind):
    @login_not_required
    def view(request, provider_id):
        adapter = CheckedAnswers(request, provider_id)
        try:
            return kind.adapter_view(adapter)(request)
        except SocialApp.DoesNotExist as unknown:
            raise Http404 from unknown
        except (OAuth2Error, RequestException) as fault:  # also before allauth begins to listen for them
            return render_authentication_error(request, adapter.get_provider(), exception=fault)

    return view


login, callback = _door(OAuth2LoginView), _door(CheckedCallback)
