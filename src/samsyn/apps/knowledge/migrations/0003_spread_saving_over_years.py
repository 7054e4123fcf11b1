from django.db import migrations, models

LONGEST = 300  # letters of a source


def say_savings_without_years_in_words(apps, schema_editor):
    """A saving over nobody knows how many years was never shown, and is no amount; what the row said stays in words."""
    Spread = apps.get_model("knowledge", "Spread")
    for row in Spread.objects.filter(saved__isnull=False, saved_years=None):
        said = f" (besparing utan antal år: {row.saved:.0f} kr)"
        row.source = row.source[: LONGEST - len(said)] + said
        row.saved = None
        row.save(update_fields=["source", "saved"])


class Migration(migrations.Migration):

    dependencies = [("knowledge", "0002_spread_and_costs")]

    operations = [
        migrations.RemoveConstraint(model_name="spread", name="spread_saving_over_years"),
        migrations.RunPython(say_savings_without_years_in_words, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="spread",
            constraint=models.CheckConstraint(
                condition=models.Q(("saved", None), ("saved_years", None))
                | models.Q(("saved__isnull", False), ("saved_years__gte", 1), ("saved_years__isnull", False)),
                name="spread_saving_over_years",
                violation_error_message="Skriv både besparingen och under hur många år, eller inget av dem.",
            ),
        ),
    ]
