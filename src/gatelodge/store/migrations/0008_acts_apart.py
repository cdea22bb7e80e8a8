from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gatelodge.store.append_only import statements_of_acts_apart


def make_append_only(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements_of_acts_apart(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Acts on record before this are held apart by the checks alone, which read the ledger."""

    dependencies: ClassVar = [("store", "0007_form_drafts")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ActApart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=200)),
                ("scope", models.CharField(max_length=100)),
                ("account", models.CharField(max_length=150)),
                ("duty", models.CharField(max_length=50)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stream", "scope", "account"), name="one_duty_a_person"
                    )
                ],
            },
        ),
        migrations.RunPython(make_append_only),
    ]
