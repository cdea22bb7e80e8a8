from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0006_bound_for")]

    operations = [
        migrations.CreateModel(
            name="FormDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account", models.CharField(max_length=150)),
                ("form", models.CharField(max_length=50)),
                ("record", models.CharField(max_length=100)),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "form", "record"), name="one_draft_each"
                    )
                ]
            },
        ),
    ]
