from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FormToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.UUIDField(editable=False, unique=True, verbose_name="token")),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created at")),
                ("result_url", models.CharField(blank=True, max_length=500, verbose_name="result address")),
            ],
            options={
                "verbose_name": "form token",
                "verbose_name_plural": "form tokens",
            },
        ),
    ]
