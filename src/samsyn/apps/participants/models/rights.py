"""The person's own side: what they ask for, what was corrected, who opened in an emergency, what was weeded."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models.held import C, Held, about_objects, held_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import AboutQuerySet, OfHouseQuerySet
from samsyn.apps.participants.models.sealed import Sealed, SealedField


class RightsCaseQuerySet(OfHouseQuerySet):
    def open(self) -> RightsCaseQuerySet:
        return self.filter(done_on=None)


class RightsCase(Sealed, Held):
    """Something a person has asked for about their own data, from the day it came to the day it was done."""

    class Kind(models.TextChoices):
        EXTRACT = "extract", _("registerutdrag")
        RECTIFY = "rectify", _("rättelse")
        RESTRICT = "restrict", _("begränsning")
        ERASE = "erase", _("radering")

    class Decision(models.TextChoices):
        GRANTED = "granted", _("bifall")
        PARTLY = "partly", _("delvis bifall")
        DECLINED = "declined", _("avslag")

    class Secrecy(models.TextChoices):
        """Why something is left out of an extract. The paragraphs are to be checked by a lawyer in each case."""

        OTHERS = "osl_26_1", _("uppgift om någon annan (OSL 26 kap. 1 §)")
        INFORMANT = "osl_26_5", _("uppgift om den som gjort en anmälan (OSL 26 kap. 5 §)")
        CARE = "osl_25_6", _("ändamålet med vården eller behandlingen (OSL 25 kap. 6 §)")
        INQUIRY = "osl_18_1", _("pågående förundersökning (OSL 18 kap. 1 §)")
        STAFF = "gdpr_15_4", _("någon annans fri- och rättigheter (dataskyddsförordningen artikel 15.4)")

    person = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="rights_cases", verbose_name=_("person")
    )
    person_key = models.CharField(max_length=40, editable=False)  # stays when the person's rows are gone
    kind = models.CharField(_("gäller"), max_length=10, choices=Kind)
    came_on = models.DateField(_("inkom"))
    due_on = models.DateField(_("ska vara klar"))  # a month, GDPR article 12.3
    note_sealed = SealedField(_("anteckning"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("handläggare")
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("sekretessprövad av"),
    )  # fmt: skip
    done_on = models.DateField(_("klar"), null=True, blank=True)
    released_at = models.DateTimeField(_("sekretessprövad"), null=True, blank=True)
    withheld = models.JSONField(_("utelämnat"), default=dict, blank=True)  # place in the extract → Secrecy
    extended_why = models.CharField(_("varför förlängd"), max_length=300, blank=True)
    decision = models.CharField(_("beslut"), max_length=10, choices=Decision, blank=True)
    outcome = models.CharField(
        _("utfall"), max_length=300, blank=True, help_text=_("Skriv utan namn och personnummer.")
    )

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "person_key"), C.TECHNICAL),
        **dict.fromkeys(
            (
                "kind", "came_on", "due_on", "note_sealed", "opened_by", "released_by", "released_at", "withheld",
                "extended_why", "done_on", "decision", "outcome",
            ),
            C.CASE,
        ),
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(RightsCaseQuerySet)

    class Meta:
        ordering = ["-came_on", "pk"]
        verbose_name = _("ärende om rättigheter")
        verbose_name_plural = _("ärenden om rättigheter")
        constraints = [
            models.CheckConstraint(
                name="rights_released_by_another",
                condition=Q(released_by=None) | ~Q(released_by=F("opened_by")),
                violation_error_message=_("Den som handlägger kan inte själv göra sekretessprövningen."),
            )
        ]

    def __str__(self) -> str:
        return f"ärende {self.pk}"


class Rectification(Sealed, Held):
    """What a value was before it was corrected, and what the person says when the two do not agree."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="rectifications")
    table = models.CharField(max_length=60)
    row = models.CharField(max_length=40)
    column = models.CharField(max_length=60)
    old_sealed = SealedField(_("stod"))
    new_sealed = SealedField(_("står"))
    disputed_sealed = SealedField(_("personens egen uppfattning"))
    why = models.CharField(_("varför"), max_length=200, blank=True)
    at = models.DateTimeField(_("rättat"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "table", "row", "column"), C.TECHNICAL),
        **dict.fromkeys(("old_sealed", "new_sealed", "disputed_sealed", "why", "at", "by"), C.CASE),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(AboutQuerySet)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("rättelse")
        verbose_name_plural = _("rättelser")

    def __str__(self) -> str:
        return f"rättelse {self.pk}"


def open_at(now: datetime) -> Q:
    """Emergency openings that run at a moment."""
    return Q(opened_at__lte=now, closes_at__gt=now)


def late_on(today: date) -> Q:
    """Emergency openings that nobody reviewed in time: whoever opened them opens no new one."""
    return Q(reviewed_at=None, review_by__lt=today)


