from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("panels", "0003_what_is_not_known_of_dates"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="reference",
            field=models.CharField(editable=False, max_length=12, null=True),
        ),
    ]
