"""Tell PostgreSQL that a project's rows are all at one organisation: else it expects one row where there are hundreds,
and looks people up one at a time."""

from django.db import migrations

TABLES = ("participants_enrolment", "participants_referral")


def tell(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(
            f"CREATE STATISTICS IF NOT EXISTS {table}_together (dependencies) ON organisation_id, project_id FROM {table}"
        )


def take_back(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        schema_editor.execute(f"DROP STATISTICS IF EXISTS {table}_together")


class Migration(migrations.Migration):
    dependencies = [("participants", "0008_rectified_by")]
    operations = [migrations.RunPython(tell, take_back)]
