"""The person: what identifies them is sealed, and what finds them is keyed."""

from __future__ import annotations

import json
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Sex
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models.held import C, Held, HeldWithoutGuessing, about_objects, personal_in
from samsyn.apps.participants.models.reach import PersonQuerySet
from samsyn.apps.participants.models.sealed import Sealed, SealedField, SealKey
from samsyn.apps.participants.names import order_of
from samsyn.apps.participants.policy import Protection
from samsyn.apps.participants.reading import current_trace
from samsyn.apps.participants.sealing import unseal


class Person(Sealed, HeldWithoutGuessing):
    """One person at one authority, however many times they take part. Two authorities' rows cannot be joined."""

    key = models.OneToOneField(SealKey, null=True, on_delete=models.SET_NULL, related_name="person", editable=False)
    name_sealed = SealedField(_("namn"))
    number_sealed = SealedField(_("personnummer"))
    contact_sealed = SealedField(_("kontaktuppgifter"))
    number_found_by = models.CharField(max_length=64, blank=True, editable=False)
    index_key = models.CharField(max_length=20, blank=True, editable=False)
    sex = models.CharField(_("kön"), max_length=6, choices=[(c, label) for c, label in Sex.choices if c], blank=True)
    birth_year = models.PositiveSmallIntegerField(_("födelseår"), null=True, blank=True)
    municipality = models.ForeignKey(
        Organisation, verbose_name=_("folkbokföringskommun"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip
    language = models.CharField(_("språk"), max_length=60, blank=True)
    needs_interpreter = models.BooleanField(_("behöver tolk"), default=False)
    protection = models.CharField(_("skyddade personuppgifter"), max_length=12, choices=Protection, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("utsedd handläggare"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    restricted_on = models.DateField(_("begränsad sedan"), null=True, blank=True)
    restricted_why_sealed = SealedField(_("varför begränsad"))
    added_on = models.DateField(_("inskriven"), auto_now_add=True)

    CLASSES = {
        "id": C.TECHNICAL, "organisation": C.TECHNICAL, "key": C.TECHNICAL, "index_key": C.TECHNICAL,
        "name_sealed": C.NAME, "number_sealed": C.NUMBER, "contact_sealed": C.NUMBER, "number_found_by": C.TECHNICAL,
        "sex": C.BACKGROUND, "birth_year": C.BACKGROUND, "municipality": C.BACKGROUND, "language": C.BACKGROUND,
        "needs_interpreter": C.BACKGROUND, "protection": C.NUMBER, "responsible": C.CASE, "restricted_on": C.CASE,
        "restricted_why_sealed": C.CASE, "added_on": C.CASE,
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(PersonQuerySet, person="pk")

    class Meta:
        ordering = ["-added_on", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number_found_by"],
                condition=~Q(number_found_by=""),
                name="person_number_once_per_authority",
                violation_error_message=_("Personnumret finns redan. Öppna personen i listan i stället."),
            ),
            models.CheckConstraint(
                name="person_protected_has_somebody",
                condition=Q(protection="") | Q(responsible__isnull=False),
                violation_error_message=_("Skyddade personuppgifter behöver en utsedd handläggare. Välj vem."),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-added_on"])]

    def __str__(self) -> str:
        # Never a name: this text ends in trails, logs and titles.
        return f"person {str(self.pk)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def seal_person(self) -> Person:
        return self

    @property
    def name(self) -> str:
        return self.opened("name_sealed")

    @property
    def name_to_sort_by(self) -> str:
        """What puts a list in order. Shown to nobody: those who come on the page are noted, as they are opened."""
        current_trace()
        if self.key is None or not self.name_sealed:
            return ""
        return order_of(unseal(self.key.data, self.name_sealed, self._place_of("name_sealed")))

    @property
    def number(self) -> str:
        """Twelve digits, or nothing."""
        return self.opened("number_sealed")

    @property
    def contact(self) -> dict[str, str]:
        """phone, email, address."""
        text = self.opened("contact_sealed")
        return json.loads(text) if text else {}

    def age_on(self, day: date) -> int | None:
        """Years that the person turns in that calendar year; exact birthdays are sealed."""
        return day.year - self.birth_year if self.birth_year else None


class NameMark(Held):
    """What a beginning of a word in somebody's name is found by. Keyed: says nothing without the key."""

    # Ten rows a person, made and removed together with the person's own: asking of each row whether the person and the
    # authority are there would take a third of the time that an import spends in the store.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_marks", db_constraint=False)
    mark = models.BigIntegerField()

    CLASSES = {"id": C.TECHNICAL, "organisation": C.TECHNICAL, "person": C.TECHNICAL, "mark": C.TECHNICAL}
    PERSONAL = ("person", "mark")

    objects = about_objects()

    class Meta:
        verbose_name = _("sökmärke")
        indexes = [models.Index(fields=["organisation", "mark"])]

    def __str__(self) -> str:
        return f"märke {self.pk}"
