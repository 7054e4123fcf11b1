"""What would leave the station today: exact tables, the same tables protected, and what the next time must remember."""

from __future__ import annotations

import hmac
import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.evaluation import delivered as words
from samsyn.apps.participants import sealing
from samsyn.apps.participants.deliver_rules import sensitive
from samsyn.apps.participants.models import Delivery
from samsyn.apps.participants.queries.deliver_gather import counted
from samsyn.apps.participants.queries.deliver_tables import Counted, Plan, Shape, tables
from samsyn.apps.portfolio.models import Project
from samsyn.core.disclosure.attack import StillLeaking, changes_of, protect_all
from samsyn.core.disclosure.knowledge import Changes
from samsyn.core.disclosure.published import Published
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE, Rules, rules_of
from samsyn.core.disclosure.tables import CountTable, NotTheSame, ProtectedTable
from samsyn.core.disclosure.wire import fingerprint
from samsyn.web.sentences import in_tongue


@dataclass(frozen=True)
class Asked:
    """What the one who delivers has said. correction: a whole new version, and why. sensitive: the effort is."""

    up_to: date
    correction: bool = False
    why: str = ""
    sensitive: bool = False


@dataclass(frozen=True)
class Memory:
    """What a series of deliveries remembers, sealed between them: its own secret, and who stood behind each row."""

    series: bytes
    published: Mapping[str, Published]

    def pseudonym(self, what: str, key: Any) -> str:
        """What a person, a participation or a referral is called in this series and nowhere else."""
        return hmac.digest(self.series, f"release|{what}|{key}".encode(), "sha256").hex()

    def to_bytes(self) -> bytes:
        wire = {"series": self.series.hex(), "published": [each.to_wire() for each in self.published.values()]}
        return zlib.compress(json.dumps(wire).encode())

    @classmethod
    def from_bytes(cls, data: bytes) -> Memory:
        wire = json.loads(zlib.decompress(data))
        published = [Published.from_wire(each) for each in wire["published"]]
        return cls(bytes.fromhex(wire["series"]), {each.code: each for each in published})

    @classmethod
    def fresh(cls) -> Memory:
        return cls(os.urandom(32), {})


@dataclass(frozen=True)
class Prepared:
    """One release before it leaves. exact and shown are the same tables, in the same order.

    left_out: tables that are not made this time, since too few persons stand behind what they count. stricter: codes of
    tables under the stricter rules by themselves. why_sensitive: why all of them are; empty when they are not.
    changes: how many have changed in each row since it was last told.
    """

    asked: Asked
    previous: Delivery | None
    exact: Sequence[CountTable]
    shown: Sequence[ProtectedTable]
    memory: Memory
    rules: Rules
    left_out: Sequence[Shape]
    stricter: Mapping[str, Rules]
    why_sensitive: Sequence[str]
    changes: Changes

    @property
    def number(self) -> int:
        return self.previous.number + 1 if self.previous else 1

    @property
    def sha256(self) -> str:
        return fingerprint(self.shown)

    @property
    def told(self) -> bool:
        """Whether any figure is told at all."""
        return any(table.people is not None for table in self.shown)

    @property
    def nothing_new(self) -> bool:
        """Whether every figure is one that the last delivery already told."""
        if self.previous is None or self.asked.correction:
            return False
        before = {table.code: table for table in tables_of(self.previous)}
        return {table.code for table in self.shown} <= before.keys() and not any(
            row.version == table.version and _tells(row) for table in self.shown for row in table.rows
        )


def _tells(row) -> bool:
    return any(cell.status != "withheld" for cell in (*row.cells, row.total))


def deliveries_of(project: Project) -> list[Delivery]:
    """Every delivery of a project, the latest first, without what it remembers."""
    rows = Delivery.objects.filter(project=project).select_related("by", "project")
    return list(rows.defer("remembered_sealed").order_by("-number"))


def tables_of(delivery: Delivery) -> list[ProtectedTable]:
    """Exactly what left."""
    return [ProtectedTable.from_wire(wire) for wire in delivery.tables]


def remembered(delivery: Delivery) -> Memory:
    """What a delivery remembers. One query. ValidationError, with the remedy, when it cannot be opened."""
    delivery = Delivery.objects.select_related("key").only("remembered_sealed", "key").get(pk=delivery.pk)
    if delivery.key is None or not delivery.remembered_sealed:
        raise ValidationError(
            _("Minnet från den förra leveransen finns inte kvar, så det går inte att veta vilka rader som får förnyas. "
              "Lämna tabellerna som en rättelse.")
        )  # fmt: skip
    data = sealing.unseal_bytes(delivery.key.data, bytes(delivery.remembered_sealed), place_of(delivery))
    return Memory.from_bytes(data)


def place_of(delivery: Delivery) -> str:
    """The place that a sealed memory is bound to."""
    return f"{delivery._meta.db_table}|remembered_sealed|{delivery.pk}"


