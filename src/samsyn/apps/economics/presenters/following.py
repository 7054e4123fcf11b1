"""The account that an application was judged on, as the project's pages show it, and what is said before it follows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Attachment
from samsyn.apps.economics.queries.following import besides, judged_on, sent_account, to_follow
from samsyn.apps.portfolio.models import Application, Project
from samsyn.web.formats import isodate


def judged_panel(request: HttpRequest, project: Project) -> dict[str, Any] | None:
    """The part of a project's page: the copy that was judged, and where its account is now."""
    found = judged_on(project, request.user)
    if found is None:
        return None
    frozen, account = found.frozen, found.frozen.account
    return {
        "project": project,
        "title": account.title,
        "number": frozen.number,
        "day": frozen.frozen_at.date(),
        "href": frozen.get_absolute_url(),
        "account": account.get_absolute_url() if found.opens else "",
        "here": account.project_id == project.pk,
        "settlement": reverse("settlement", args=[frozen.pk]) if found.opens else "",
        "settled": found.settled,
        "may_follow": found.may_follow,
    }


def starting_words(application: Application, by: Any) -> list[str]:
    """What is told before an application becomes a project: what becomes of its account."""
    sent = sent_account(application)
    if sent is None:
        return []
    title = {"title": sent.account.title}
    if to_follow(application, by) is None:
        return [_("Kalkylen ”%(title)s” stannar där den är. Kopian som ansökan bedömdes på nås från insatsen.") % title]
    if besides(sent):
        return [
            _(
                "Kalkylen ”%(title)s” stannar hos er, för det finns mer av den än det som skickades. Under insatsens "
                "Kalkyler avgör ni om den ska följa med."
            )
            % title
        ]
    return [
        _(
            "Kalkylen ”%(title)s” följer med. Insatsens parter får läsa den, som den är och som den blir, och den som "
            "utvärderar får också räkna vidare på den."
        )
        % title
    ]


def follow_words(project: Project, attachment: Attachment) -> list[str]:
    """Exactly what happens when the account follows: who reads what, and that it stays."""
    found = besides(attachment)
    today = timezone.localdate()
    still = [party for party in project.parties.all() if party.ends is None or party.ends >= today]
    parties = ", ".join(dict.fromkeys(str(party.organisation) for party in still))
    words = [
        _("Insatsens parter får läsa kalkylen, som den är och som den blir: %(parties)s.") % {"parties": parties},
        _("Den som utvärderar insatsen får också räkna vidare på den."),
    ]
    if found.copies:
        copies = "; ".join(
            _("nr %(n)s, %(day)s, %(why)s") % {"n": one.number, "day": isodate(one.frozen_at), "why": one.reason}
            for one in found.copies
        )
        words.append(_("Parterna får också läsa de andra frysta kopiorna av den: %(copies)s.") % {"copies": copies})
    if found.applications:
        names = ", ".join(str(one) for one in found.applications)
        words.append(_("Kalkylen hör också till: %(names)s. De ansökningarna ändras inte.") % {"names": names})
    return [
        *words,
        _("Bokslutet på kopian som ansökan bedömdes på kan fyllas med det som insatsen har levererat."),
        _("Kalkylen går inte att flytta tillbaka."),
    ]
