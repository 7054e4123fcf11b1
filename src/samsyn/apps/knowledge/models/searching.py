"""The index that search reads: documents copied from the stations, words, and in which documents each word stands.

Nothing here is written by hand. It can be thrown away and made again with `samsyn index`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchIndex(models.Model):
    """The one index, once it has been made. version rises when it is made anew, and with it what has been learnt.

    fingerprint: of the lists of words it was made with. usual: length of each field in an ordinary document.
    touched: written first by whoever changes the index, so that two never change it at the same time.
    """

    version = models.PositiveIntegerField(_("version"), default=1)
    fingerprint = models.CharField(_("ordlistornas fingeravtryck"), max_length=16)
    usual = models.JSONField(_("vanliga längder"), default=dict)
    documents = models.PositiveIntegerField(_("antal dokument"), default=0)
    touched = models.PositiveBigIntegerField(_("ändringar"), default=0)
    made_at = models.DateTimeField(_("gjort"))

    PERSONAL = ()

    class Meta:
        verbose_name = _("sökindex")
        verbose_name_plural = _("sökindex")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}, {self.documents}"


class SearchDocument(models.Model):
    """One thing that can be found. number: its place in the postings. words: numbers of its words, four bytes each."""

    number = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(_("slag"), max_length=30)
    key = models.PositiveBigIntegerField(_("nyckel"))
    title = models.TextField(_("rubrik"))
    text = models.TextField(_("text"), blank=True)
    terms = models.JSONField(_("begrepp"), default=list)  # pairs of group and name
    place = models.CharField(_("plats"), max_length=200, blank=True)
    href = models.CharField(_("adress"), max_length=300)
    words = models.BinaryField(default=bytes)

    PERSONAL = ()

    class Meta:
        verbose_name = _("dokument i sökningen")
        verbose_name_plural = _("dokument i sökningen")
        constraints = [models.UniqueConstraint("kind", "key", name="search_document_once")]

    def __str__(self) -> str:
        return self.title


class SearchWord(models.Model):
    """A term that documents are found by. documents: how many hold it. part: a word that compounds are made of."""

    number = models.PositiveIntegerField(primary_key=True)
    text = models.CharField(_("ord"), max_length=200, unique=True)
    documents = models.PositiveIntegerField(_("antal dokument"), default=0)
    part = models.BooleanField(_("kan vara del av sammansättning"), default=False)

    PERSONAL = ()

    class Meta:
        verbose_name = _("ord i sökningen")
        verbose_name_plural = _("ord i sökningen")

    def __str__(self) -> str:
        return self.text


class SearchPosting(models.Model):
    """The documents of one shelf that hold a word, packed (`samsyn.core.searching.blocks`)."""

    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="postings", verbose_name=_("ord"))
    shelf = models.PositiveIntegerField(_("hylla"))
    data = models.BinaryField()

    PERSONAL = ()

    class Meta:
        verbose_name = _("ordets dokument")
        verbose_name_plural = _("ordens dokument")
        constraints = [models.UniqueConstraint("word", "shelf", name="search_posting_once")]

    def __str__(self) -> str:
        return f"{self.word}, {self.shelf}"