def prepare(user, project: Project, asked: Asked, today: date) -> Prepared:
    """Everything of a release but sending it; everybody counted is noted as read. At most sixteen queries.

    ValidationError, with the remedy, when the day is wrong, when definitions have changed since the last delivery, or
    when people could be found whatever is withheld.
    """
    earlier = deliveries_of(project)
    previous = earlier[0] if earlier else None
    _refuse_days(asked, previous, today)
    memory = _memory(previous, asked)
    plan, people = counted(user, project, asked.up_to, memory.pseudonym)
    shapes, left_out = _with_enough_behind(plan.shapes(), people)
    exact = tables(shapes, people, asked.up_to)
    why = _why_sensitive(project, asked, previous)
    rules = SENSITIVE if why else ORDINARY
    stricter = sensitive().stricter({shape.code: sorted(shape.crossing) for shape in shapes})
    shown, published = _protected(exact, rules, memory, plan, stricter, shapes, earlier, asked, today)
    return Prepared(
        asked=asked,
        previous=previous,
        exact=exact,
        shown=shown,
        memory=Memory(memory.series, published),
        rules=rules,
        left_out=left_out,
        stricter={} if why else stricter,
        why_sensitive=why,
        changes=changes_of(exact, memory.published),
    )


def _protected(exact, rules, memory: Memory, plan: Plan, stricter, shapes, earlier, asked: Asked, today: date):
    try:
        return protect_all(
            exact,
            rules,
            memory.published,
            earlier=[tables_of(each) for each in reversed(earlier)],
            correction=asked.correction,
            chosen=[shape.crossing for shape in shapes],
            shrink=True,
            on=today,
            background=plan.background(),
            stricter=stricter,
        )
    except NotTheSame as fault:
        raise ValidationError(
            _("%(fault)s Välj Rättelse och skriv vad som har ändrats.") % {"fault": in_tongue(fault)}
        ) from fault
    except StillLeaking as fault:
        raise ValidationError(
            _("%(fault)s Inget har lämnats. Vänta tills fler har kommit med.") % {"fault": in_tongue(fault)}
        ) from fault


def _refuse_days(asked: Asked, previous: Delivery | None, today: date) -> None:
    if asked.up_to > today:
        raise ValidationError({"up_to": _("Dagen har inte varit än. Välj i dag eller tidigare.")})
    if previous is not None and asked.up_to < previous.up_to and not asked.correction:
        raise ValidationError(
            {"up_to": _("Den förra leveransen gäller till och med %(day)s. Välj en senare dag, eller Rättelse.")
             % {"day": previous.up_to.isoformat()}}
        )  # fmt: skip
    if asked.correction and not asked.why.strip():
        raise ValidationError({"why": _("Skriv vad som rättas. Texten stannar här; den följer inte med leveransen.")})


def _memory(previous: Delivery | None, asked: Asked) -> Memory:
    """What the series remembers. A correction renews every row, and is the way on when the memory is lost."""
    if previous is None:
        return Memory.fresh()
    try:
        return remembered(previous)
    except ValidationError:
        if asked.correction:
            return Memory.fresh()
        raise


def _why_sensitive(project: Project, asked: Asked, previous: Delivery | None) -> list[str]:
    """Why the stricter rules hold for all tables. Once chosen they hold until a correction."""
    why = sensitive().why_project(_terms(project))
    if asked.sensitive:
        why.append(_("insatsen är märkt som känslig"))
    elif previous and not asked.correction and rules_of(previous.rules_version) == SENSITIVE and not why:
        why.append(_("den förra leveransen lämnades så"))
    return why


def _terms(project: Project) -> list[tuple[str, str]]:
    """Kind and code of the project's target groups and themes. One query."""
    chosen = (Project.target_groups.through, Project.themes.through)
    mine = [Q(pk__in=through.objects.filter(project=project).values("term")) for through in chosen]
    return list(Term.objects.filter(mine[0] | mine[1]).values_list("kind", "code"))


def _with_enough_behind(shapes: Iterable[Shape], people: Iterable[Counted]) -> tuple[list[Shape], list[Shape]]:
    """Tables that may be made, and those of participations behind which there are too few persons.

    Six participations of two women would be shown, though the women may not be; so would twenty of nineteen persons.
    """
    persons, participations = Counter[str](), Counter[str]()
    for row in people:
        persons[row.facts.get("sex", "")] += words.PERSONS in row.populations
        participations[row.facts.get("sex", "")] += words.PARTICIPATIONS in row.populations
    few = persons.total() < ORDINARY.fewest or any(
        persons[sex] < ORDINARY.smallest <= participations[sex] for sex in words.SEX.categories
    )
    left_out = [shape for shape in shapes if few and shape.population == words.PARTICIPATIONS]
    return [shape for shape in shapes if shape not in left_out], left_out
