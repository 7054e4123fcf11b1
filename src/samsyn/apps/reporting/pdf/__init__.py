"""The report as a tagged PDF, from the same content as the page."""

from samsyn.apps.reporting.pdf.printing import NoPango, pdf_document, printed

__all__ = ["NoPango", "pdf_document", "printed"]
