"""Deliveries of a project: what has left, what would leave, and sending it."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.evaluation.presenters.deliveries import section
from samsyn.apps.evaluation.queries.deliveries import Delivered
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.deliver import NotAsSeen, deliver
from samsyn.apps.participants.forms.deliver import ConfirmForm, DeliverForm
from samsyn.apps.participants.models import Delivery
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.presenters import deliver as words
from samsyn.apps.participants.queries.deliver import Asked, deliveries_of, prepare, tables_of
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page

DELIVER = Permission.DELIVER


@require_safe
def delivery_list(request: HttpRequest, pk: int) -> HttpResponse:
    project = _project(request, pk)
    made = deliveries_of(project)
    context = {"table": words.delivery_table(made) if made else None, **_page(project, request.user)}
    return render(request, "participants/deliver_list.html", context)


@require_safe
def delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what left. Shows nobody: only protected figures."""
    one = _delivery(request, pk)
    release = DeliveredRelease.objects.filter(project=one.project, number=one.number).select_related("organisation")
    received = release.first()
    title = _("Leverans %(number)s") % {"number": one.number}
    context = {
        "delivery": one,
        "facts": words.delivery_facts(one),
        "delivered": section(Delivered(received, tuple(tables_of(one)))) if received else None,
        **_page(one.project, request.user, (title, "")),
    }
    return render(request, "participants/deliver_one.html", context)


@require_safe
def delivery_json(request: HttpRequest, pk: int) -> HttpResponse:
    """What left, as it was sent. Nothing here is about a person, so it may be kept."""
    one = _delivery(request, pk)
    wire = {
        "project": one.project.code,
        "number": one.number,
        "up_to": one.up_to.isoformat(),
        "rules_version": one.rules_version,
        "correction": one.correction,
        "sha256": one.sha256,
        "tables": one.tables,
    }
    response = HttpResponse(json.dumps(wire, ensure_ascii=False, indent=1), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="leverans-{one.pk}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def delivery_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a day, look at what would leave beside the exact figures, and confirm."""
    project = _project(request, pk)
    if request.method != "POST":
        return _shown(request, project, DeliverForm(initial={"up_to": timezone.localdate()}))
    if "as_seen" in request.POST:
        return _confirmed(request, project)
    form = DeliverForm(request.POST)
    return _preview(request, project, form) if form.is_valid() else _shown(request, project, form)


def _confirmed(request: HttpRequest, project: Project) -> HttpResponse:
    """Send what was looked at; look again when it is no longer that."""
    confirmed, form = ConfirmForm(request.POST), DeliverForm(request.POST)
    if not confirmed.is_valid():
        return _shown(request, project, form)
    try:
        made = deliver(project=project, by=request.user, **confirmed.cleaned_data)
    except NotAsSeen as changed:
        form.full_clean()
        form.add_error(None, changed)
        return _preview(request, project, form)
    except ValidationError as refused:
        add_errors(form, refused)
        return _shown(request, project, form)
    messages.success(
        request,
        _("Leverans %(number)s är lämnad. Alla som får se insatsen ser den under Uppföljning.")
        % {"number": made.number},
    )
    return redirect("delivery", made.pk)


def _preview(request: HttpRequest, project: Project, form: DeliverForm) -> HttpResponse:
    values = form.cleaned_data
    asked = Asked(values["up_to"], values["correction"], values["why"].strip(), values["sensitive"])
    try:
        prepared = prepare(request.user, project, asked, timezone.localdate())
    except ValidationError as refused:
        add_errors(form, refused)
        return _shown(request, project, form)
    may_leave = prepared.told and not prepared.nothing_new
    tables = words.beside(prepared)
    return _shown(
        request,
        project,
        form,
        prepared=prepared,
        facts=words.summary(prepared),
        tables=[one for one in tables if one.told],
        silent=[one for one in tables if not one.told],
        left_out=words.left_out_sentences(prepared),
        confirm=ConfirmForm(initial={**values, "as_seen": prepared.sha256}) if may_leave else None,
    )


def _shown(request: HttpRequest, project: Project, form: DeliverForm, **more: Any) -> HttpResponse:
    title = _("Ny leverans")
    page = {"form": form, "title": title, "back": reverse("delivery-list", args=[project.pk])}
    return render(
        request, "participants/deliver_new.html", {**page, **more, **_page(project, request.user, (title, ""))}
    )


def _project(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(projects_led_by(request.user, DELIVER).select_related("organisation"), pk=pk)


def _delivery(request: HttpRequest, pk: int) -> Delivery:
    rows = Delivery.objects.visible_to(request.user, DELIVER).select_related("by", "project__organisation")
    return get_object_or_404(rows.defer("remembered_sealed"), pk=pk)


def _page(project: Project, user, *trail) -> dict[str, Any]:
    return project_page(
        project, user, "deliveries", (_("Leveranser"), reverse("delivery-list", args=[project.pk])), *trail
    )
