"""The database itself refuses to change or delete a decision."""

from django.db import migrations

TABLE = "decisions_identitydecision"

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only takes new rows'); END
"""

POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_new_rows()
"""


def verbs(schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    return ("UPDATE", "DELETE", "TRUNCATE") if is_postgresql else ("UPDATE", "DELETE")


def guard(apps, schema_editor):
    statement = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for verb in verbs(schema_editor):
        schema_editor.execute(statement.format(table=TABLE, verb=verb))


def unguard(apps, schema_editor):
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in verbs(schema_editor):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{verb}{on_table}")


class Migration(migrations.Migration):
    # access makes the function that the triggers call on PostgreSQL
    dependencies = [("decisions", "0001_initial"), ("access", "0002_append_only")]
    operations = [migrations.RunPython(guard, unguard)]
