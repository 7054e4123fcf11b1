"""A printed table and the text around it, as read; and the tables that figures are shown in."""

from samsyn.core.tables.document import Document, Paragraph, Table, Value

__all__ = ["Document", "Paragraph", "Table", "Value"]