class Emergency(Held):
    """A person opened without an ordinary ground: by whom, on which provision, why, and for sixty minutes."""

    class Provision(models.TextChoices):
        NECESSARY = "osl_10_2", _("OSL 10 kap. 2 §: nödvändigt för att myndigheten ska kunna göra sitt arbete")
        CRIME_UNDER_18 = "osl_10_21", _("OSL 10 kap. 21 §: misstanke om brott mot någon under 18 år")
        LIFE = "gdpr_6_1_d", _("fara för någons liv eller hälsa (dataskyddsförordningen artikel 6.1 d)")
        LAW = "osl_10_28", _("OSL 10 kap. 28 §: uppgiftsskyldighet i lag eller förordning")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="emergencies")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("vem")
    )
    provision = models.CharField(_("grund"), max_length=20, choices=Provision)
    text = models.TextField(_("skäl"), help_text=_("Skriv varför, utan namn och personnummer."))
    opened_at = models.DateTimeField(_("öppnad"))
    closes_at = models.DateTimeField(_("stängs"))
    review_by = models.DateField(_("ska granskas senast"))  # five working days
    reviewed_at = models.DateTimeField(_("granskad"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("granskad av"),
    )  # fmt: skip
    verdict = models.CharField(
        _("bedömning"), max_length=12, blank=True,
        choices=[("justified", _("befogad")), ("unjustified", _("inte befogad"))],
    )  # fmt: skip
    verdict_text = models.TextField(_("motivering"), blank=True)

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person"), C.TECHNICAL),
        **dict.fromkeys(
            (
                "user", "provision", "text", "opened_at", "closes_at", "review_by", "reviewed_at", "reviewed_by",
                "verdict", "verdict_text",
            ),
            C.CASE,
        ),
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["-opened_at"]
        verbose_name = _("nödöppning")
        verbose_name_plural = _("nödöppningar")
        constraints = [
            models.CheckConstraint(
                name="emergency_reviewed_by_another",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
                violation_error_message=_("Den som öppnade kan inte granska sin egen öppning."),
            )
        ]
        indexes = [models.Index(fields=["user", "-closes_at"])]

    def __str__(self) -> str:
        return f"nödöppning {self.pk}"


class ReadingDraw(Held):
    """One month's draw of readings to follow up. The seed is kept, so that anybody can draw again and compare."""

    month = models.DateField(_("månad"))  # its first day
    seed = models.CharField(_("frö"), max_length=64)
    population = models.PositiveIntegerField(_("läsningar under månaden"))
    size = models.PositiveIntegerField(_("slumpat valda"))
    by_rule = models.JSONField(_("valda av regel"), default=dict)  # rule → how many
    rules_version = models.CharField(_("reglernas version"), max_length=20)
    at = models.DateTimeField(_("dragen"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )

    CLASSES: dict[str, str] = {}
    PERSONAL = ("by",)

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["-month"]
        verbose_name = _("urval ur läsloggen")
        verbose_name_plural = _("urval ur läsloggen")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "month"],
                name="readings_drawn_once_a_month",
                violation_error_message=_("Urvalet för månaden är redan draget."),
            )
        ]

    def __str__(self) -> str:
        return f"urval {self.month:%Y-%m}"


class ReadingReview(Held):
    """That somebody followed up a reading: the log that nobody reads does not pass."""

    reading = models.PositiveBigIntegerField(_("läsning nummer"))
    chosen = models.CharField(
        _("varför just den"), max_length=12,
        choices=[("sample", _("slumpat urval")), ("rule", _("regel")), ("asked", _("någon har frågat"))],
    )  # fmt: skip
    rule = models.CharField(_("regel"), max_length=20, blank=True)  # a code of parameters/weeding/readings.yaml
    read_on = models.DateField(_("läst"))  # the day of the reading, so that a quarter is counted without the log
    verdict = models.CharField(
        _("bedömning"), max_length=12, blank=True,
        choices=[("right", _("riktig")), ("unclear", _("oklar, frågan ställd")), ("wrong", _("otillåten"))],
    )  # fmt: skip
    text = models.TextField(_("motivering"), blank=True)
    drawn_on = models.DateField(_("utvald"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("bedömd av"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("bedömd"), null=True, blank=True)

    CLASSES: dict[str, str] = {}
    PERSONAL = ("decided_by",)

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["-drawn_on", "-pk"]
        verbose_name = _("loggranskning")
        verbose_name_plural = _("loggranskningar")
        constraints = [models.UniqueConstraint(fields=["organisation", "reading"], name="reading_reviewed_once")]

    def __str__(self) -> str:
        return f"granskning av läsning {self.reading}"


class Weeding(Held):
    """One run of the weeding rules: what would go, or what went. Its protocol names no one."""

    at = models.DateTimeField(_("tid"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )
    dry = models.BooleanField(_("provkörning"), default=True)
    rules_version = models.CharField(_("reglernas version"), max_length=20)
    protocol = models.JSONField(_("protokoll"), default=dict)  # counts by rule and kind, pseudonyms, digest
    carries_out = models.OneToOneField(  # the trial run of somebody else that this run does for real
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_out_by", editable=False
    )

    CLASSES: dict[str, str] = {}
    PERSONAL = ("by",)

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["-at"]
        verbose_name = _("gallring")
        verbose_name_plural = _("gallringar")
        constraints = [
            models.CheckConstraint(
                name="weeding_follows_a_trial_run",
                condition=Q(dry=True, carries_out=None) | Q(dry=False, carries_out__isnull=False),
                violation_error_message=_("Gallringen ska följa en provkörning. Gör en sådan först."),
            )
        ]

    def __str__(self) -> str:
        return f"gallring {self.pk}"
