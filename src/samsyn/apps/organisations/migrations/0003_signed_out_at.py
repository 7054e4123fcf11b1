from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_roles")]
    operations = [
        migrations.AddField(
            model_name="user",
            name="signed_out_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="utloggad överallt"),
        ),
    ]
