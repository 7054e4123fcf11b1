"""Answers about definitions and ladders: which there are, in which versions, and what builds on what."""

from samsyn.apps.catalogue.queries.definitions import Built, built, by_kind, measures_for, terms_for, versions_of
from samsyn.apps.catalogue.queries.ladders import ladders_for

__all__ = ["Built", "built", "by_kind", "ladders_for", "measures_for", "terms_for", "versions_of"]
