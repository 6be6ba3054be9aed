"""Appoint somebody from a shell: how a new installation gets its first administrator. Can be run twice."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.choices import Role
from accounts.models import User
from accounts.services import open_account
from interface import clock
from panels.models import Appointment, Body, PoliceArea
from panels.services import appoint


class Command(BaseCommand):
    help = "Give somebody a role, and open their account first if there is none. They set a password on the sign-in page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", type=str.lower)
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--name", default="", help="full name; needed to open an account")
        parser.add_argument("--area", default="", help="address of the police area; only an administrator needs none")
        parser.add_argument("--body", default="", help="address of one body of the area; every body without it")
        parser.add_argument("--from", dest="started_on", type=date.fromisoformat, help="first day, such as 2022-03-10; today")
        parser.add_argument("--approved-by", required=True, help="who approved it, by name or office")

    def handle(self, *, email: str, role: str, name: str, **options) -> None:
        area, body = _place(options["area"], options["body"])
        started_on = options["started_on"] or clock.today()
        try:
            with transaction.atomic():
                user = User.objects.filter(email=email).first() or open_account(email=email, name=name, actor=None)
                held = Appointment.objects.on(started_on).filter(user=user, role=role, area=area, body=body)
                if held.exists():
                    said = "holds that role already"
                else:
                    appoint(
                        user=user, role=role, area=area, body=body, started_on=started_on,
                        approved_by=options["approved_by"], actor=None,
                    )  # fmt: skip
                    said = f"is appointed from {started_on}"
        except ValidationError as error:
            raise CommandError(_words(error)) from error
        self.stdout.write(f"{email} {said}")


def _place(area_slug: str, body_slug: str) -> tuple[PoliceArea | None, Body | None]:
    """The area and the body that the addresses name."""
    if not area_slug:
        if body_slug:
            raise CommandError("--body needs --area")
        return None, None
    area = PoliceArea.objects.filter(slug=area_slug).first()
    if area is None:
        raise CommandError(f"There is no police area {area_slug}")
    body = area.bodies.filter(slug=body_slug).first() if body_slug else None
    if body_slug and body is None:
        raise CommandError(f"There is no body {body_slug} in {area.name}")
    return area, body


def _words(error: ValidationError) -> str:
    """What was refused, each under the name of its option."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return "\n".join(f"{field}: {message}".removeprefix(": ") for field, found in by_field.items() for message in found)
