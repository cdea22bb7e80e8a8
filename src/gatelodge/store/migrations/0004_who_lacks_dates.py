from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_the_lists_anew(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Rows are worked out again from the first entry when a list is next read.
    apps.get_model("store", "FollowerPosition").objects.filter(follower="lists").delete()


class Migration(migrations.Migration):
    dependencies = [("store", "0003_lists")]

    operations = [
        migrations.AddField("releasedue", "lacks_dates", models.BooleanField(default=False)),
        migrations.AddField("releasedue", "lacks_check", models.BooleanField(default=False)),
        migrations.AddField(
            "releasedue", "calculated_by", models.CharField(blank=True, max_length=150)
        ),
        migrations.RunPython(begin_the_lists_anew, migrations.RunPython.noop),
    ]
