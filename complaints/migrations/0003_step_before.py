"""What a step changed, as it was before, so that taking it back puts it back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_template_recipient")]

    operations = [
        migrations.AddField(
            model_name="complaintstep",
            name="before",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
