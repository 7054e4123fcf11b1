from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("economics", "0001_initial"),
        ("reporting", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="accounts",
            field=models.ManyToManyField(
                blank=True, related_name="reports", to="economics.frozenaccount", verbose_name="frysta kalkyler"
            ),
        ),
    ]
