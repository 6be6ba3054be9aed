"""What the directory says of a body, and how its agendas and papers are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("panels", "0012_office_holders"),
    ]

    operations = [
        migrations.AddField(
            model_name="body",
            name="approves_release",
            field=models.BooleanField(default=False, verbose_name="It approves its papers for release"),
        ),
        migrations.AddField(
            model_name="body",
            name="chaired_by",
            field=models.CharField(blank=True, max_length=160, verbose_name="Chaired by"),
        ),
        migrations.AddField(
            model_name="body",
            name="letters_sub_items",
            field=models.BooleanField(default=False, verbose_name="Sub-items of its agendas take letters"),
        ),
        migrations.AddField(
            model_name="body",
            name="meets",
            field=models.CharField(blank=True, max_length=160, verbose_name="How often it meets"),
        ),
        migrations.AddField(
            model_name="body",
            name="terms",
            field=models.TextField(blank=True, verbose_name="Terms of reference"),
        ),
        migrations.AlterField(
            model_name="body",
            name="kind",
            field=models.CharField(
                choices=[
                    ("panel", "Police and Crime Panel"),
                    ("sub-committee", "Sub-committee"),
                    ("board", "Police and Crime Board"),
                    ("audit-committee", "Audit committee"),
                    ("scrutiny-panel", "Scrutiny panel"),
                    ("estates-board", "Estates board"),
                    ("other", "Other board or group"),
                ],
                max_length=20,
            ),
        ),
    ]
