"""The database itself refuses to change or delete rows of the access log, of reasons and of reviews."""

from django.db import migrations

TABLES = ("access_log", "access_statedreason", "access_openingreview")

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only takes new rows'); END
"""

POSTGRESQL_FUNCTION = """
CREATE FUNCTION only_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% only takes new rows', TG_TABLE_NAME; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION only_new_rows()
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # its % is not a placeholder
        for table in TABLES:
            for verb in ("UPDATE", "DELETE", "TRUNCATE"):
                schema_editor.execute(POSTGRESQL.format(table=table, verb=verb))
    else:
        for table in TABLES:
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(SQLITE.format(table=table, verb=verb))


def unguard(apps, schema_editor):
    on_table = "" if schema_editor.connection.vendor == "sqlite" else " ON {table}"
    verbs = ("UPDATE", "DELETE") if schema_editor.connection.vendor == "sqlite" else ("UPDATE", "DELETE", "TRUNCATE")
    for table in TABLES:
        for verb in verbs:
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}{on_table}".format(table=table))
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION only_new_rows()")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
