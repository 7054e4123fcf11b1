"""Gallring: the rules, trial runs, and carrying out somebody else's."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.participants.actions.weeding import fingerprint, try_weeding, weed
from samsyn.apps.participants.presenters import weeding as words
from samsyn.apps.participants.presenters.rights_pages import crumbs, rights_tabs
from samsyn.apps.participants.queries import weeding as queries
from samsyn.apps.participants.weeding_rules import load_rules

SHOWN = 25


@require_http_methods(["GET", "HEAD", "POST"])
def weeding(request: HttpRequest) -> HttpResponse:
    """The rules and the runs; a trial run by post."""
    houses = list(queries.houses_of_weeder(request.user))
    if not houses:
        raise Http404
    if request.method == "POST":
        house = next((each for each in houses if str(each.pk) == request.POST.get("organisation")), None)
        if house is None:
            raise Http404
        trial = try_weeding(organisation=house, by=request.user)
        messages.success(request, _("Provkörningen är klar. Ingenting är borttaget."))
        return redirect("weeding-run", trial.pk)
    page = Paginator(queries.weedings_for(request.user), SHOWN).get_page(request.GET.get("page"))
    rules = load_rules()
    context = {
        "houses": houses,
        "rules": rules,
        "rules_table": words.rules_table(rules),
        "page_obj": page,
        "runs": words.runs_table(page),
        "tabs": rights_tabs(request.user, "weeding"),
        "crumbs": crumbs((_("Gallring"), "")),
    }
    return render(request, "participants/weeding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weeding_run(request: HttpRequest, pk: int) -> HttpResponse:
    """One run; a trial run of somebody else's is carried out by post."""
    run = get_object_or_404(queries.weedings_for(request.user).select_related("carried_out_by"), pk=pk)
    refused: list[str] = []
    if request.method == "POST":
        try:
            done = weed(trial=run, by=request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, _("Gallringen är gjord. Protokollet finns kvar här."))
            return redirect("weeding-run", done.pk)
    rules = load_rules()
    done_by = getattr(run, "carried_out_by", None)
    context = {
        "run": run,
        "refused": refused,
        "facts": words.facts(run),
        "tables": [
            table
            for table in (words.counts_table(run, rules), words.because_table(run, rules), words.rows_table(run))
            if table
        ],
        "persons": len(run.protocol.get("persons", [])),
        "may_weed": run.dry and done_by is None and run.by_id != request.user.pk and run.protocol.get("persons"),
        "own": run.dry and done_by is None and run.by_id == request.user.pk and run.protocol.get("persons"),
        "done": done_by,
        "fingerprint": "" if run.dry else fingerprint(run),
        "crumbs": crumbs((_("Gallring"), reverse("weeding")), (_("En körning"), "")),
    }
    return render(request, "participants/weeding_run.html", context)
