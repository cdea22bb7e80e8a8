from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from gatelodge.store.append_only import statements


def make_append_only(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in statements(schema_editor.connection.vendor):
        # No parameters: a percent sign in a trigger stays a percent sign.
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("store", "0001_first")]
    # There is no way back: a ledger does not become writable.
    operations = [migrations.RunPython(make_append_only)]
