"""Marks of names as numbers of eight bytes: half the room and half the time of texts, in a table of ten rows a person."""

import django.db.models.deletion
from django.db import migrations, models

AS_NUMBER = "('x' || left(mark, 16))::bit(64)::bigint"


def number_of(text: str) -> int:
    return int.from_bytes(bytes.fromhex(text[:16]), "big", signed=True)


class ToNumbers(migrations.AlterField):
    """The first 64 bits of the mark: nobody has to be opened for it, and every search still finds."""

    reversible = False

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"ALTER TABLE participants_namemark ALTER COLUMN mark TYPE bigint USING {AS_NUMBER}"
            )
            return
        schema_editor.connection.connection.create_function("samsyn_number_of", 1, number_of, deterministic=True)
        schema_editor.execute("UPDATE participants_namemark SET mark = samsyn_number_of(mark)")
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial"), ("participants", "0009_planned_together")]
    operations = [
        migrations.RemoveIndex(model_name="namemark", name="participant_organis_1a822a_idx"),
        ToNumbers(model_name="namemark", name="mark", field=models.BigIntegerField()),
        migrations.AlterField(
            model_name="namemark", name="organisation",
            field=models.ForeignKey(
                db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="namemark", name="person",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name="name_marks",
                to="participants.person",
            ),
        ),
        migrations.AddIndex(
            model_name="namemark",
            index=models.Index(fields=["organisation", "mark"], name="participant_organis_1a822a_idx"),
        ),
    ]  # fmt: skip
