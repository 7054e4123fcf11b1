"""The extract to the person: read through for secrecy by a second colleague, then fetched as PDF or JSON."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.participants.actions.rights import READERS, release_extract, take_out_extract
from samsyn.apps.participants.forms.rights import ReleaseForm
from samsyn.apps.participants.models import RightsCase
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import extract as words
from samsyn.apps.participants.presenters.rights import parts_as_lists
from samsyn.apps.participants.queries.extract import Extract, extract_of, without
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.readings import Houses
from samsyn.apps.participants.views.rights import case_crumbs, case_or_404
from samsyn.apps.portfolio.views.pages import data_of

EXTRACT = RightsCase.Kind.EXTRACT


def _opened(request: HttpRequest, pk: int, what: str) -> tuple[RightsCase, Extract]:
    case = case_or_404(request, pk, what, EXTRACT)
    opened([case.person], what, *FieldClass, ground=Ground.RIGHTS_CASE)
    return case, extract_of(case.person)


@require_http_methods(["GET", "HEAD", "POST"])
def rights_extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that will be handed out; for the second person also what to leave out."""
    case, extract = _opened(request, pk, "rights_extract")
    free = [item for item in extract.items() if item.free and item.text]
    form = None
    if case.opened_by_id != request.user.pk:
        form = ReleaseForm(data_of(request), items=free, readers=READERS)
        if request.method == "POST" and form.is_valid():
            try:
                release_extract(case=case, extract=extract, withheld=form.withheld, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Utdraget är prövat och kan hämtas."))
                return redirect("rights-case", case.pk)
    context = {
        "case": case,
        "name": case.person.name,
        "form": form,
        "parts": parts_as_lists(extract.parts),
        "readings": len(extract.readings),
        "crumbs": case_crumbs(case, _("Utdrag")),
    }
    return render(request, "participants/extract_review.html", context)


@require_safe
def rights_extract_json(request: HttpRequest, pk: int) -> HttpResponse:
    return _handed_out(request, pk, "json", "application/json")


@require_safe
def rights_extract_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    return _handed_out(request, pk, "pdf", "application/pdf")


def _handed_out(request: HttpRequest, pk: int, form: str, content_type: str) -> HttpResponse:
    """The extract as it was released. Its file name says the case's number and no more."""
    from samsyn.apps.reporting.pdf import NoPango

    case, extract = _opened(request, pk, f"rights_extract_{form}")
    try:
        take_out_extract(case=case, extract=extract, form=form, by=request.user)
        places = case.withheld.get("places", {})
        copy = words.copy_of(case, without(extract, places), Houses(extract.readings), READERS in places)
        data = words.as_pdf(copy) if form == "pdf" else json.dumps(words.as_json(copy), ensure_ascii=False, indent=2)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("rights-case", case.pk)
    except NoPango as error:
        messages.error(request, str(error))
        return redirect("rights-case", case.pk)
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="utdrag-{case.pk}.{form}"'
    return response
