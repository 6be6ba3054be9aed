"""An older register does not say how a complaint came."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_step_before")]

    operations = [
        migrations.AlterField(
            model_name="complaint",
            name="means",
            field=models.CharField(
                blank=True,
                choices=[
                    ("post", "By post"),
                    ("email", "By email"),
                    ("phone", "By telephone"),
                    ("web", "On the website"),
                    ("in-person", "In person"),
                ],
                max_length=12,
                verbose_name="How it came",
            ),
        ),
    ]
