"""A user's own prices: one with its versions, a new one, a new version, out of use, and a number from the bank."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.economics import presenters, queries
from samsyn.apps.economics.actions import change_values
from samsyn.apps.economics.actions.own_prices import (
    add_own_price,
    retire_own_price,
    revise_own_price,
    take_up_own_price,
)
from samsyn.apps.economics.forms.own_prices import ChoosePriceForm, OwnPriceForm, OwnVersionForm, RetirePriceForm
from samsyn.apps.economics.models import OwnPrice
from samsyn.apps.economics.presenters import prices as words
from samsyn.apps.economics.presenters.crumbs import crumbs, to_account
from samsyn.apps.economics.queries import own_prices, prices
from samsyn.apps.economics.views.accounts import EDIT, visible_account
from samsyn.apps.economics.views.prices import asked_year
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page


def _crumbs(*trail: tuple[Any, str]) -> list[dict[str, Any]]:
    return crumbs((_("Prisbank"), reverse("price-list")), *trail)


def _visible(request: HttpRequest, pk: int, permission: Permission = Permission.PROJECT_VIEW) -> OwnPrice:
    rows = OwnPrice.objects.visible_to(request.user, permission).select_related("organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
def own_price(request: HttpRequest, pk: int) -> HttpResponse:
    """One own price: what it is, every version, what it becomes in another year, and where it is used."""
    price = _visible(request, pk)
    versions = list(price.versions.select_related("added_by"))
    latest = versions[0]
    banked = own_prices.as_shipped(latest)
    years = prices.years_for(banked, timezone.localdate())
    year = asked_year(request, years)
    bank = own_prices.bank_of(price.organisation)
    took = own_prices.accounts_that_took(queries.accounts_of(request.user)[:200], price)
    context = {
        "price": price,
        "facts": words.own_facts(price, latest),
        "table": words.versions_table(versions),
        "years": years,
        "year": year,
        "uprated": words.uprated_words(own_prices.in_prices_of(bank, latest.bank_code, year), year) if year else None,
        "used_in": [{"account": account, "version": number} for account, number in took],
        "late": latest.review_by < timezone.localdate() and not price.retired_on,
        "retired": words.retired_words(price),
        "may_revise": own_prices.may_revise(request.user, price),
        "crumbs": _crumbs((price.name, "")),
    }
    return render(request, "economics/own_price.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own_price_new(request: HttpRequest) -> HttpResponse:
    homes = own_prices.may_price(request.user)
    if not homes.exists():
        raise Http404
    today = timezone.localdate()
    initial = {"since": today.replace(month=1, day=1), "review_by": today.replace(year=today.year + 1, day=1)}
    return form_page(
        request,
        OwnPriceForm(data_of(request), homes=homes, initial=initial),
        lambda values: add_own_price(by=request.user, **values),
        title=_("Lägg till ett eget pris"),
        intro=_("Det står bredvid de medföljande priserna, märkt med vems det är, och skriver aldrig över något."),
        submit=_("Lägg till"),
        back=reverse("price-list"),
        to=lambda price: price.get_absolute_url(),
        done=_("Priset är tillagt."),
        crumbs=_crumbs((_("Lägg till ett eget pris"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_price_revise(request: HttpRequest, pk: int) -> HttpResponse:
    price = _visible(request, pk, Permission.ACCOUNT_EDIT)
    today = timezone.localdate()
    initial = {"since": today.replace(month=1, day=1), "review_by": today.replace(year=today.year + 1, day=1)}
    form = OwnVersionForm(data_of(request), after=price.versions.first(), initial=initial)
    return form_page(
        request,
        form,
        lambda values: revise_own_price(price=price, by=request.user, **values),
        title=_("Ny version av priset"),
        intro=_("%(price)s. De gamla versionerna står kvar, och en kalkyl behåller den som den tog.")
        % {"price": price},
        submit=_("Lägg till versionen"),
        back=price.get_absolute_url(),
        done=_("Versionen är tillagd."),
        crumbs=_crumbs((price.name, price.get_absolute_url()), (_("Ny version"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_price_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Out of use, with why; or in use again where it is out."""
    price = _visible(request, pk, Permission.ACCOUNT_EDIT)
    out, back = price.retired_on is None, price.get_absolute_url()
    title = _("Ta priset ur bruk") if out else _("Ta priset i bruk igen")

    def change(values: dict[str, Any]) -> None:
        if values["out"]:
            retire_own_price(price=price, why=values.get("why", ""), by=request.user)
        else:
            take_up_own_price(price=price, by=request.user)

    return form_page(
        request,
        RetirePriceForm(data_of(request), out=out),
        change,
        title=title,
        intro=_("%(price)s. Det erbjuds inte längre i någon kalkyl, och ingen påminns om att se över det. Kalkyler som redan tog det räknar vidare och säger att det är ur bruk.")  # noqa: E501
        % {"price": price} if out
        else _("%(price)s. Det erbjuds åter i kalkylerna, med samma versioner som förut.") % {"price": price},
        submit=title,
        back=back,
        done=_("Priset är ur bruk.") if out else _("Priset är i bruk igen."),
        crumbs=_crumbs((price.name, back), (title, "")),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def value_from_bank(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Take a number of an account from a price in the same unit."""
    account = visible_account(request, pk, EDIT)
    answered = queries.answer_of(account.contents, organisation=account.organisation)
    value = answered.scenario.values.get(code) if answered.scenario else None
    if value is None or not value.price_year or not presenters.is_written(account.contents, code):
        raise Http404
    found = own_prices.offers(account, value, request.user)
    yearly = {one.code: one.yearly for one in found}
    back = reverse("account-value", args=[account.pk, code])
    title = presenters.said(value.name)
    choices = words.offer_choices(found, value.price_year)

    def take(values: dict[str, Any]) -> None:
        none = ("value", "spread", "unit", "price_year", "source", "assumption", "quality", "grade", "index", "times")
        taken = {"price": values["price"], "yearly": yearly[values["price"]] or None, "name": dict(value.name)}
        facts = dict.fromkeys(none) | taken
        change_values(account=account, values={code: facts}, revision=values["revision"], by=request.user)

    return form_page(
        request,
        ChoosePriceForm(data_of(request), choices=choices, revision=account.revision, initial={"price": value.price}),
        take,
        title=_("Hämta ur prisbanken"),
        intro=_("Talet ”%(name)s” är i %(unit)s. Här är de priser som är i samma enhet.") % {
            "name": title, "unit": words.unit_named(value.unit)
        },
        submit=_("Ta det valda priset"),
        back=back,
        done=_("Talet är hämtat ur prisbanken, och kalkylen räknad om."),
        template="economics/value_from_bank.html",
        any=bool(choices),
        unusable=words.not_offered(found),
        crumbs=to_account(account, (title, back), (_("Hämta ur prisbanken"), "")),
    )  # fmt: skip
