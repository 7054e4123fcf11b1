"""Addresses under /rapporter/."""

from django.urls import path

from samsyn.apps.reporting.views import downloads, reports, snapshots, tabs

urlpatterns = [
    path("", reports.report_list, name="report-list"),
    path("ny/", reports.report_new, name="report-new"),
    path("<int:pk>/", reports.report_page, name="report"),
    path("<int:pk>/avsnitt/<slug:code>/", reports.report_section, name="report-section"),
    path("<int:pk>/kalkyler/", reports.report_accounts, name="report-accounts"),
    path("<int:pk>/frys/", snapshots.report_freeze, name="report-freeze"),
    path("fryst/<int:pk>/", snapshots.snapshot_page, name="snapshot"),
    path("insats/<int:pk>/", tabs.project_report, name="project-report"),
    path("kluster/<int:pk>/", tabs.cluster_report, name="cluster-report"),
]
urlpatterns += [
    path(f"<int:pk>/rapport.{kind}", downloads.report_copy, {"kind": kind}, name=f"report-{kind}")
    for kind in downloads.TYPES
]
urlpatterns += [
    path(f"fryst/<int:pk>/rapport.{kind}", downloads.snapshot_copy, {"kind": kind}, name=f"snapshot-{kind}")
    for kind in downloads.TYPES
]
