from samsyn.apps.reporting.models.reports import Report, ReportSection, Snapshot

__all__ = ["Report", "ReportSection", "Snapshot"]
