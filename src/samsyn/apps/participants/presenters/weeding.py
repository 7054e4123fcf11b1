"""Weeding in words and tables: the rules with their sources, and each run with its counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.organisations.models import Kind
from samsyn.apps.participants.models import Weeding
from samsyn.apps.participants.weeding_rules import Rules
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table

OUTCOMES = {
    "weed": gettext_lazy("gallras"),
    "keep": gettext_lazy("bevaras för forskning"),
    "held": gettext_lazy("väntar: något pågår"),
    "ask": gettext_lazy("går inte att avgöra: personnummer saknas"),
    "not_yet": gettext_lazy("tiden har inte gått ut"),
    "no_rule": gettext_lazy("har ingen regel"),
}
QUALITY = {
    1: gettext_lazy("läst i källan"),
    2: gettext_lazy("läst i någon annans redogörelse"),
    3: gettext_lazy("antagande eller ur minnet"),
}


def rules_table(rules: Rules) -> Table:
    columns = (_("Uppgifter om"), _("Hos"), _("Gallras efter"), _("Undantag"), _("Källa"), _("Källans kvalitet"))
    return Table(
        caption=_("Regler, version %(version)s") % {"version": rules.version},
        columns=[Column(label) for label in columns],
        rows=[
            [
                rule.label,
                ", ".join(str(Kind(kind).label) for kind in sorted(rule.holders)),
                _("%(years)s år efter sista anteckningen") % {"years": rule.years},
                "; ".join(f"{each.label} ({each.source})" for each in rule.keep) or "–",
                rule.source,
                str(QUALITY[rule.quality]),
            ]
            for rule in rules.rules
        ],
        note=_("Andra organisationer har ingen regel här. Där gallras ingenting förrän deras egen plan är inskriven."),
    )


def runs_table(runs: Iterable[Weeding]) -> Table:
    return Table(
        caption=_("Provkörningar och gallringar"),
        columns=[
            Column(_("När")),
            Column(_("Organisation")),
            Column(_("Slag")),
            Column(_("Av")),
            Column(_("Gallras"), numeric=True),
            Column(_("Bevaras"), numeric=True),
            Column(_("Väntar"), numeric=True),
        ],
        rows=[_run(run) for run in runs],
        empty=_("Ingen gallring är gjord. Börja med en provkörning: den tar inte bort något."),
    )


def _run(run: Weeding) -> list[Any]:
    counts = run.protocol.get("counts", {})
    return [
        Cell(isodate(run.at), href=reverse("weeding-run", args=[run.pk]), css="nowrap"),
        run.organisation.name,
        Cell(_("provkörning"), tag="planned") if run.dry else Cell(_("gallring"), tag="done"),
        str(run.by or "–"),
        number(counts.get("weed", 0)),
        number(counts.get("keep", 0)),
        number(counts.get("held", 0) + counts.get("ask", 0)),
    ]


def counts_table(run: Weeding, rules: Rules) -> Table:
    """One run: how many persons the rules said what about."""
    labels = {rule.code: rule.label for rule in rules.rules} | {"": _("ingen regel")}
    return Table(
        caption=_("Personer"),
        columns=[Column(_("Regel")), Column(_("Utfall")), Column(_("Personer"), numeric=True)],
        rows=[
            [labels.get(code, code), str(OUTCOMES.get(outcome, outcome)), number(count)]
            for code, counts in run.protocol.get("by_rule", {}).items()
            for outcome, count in sorted(counts.items())
        ],
        empty=_("Det finns inga personer."),
    )


def because_table(run: Weeding, rules: Rules) -> Table | None:
    """Why some are not removed although they are due."""
    labels = dict(rules.holds) | {each.code: each.label for rule in rules.rules for each in rule.keep}
    labels["no_birth_day"] = _("födelsedagen är inte känd")
    because = run.protocol.get("because", {})
    if not because:
        return None
    return Table(
        caption=_("Varför några inte gallras"),
        columns=[Column(_("Skäl")), Column(_("Personer"), numeric=True)],
        rows=[[labels.get(code, code), number(count)] for code, count in sorted(because.items())],
    )


def rows_table(run: Weeding) -> Table | None:
    """What was removed, by kind of row."""
    from django.apps import apps

    rows = run.protocol.get("rows")
    if run.dry or not rows:
        return None
    named = {model._meta.model_name: str(model._meta.verbose_name_plural) for model in apps.get_models()}
    return Table(
        caption=_("Borttagna rader"),
        columns=[Column(_("Slag")), Column(_("Rader"), numeric=True)],
        rows=[[named.get(kind, kind), number(count)] for kind, count in rows.items()],
    )


def facts(run: Weeding) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = [
        {"label": _("Organisation"), "text": run.organisation.name},
        {"label": _("När"), "text": isodate(run.at)},
        {"label": _("Av"), "text": str(run.by or "–")},
        {"label": _("Reglernas version"), "text": run.rules_version},
    ]
    if run.carries_out:
        items.append(
            {
                "label": _("Efter provkörning av"),
                "text": str(run.carries_out.by or "–"),
                "href": reverse("weeding-run", args=[run.carries_out_id]),
                "note": isodate(run.carries_out.at),
            }
        )
    return items
