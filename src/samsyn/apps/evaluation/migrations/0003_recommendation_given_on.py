"""Recommendations know when they were given: those from before it was asked take the day that the trail holds."""

import django.utils.timezone
from django.db import migrations, models

ENTRY, VERB = "evaluation.recommendation", "recommended"


def from_the_trail(apps, schema_editor):
    """Safe to run twice: only recommendations without a day are asked for."""
    recommendation, entry = apps.get_model("evaluation", "Recommendation"), apps.get_model("audit", "Entry")
    lacking = {str(pk): pk for pk in recommendation.objects.filter(given_on=None).values_list("pk", flat=True)}
    told = entry.objects.filter(verb=VERB, target_type=ENTRY, target_key__in=lacking).values_list("target_key", "at")
    for key, at in told:
        day = django.utils.timezone.localtime(at).date()
        recommendation.objects.filter(pk=lacking[key], given_on=None).update(given_on=day)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("evaluation", "0002_deliveries")]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="given_on",
            field=models.DateField(blank=True, null=True, verbose_name="given den"),
        ),
        migrations.RunPython(from_the_trail, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="recommendation",
            name="given_on",
            field=models.DateField(
                blank=True, default=django.utils.timezone.localdate, null=True, verbose_name="given den"
            ),
        ),
        migrations.AlterField(
            model_name="recommendation",
            name="answer_by",
            field=models.DateField(
                blank=True,
                help_text="Lämnas den tom väntas svar inom 56 dagar från den gavs.",
                null=True,
                verbose_name="svar senast",
            ),
        ),
    ]
