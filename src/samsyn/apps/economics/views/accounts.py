"""Accounts: the list, a new one, the page with its answers, one value, and what happens to the whole."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.economics import actions, presenters, queries
from samsyn.apps.economics.forms import FreezeForm, NewAccountForm, ValueForm
from samsyn.apps.economics.models import Account
from samsyn.apps.economics.presenters.applications import attached_table
from samsyn.apps.economics.presenters.following import judged_panel
from samsyn.apps.economics.presenters.prices import retired_rows, taken_facts
from samsyn.apps.economics.presenters.values import field_of
from samsyn.apps.economics.presenters.worth import worth_words
from samsyn.apps.economics.queries.applications import attached_of
from samsyn.apps.economics.queries.own_prices import retired_in, taken_from
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import presenters as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.scenario import Scenario

EDIT = Permission.ACCOUNT_EDIT


def visible_account(request: HttpRequest, pk: int, permission: Permission = Permission.PROJECT_VIEW) -> Account:
    rows = Account.objects.visible_to(request.user, permission).select_related("organisation", "project", "changed_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def account_list(request: HttpRequest) -> HttpResponse:
    """One's accounts, and the cases that ship with Samsyn to begin from."""
    accounts = list(queries.accounts_of(request.user)[:200])
    context = {
        "table": presenters.account_table(accounts) if accounts else None,
        "cases": presenters.case_rows(queries.shipped_cases()),
        "may_begin": may_begin(request.user),
        "worth": worth_words(request.user),
    }
    return render(request, "economics/account_list.html", context)


def may_begin(user) -> bool:
    organisations, projects = queries.homes_for(user)
    return organisations.exists() or projects.exists()


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Begin from a shipped case."""
    if not may_begin(request.user):
        raise Http404
    case = queries.shipped_case(request.GET.get("exempel", ""))
    if case is None:
        return redirect("account-list")
    asked = request.GET.get("insats", "")
    keys = [int(asked)] if asked.isascii() and asked.isdecimal() and len(asked) < 19 else []
    project = Project.objects.visible_to(request.user, EDIT).filter(pk__in=keys).first()
    form = NewAccountForm(data_of(request), user=request.user, initial={"title": case.name, "project": project})
    return form_page(
        request,
        form,
        lambda values: actions.begin_account(contents=case.raw, begun_from=case.code, by=request.user, **values),
        title=_("Ny kalkyl"),
        intro=_("Börjar från: %(case)s. Alla tal går att byta efteråt.") % {"case": case.name},
        submit=_("Börja räkna"),
        back=reverse("account-list"),
        to=lambda account: account.get_absolute_url(),
        done=_("Kalkylen är påbörjad. Byt ut talen mot era egna."),
        crumbs=presenters.crumbs((_("Ny kalkyl"), "")),
    )


@require_safe
def account_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole account: what it answers, the chain to move, and every number with its source."""
    account = visible_account(request, pk)
    answered = queries.answer_of(account.contents, organisation=account.organisation)
    may_edit = queries.may_edit(request.user, account)
    context: dict[str, Any] = {
        "account": account,
        "faults": answered.faults,
        "may_edit": may_edit,
        "may_vary": may_edit or may_begin(request.user),
        "crumbs": presenters.crumbs((account.title, "")),
        "retired": retired_rows(retired_in(account, request.user)),
        "attached": attached_table(attached_of(account, request.user)),
        "copies": presenters.frozen_table(account.frozen.all()) if account.frozen.exists() else None,
    }
    if answered.result is not None and answered.scenario is not None:
        context |= {
            "words": presenters.answer_words(answered.result),
            "files": presenters.file_links("account", account.pk),
            "sliders": presenters.sliders(answered.scenario),
            "sources": presenters.sources_table(
                answered.result, lambda code: reverse("account-value", args=[account.pk, code])
            ),
        }
    return render(request, "economics/account.html", context)


@require_safe
def account_try(request: HttpRequest, pk: int) -> HttpResponse:
    """What the account would answer with the chain moved; nothing is kept."""
    account = visible_account(request, pk)
    means = slid(request)
    answered = queries.answer_with(account.contents, means, account.organisation)
    context = {
        "account": account,
        "faults": answered.faults,
        "words": presenters.brief_words(answered.result) if answered.result else None,
        "tried": True,
        "outputs": presenters.sliders(answered.scenario) if answered.scenario else [],
    }
    if not request.htmx:
        context |= {
            "crumbs": presenters.to_account(account, (_("Pröva"), "")),
            "may_vary": may_begin(request.user),
            "slid": [{"name": field_of(code), "value": round(mean * queries.STEPS)} for code, mean in means.items()],
        }  # fmt: skip
        return render(request, "economics/account_try.html", context)
    return render(request, "economics/_answer.html", context)


