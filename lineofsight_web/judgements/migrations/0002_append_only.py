"""The database itself refuses to change or delete what was said."""

from itertools import product

from django.db import migrations

TABLES = ("judgements_note", "judgements_target", "judgements_rebase")

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
    for table, verb in product(TABLES, verbs(schema_editor)):
        schema_editor.execute(statement.format(table=table, verb=verb))


def unguard(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb in product(TABLES, verbs(schema_editor)):
        on_table = f" ON {table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}")


class Migration(migrations.Migration):
    # access makes the function that the triggers call on PostgreSQL
    dependencies = [("judgements", "0001_initial"), ("access", "0002_append_only")]
    operations = [migrations.RunPython(guard, unguard)]
