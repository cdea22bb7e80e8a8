from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_the_lists_anew(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Two who differ wait for a second person too. Rows are worked out again from the first entry.
    apps.get_model("store", "FollowerPosition").objects.filter(follower="lists").delete()


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
        migrations.RunPython(begin_the_lists_anew, migrations.RunPython.noop),
    ]
