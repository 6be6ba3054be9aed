import accounts.models
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_user_references_filled"),
    ]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="reference",
            field=models.CharField(default=accounts.models.new_reference, editable=False, max_length=12, unique=True),
        ),
    ]
