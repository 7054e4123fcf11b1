"""Addresses of files in and out."""

from django.urls import path

from samsyn.apps.participants.views import imports, imports_correcting, imports_deciding, imports_files

urlpatterns = [
    path("insatser/<int:pk>/inlasning/", imports.project_imports, name="project-imports"),
    path("insatser/<int:pk>/inlasning/mall.xlsx", imports_files.template_xlsx, name="import-template-xlsx"),
    path("insatser/<int:pk>/inlasning/mall.csv", imports_files.template_csv, name="import-template-csv"),
    path("insatser/<int:pk>/uttag/deltagare.xlsx", imports_files.export_xlsx, name="people-export-xlsx"),
    path("insatser/<int:pk>/uttag/deltagare.csv", imports_files.export_csv, name="people-export-csv"),
    path("inlasning/<uuid:pk>/", imports.import_page, name="import"),
    path("inlasning/<uuid:pk>/kolumner/", imports_correcting.columns, name="import-columns"),
    path("inlasning/<uuid:pk>/blad/", imports_correcting.place, name="import-place"),
    path("inlasning/<uuid:pk>/ratta/", imports_correcting.correct, name="import-correct"),
    path("inlasning/<uuid:pk>/ratta-alla/", imports_correcting.correct_all, name="import-correct-alike"),
    path("inlasning/<uuid:pk>/ta-med/", imports_correcting.bring_back, name="import-bring-back"),
    path("inlasning/<uuid:pk>/skriv-in/", imports_deciding.write_in, name="import-take-in"),
    path("inlasning/<uuid:pk>/angra/", imports_deciding.undo, name="import-undo"),
    path("inlasning/<uuid:pk>/kasta/", imports_deciding.forget, name="import-forget"),
    path("inlasning/<uuid:pk>/igen/", imports_deciding.again, name="import-again"),
    path("inlasning/<uuid:pk>/avbryt/", imports_deciding.stop, name="import-stop"),
    path("inlasning/<uuid:pk>/utanfor.csv", imports_files.left_out, name="import-left-csv"),
]
