import accounts.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_user_references_closed"),
        ("panels", "0005_appointment_references_filled"),
    ]

    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="reference",
            field=models.CharField(default=accounts.models.new_reference, editable=False, max_length=12, unique=True),
        ),
    ]
