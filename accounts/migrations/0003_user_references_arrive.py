from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audit_fields_without_bars"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="reference",
            field=models.CharField(editable=False, max_length=12, null=True),
        ),
    ]
