"""Migrations run as the role that owns the tables; the portal's own role is then given only what it needs."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections

AUDIT_TABLE = "accounts_auditentry"


class Command(MigrateCommand):
    help = "Migrate as the owner of the tables, then grant the portal's role what it needs."

    def add_arguments(self, parser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *arguments, **options) -> None:
        portal_may(options["database"], "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rights} ON {tables} TO {role}")
        super().handle(*arguments, **options)
        call_command("createcachetable", database=options["database"], verbosity=0)
        portal_may(options["database"], "GRANT {rights} ON ALL {tables} IN SCHEMA public TO {role}")
        portal_may(options["database"], f"REVOKE UPDATE, DELETE, TRUNCATE ON {AUDIT_TABLE} FROM {{role}}")


def portal_may(database: str, statement: str) -> None:
    """Say, as the owner, what the portal's own role may do with tables and sequences; nothing if the two are one role."""
    connection = connections[database]
    role = settings.DATABASES["default"].get("USER", "")
    if not role or role == connection.settings_dict["USER"]:
        return
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        for rights, tables in (("SELECT, INSERT, UPDATE, DELETE", "TABLES"), ("USAGE, SELECT", "SEQUENCES")):
            cursor.execute(statement.format(rights=rights, tables=tables, role=name))
