"""The Excel annex: the same figures as the report, with real numbers."""

from samsyn.apps.reporting.annex.workbook import workbook

__all__ = ["workbook"]
