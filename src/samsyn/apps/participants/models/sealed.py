"""Sealed columns, and the keys they are sealed under."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants import sealing
from samsyn.apps.participants.reading import must_be_noted


class SealKey(models.Model):
    """One data key, wrapped under a master key. Backed up apart from everything else: destroyed here, gone there.

    It says nothing about anyone, so it has no authority; row-level security guards what it opens.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    master = models.CharField(_("huvudnyckel"), max_length=20, db_index=True)
    wrapped = models.BinaryField()

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    class Meta:
        verbose_name = _("nyckel")
        verbose_name_plural = _("nycklar")

    def __str__(self) -> str:
        return f"nyckel {self.pk}"

    @classmethod
    def fresh(cls) -> SealKey:
        """A new key under the newest master key, not yet saved."""
        row = cls(id=uuid.uuid4())
        row._data = sealing.new_key()
        row.rewrap()
        return row

    @classmethod
    def plain(cls, master: str) -> tuple[str, str, bytes, bytes]:
        """A new key under a master key without an object for it: id, master and wrapped as stored, and in clear."""
        key, data = str(uuid.uuid4()), sealing.new_key()
        return key, master, sealing.wrap(data, master, f"key|{key}"), data

    @property
    def data(self) -> bytes:
        """The data key in clear, kept with the row object only."""
        if not hasattr(self, "_data"):
            self._data = sealing.unwrap(bytes(self.wrapped), self.master, self._place)
        return self._data

    @property
    def _place(self) -> str:
        return f"key|{self.pk}"

    def rewrap(self) -> None:
        """Wrap the same data key under the newest master key."""
        data = self.data
        self.master = sealing.newest(sealing.master_keys())
        self.wrapped = sealing.wrap(data, self.master, self._place)


class SealedField(models.BinaryField):
    """Bytes that only the person's key opens. Read through `row.opened(name)`, written through `row.close(name, …)`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", bytes)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", args, kwargs


class Sealed(models.Model):
    """A row with sealed columns. `seal_person` says whose key; a subclass without a person gives its own `seal_key`."""

    class Meta:
        abstract = True

    @property
    def seal_person(self):
        return self.person

    @property
    def seal_person_key(self) -> Any:
        """The number of the person whose reading must be noted before anything here opens."""
        return self.seal_person.pk

    @property
    def seal_key(self) -> SealKey:
        key = self.seal_person.key
        if key is None:
            raise sealing.NoKey("Personens nyckel är förstörd, så uppgiften går inte att läsa längre.")
        return key

    def _place_of(self, column: str) -> str:
        return f"{self._meta.db_table}|{column}|{self.pk}"

    def opened(self, column: str) -> str:
        """The text in a sealed column. ReadWithoutTrace unless the person has been noted on this page."""
        if not getattr(self, column):
            return ""
        must_be_noted(self.seal_person_key)
        return sealing.unseal(self.seal_key.data, getattr(self, column), self._place_of(column))

    def close(self, column: str, text: str) -> None:
        """Seal a text into its column. The row's number is part of the seal, so it must have one."""
        if self.pk is None:
            raise ValueError("Spara raden först: radens nummer ingår i förseglingen.")
        setattr(self, column, sealing.seal(self.seal_key.data, text.strip(), self._place_of(column)))

    @classmethod
    def sealed_columns(cls) -> list[str]:
        return [field.name for field in cls._meta.fields if field.name.endswith("_sealed")]