def slid(request: HttpRequest) -> dict[str, float]:
    """Where the sliders of the address stand, by the code of what they move, as shares."""
    found = {}
    for name, value in request.GET.items():
        if name.startswith("chain-") and value.isascii() and value.isdigit():
            found[name.replace("-", ".", 1)] = min(int(value), queries.STEPS) / queries.STEPS
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def account_variant(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was tried as an account of its own, and see the two side by side."""
    account = visible_account(request, pk)
    if not may_begin(request.user):
        raise Http404
    initial = {
        "title": _("%(title)s, variant") % {"title": account.title},
        "organisation": account.organisation_id,
        "project": account.project_id,
    }
    return form_page(
        request,
        NewAccountForm(data_of(request), user=request.user, initial=initial),
        lambda values: actions.begin_variant(account=account, means=slid(request), by=request.user, **values),
        title=_("Gör en variant"),
        intro=_("En ny kalkyl med samma tal som ”%(title)s”, och med det du har prövat. Den gamla är kvar som den är.")
        % {"title": account.title},
        submit=_("Gör varianten"),
        back=account.get_absolute_url(),
        to=lambda made: f"{reverse('account-compare')}?val=k{account.pk}&val=k{made.pk}",
        done=_("Varianten är gjord. Här står den bredvid kalkylen den utgår från."),
        crumbs=presenters.to_account(account, (_("Gör en variant"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def account_value(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One number and all that stands behind it; those who may, change it here."""
    account = visible_account(request, pk)
    scenario = readable(account)
    value = scenario.values.get(code) if scenario else None
    if scenario is None or value is None:
        raise Http404
    own = presenters.is_written(account.contents, code)
    editable = own and queries.may_edit(request.user, account)
    if request.method == "POST" and not editable:
        raise Http404
    title, here = presenters.said(value.name), reverse("account-value", args=[pk, code])
    facts = presenters.value_facts(value, scenario.grades)
    context = {
        "title": title,
        "facts": facts + taken_facts(taken_from(value, account, request.user)),
        "own": own,
        "here": here,
        "from_bank": reverse("account-value-price", args=[pk, code]) if editable and value.price_year else "",
        "back": account.get_absolute_url(),
        "crumbs": presenters.to_account(account, (title, "")),
    }
    if not editable:
        return render(request, "economics/value.html", {"form": None, **context})
    form = ValueForm(data_of(request), value=value, revision=account.revision)
    if request.method == "POST" and form.is_valid() and form.overtaken:
        chosen = {**request.POST.dict(), "revision": account.revision, "opened": form.stands}
        again = ValueForm(chosen, value=value, revision=account.revision)
        context |= {"form": again, "conflict": presenters.conflict_words(account, form), "submit": _("Spara mitt")}
        return render(request, "economics/value.html", context)
    return form_page(
        request,
        form,
        lambda _values: actions.change_values(
            account=account, values={code: form.facts}, revision=account.revision, by=request.user
        ),
        done=_("Talet är bytt, och kalkylen räknad om."),
        template="economics/value.html",
        **context,
    )


def readable(account: Account) -> Scenario | None:
    """The account's scenario; None where it can no longer be read."""
    try:
        return queries.scenario_of(account.contents, account.organisation)
    except BadValue:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def account_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    account = visible_account(request, pk, EDIT)
    return form_page(
        request,
        FreezeForm(data_of(request)),
        lambda values: actions.freeze_account(account=account, by=request.user, **values),
        title=_("Frys kalkylen"),
        intro=_("En kopia sparas med dagens tal och svar. Den ändras aldrig, och går att hänvisa till."),
        submit=_("Frys"),
        back=account.get_absolute_url(),
        to=lambda frozen: frozen.get_absolute_url(),
        done=_("Kalkylen är fryst."),
        crumbs=presenters.to_account(account, (_("Frys"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def account_remove(request: HttpRequest, pk: int) -> HttpResponse:
    account = visible_account(request, pk, EDIT)
    return question_page(
        request,
        lambda: actions.remove_account(account=account, by=request.user),
        title=_("Ta bort kalkylen"),
        consequences=[
            _("”%(title)s” försvinner med alla sina tal. Spåret av att den fanns är kvar.") % {"title": account.title}
        ],
        submit=_("Ta bort"),
        back=reverse("account-list"),
        done=_("Kalkylen är borttagen."),
        crumbs=presenters.to_account(account, (_("Ta bort"), "")),
    )


@require_safe
def project_accounts(request: HttpRequest, pk: int) -> HttpResponse:
    """The accounts of one project, on its page."""
    project = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    accounts = list(queries.accounts_on(request.user, project))
    judged = judged_panel(request, project)
    editable = Project.objects.visible_to(request.user, EDIT).filter(pk=project.pk).exists()
    context = {
        "table": presenters.account_table(accounts, judged) if accounts else None,
        "cases": presenters.case_rows(queries.shipped_cases(), project) if editable else [],
        "may_begin": editable,
        "judged": judged,
        **portfolio.project_page(project, request.user, "accounts"),
    }
    return render(request, "economics/project_accounts.html", context)
