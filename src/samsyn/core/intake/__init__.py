"""Bytes of a file → a document of paragraphs and tables, or an error that names the reason and the remedy."""

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.reading import FORMATS, kind_of, read

__all__ = ["FORMATS", "Unreadable", "kind_of", "read"]
