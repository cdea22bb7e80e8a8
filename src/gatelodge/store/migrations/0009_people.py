from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin_the_lists_anew(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Rows are worked out again from the first entry when a list is next read.
    apps.get_model("store", "FollowerPosition").objects.filter(follower="lists").delete()


class Migration(migrations.Migration):
    dependencies = [("store", "0008_acts_apart")]

    operations = [
        migrations.CreateModel(
            name="KnownPerson",
            fields=[
                ("record_id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("as_of_seq", models.BigIntegerField()),
                ("turn", models.BigIntegerField(db_index=True)),
                ("prison", models.CharField(db_index=True, max_length=50)),
                ("is_in_custody", models.BooleanField()),
                ("is_linked", models.BooleanField(db_index=True)),
                ("is_damaged", models.BooleanField(default=False)),
                ("known", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PersonMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_id", models.CharField(db_index=True, max_length=32)),
                ("key", models.CharField(db_index=True, max_length=32)),
            ],
        ),
        migrations.RunPython(begin_the_lists_anew, migrations.RunPython.noop),
    ]
