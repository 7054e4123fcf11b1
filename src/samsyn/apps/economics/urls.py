"""Addresses of the accounts, under kalkyler/."""

from django.urls import path

from samsyn.apps.economics.presenters import TYPES
from samsyn.apps.economics.views import (
    accounts,
    applications,
    cases,
    comparing,
    files,
    frozen,
    guiding,
    own_prices,
    prices,
    settlements,
    worth,
)

urlpatterns = [
    path("", accounts.account_list, name="account-list"),
    path("exempel/<slug:code>/", cases.case_page, name="account-case"),
    path("exempel/<slug:code>/tal/<str:value>/", cases.case_value, name="case-value"),
    path("jamfor/", comparing.account_compare, name="account-compare"),
    path("vardet/", worth.worth, name="worth"),
    path("ny/", guiding.account_new, name="account-new"),
    path("<int:pk>/", accounts.account_page, name="account-page"),
    path("<int:pk>/prova/", accounts.account_try, name="account-try"),
    path("<int:pk>/variant/", accounts.account_variant, name="account-variant"),
    path("<int:pk>/tal/<str:code>/", accounts.account_value, name="account-value"),
    path("<int:pk>/tal/<str:code>/ur-prisbanken/", own_prices.value_from_bank, name="account-value-price"),
    path("<int:pk>/frys/", accounts.account_freeze, name="account-freeze"),
    path("<int:pk>/ta-bort/", accounts.account_remove, name="account-remove"),
    path("frysta/<int:pk>/", frozen.frozen_account, name="frozen-account"),
    path("frysta/<int:pk>/tal/<str:code>/", frozen.frozen_value, name="frozen-account-value"),
    path("bokslut/", settlements.settlement_list, name="settlement-list"),
    path("frysta/<int:pk>/bokslut/", settlements.settlement, name="settlement"),
    path("frysta/<int:pk>/bokslut/skriv/", settlements.settlement_write, name="settlement-write"),
    path("priser/", prices.price_list, name="price-list"),
    path("priser/egna/nytt/", own_prices.own_price_new, name="own-price-new"),
    path("priser/egna/<int:pk>/", own_prices.own_price, name="own-price"),
    path("priser/egna/<int:pk>/ny-version/", own_prices.own_price_revise, name="own-price-revise"),
    path("priser/egna/<int:pk>/ur-bruk/", own_prices.own_price_retire, name="own-price-retire"),
    path("priser/<slug:code>/", prices.price_page, name="price"),
    path("ansokningar/<int:pk>/", applications.application_account, name="application-account"),
    path("insatser/<int:pk>/", accounts.project_accounts, name="project-accounts"),
    path("insatser/<int:pk>/kalkylen-foljer-med/", applications.account_follow, name="project-account-follow"),
]
for kind in TYPES:
    urlpatterns += [
        path(f"<int:pk>/kalkyl.{kind}", files.account_copy, {"kind": kind}, name=f"account-{kind}"),
        path(f"frysta/<int:pk>/kalkyl.{kind}", files.frozen_copy, {"kind": kind}, name=f"frozen-account-{kind}"),
        path(f"exempel/<slug:code>/kalkyl.{kind}", files.case_copy, {"kind": kind}, name=f"case-{kind}"),
    ]
