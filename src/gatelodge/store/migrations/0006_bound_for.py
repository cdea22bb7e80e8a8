from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_the_lists_anew(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Rows are worked out again from the first entry when a list is next read.
    apps.get_model("store", "FollowerPosition").objects.filter(follower="lists").delete()


class Migration(migrations.Migration):
    dependencies = [("store", "0005_whose_items")]

    operations = [
        migrations.AddField(
            "releasedue",
            "bound_for",
            models.CharField(max_length=50, blank=True, default="", db_index=True),
        ),
        migrations.AddField("releasedue", "has_duties", models.BooleanField(default=False)),
        migrations.RunPython(begin_the_lists_anew, migrations.RunPython.noop),
    ]
