import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What the person's side needs: release of an extract, the draw from the log of readings, weeding by two."""

    dependencies = [
        ("organisations", "0002_roles"),
        ("participants", "0004_referral_as_sent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadingDraw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(verbose_name="månad")),
                ("seed", models.CharField(max_length=64, verbose_name="frö")),
                ("population", models.PositiveIntegerField(verbose_name="läsningar under månaden")),
                ("size", models.PositiveIntegerField(verbose_name="slumpat valda")),
                ("by_rule", models.JSONField(default=dict, verbose_name="valda av regel")),
                ("rules_version", models.CharField(max_length=20, verbose_name="reglernas version")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="dragen")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="av",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="ansvarig organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "urval ur läsloggen",
                "verbose_name_plural": "urval ur läsloggen",
                "ordering": ["-month"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "month"),
                        name="readings_drawn_once_a_month",
                        violation_error_message="Urvalet för månaden är redan draget.",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="readingreview",
            name="read_on",
            field=models.DateField(default=datetime.date(2026, 1, 1), verbose_name="läst"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="readingreview",
            name="rule",
            field=models.CharField(blank=True, max_length=20, verbose_name="regel"),
        ),
        migrations.AddField(
            model_name="rightscase",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[("granted", "bifall"), ("partly", "delvis bifall"), ("declined", "avslag")],
                max_length=10,
                verbose_name="beslut",
            ),
        ),
        migrations.AddField(
            model_name="rightscase",
            name="extended_why",
            field=models.CharField(blank=True, max_length=300, verbose_name="varför förlängd"),
        ),
        migrations.AddField(
            model_name="rightscase",
            name="released_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sekretessprövad"),
        ),
        migrations.AddField(
            model_name="rightscase",
            name="withheld",
            field=models.JSONField(blank=True, default=dict, verbose_name="utelämnat"),
        ),
        migrations.AlterField(
            model_name="rightscase",
            name="outcome",
            field=models.CharField(
                blank=True, help_text="Skriv utan namn och personnummer.", max_length=300, verbose_name="utfall"
            ),
        ),
        migrations.AddField(
            model_name="weeding",
            name="carries_out",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_out_by",
                to="participants.weeding",
            ),
        ),
        migrations.AddConstraint(
            model_name="weeding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("carries_out", None), ("dry", True)),
                    models.Q(("carries_out__isnull", False), ("dry", False)),
                    _connector="OR",
                ),
                name="weeding_follows_a_trial_run",
                violation_error_message="Gallringen ska följa en provkörning. Gör en sådan först.",
            ),
        ),
    ]
