"""Load the demo: rule book, two areas, their people, and the year of meetings with its packs. Can be run twice."""

import json
import time
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.services import open_account
from commissioning.services.loading import load_commissioning, read_commissioning
from complaints.services.loading import load_complaints, read_complaints
from decisions.services.loading import (
    load_board,
    load_cases,
    load_office,
    load_updates,
    read_board,
    read_cases,
    read_office,
    read_updates,
)
from decisions.services.scheme.loading import load_scheme
from documents.choices import Edition
from documents.models import Pack
from documents.services.files import FileLost
from documents.services.packs import read_pack
from interface import clock
from jobs.services import run_all
from meetings.services.loading import load_year, read_year
from meetings.services.loading.reviews import load_reviews, read_reviews
from panels.models import Appointment, Person, PoliceArea
from panels.services import appoint, load_panel, load_rulebook, read_panel
from performance.services.loading import load_evidence, load_forces, load_performance, read_performance

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
START_AGAIN = "to start again, stop it, then rm -r .devdb var"
SHOWN = ("avon-and-somerset", "2022-03-17-panel")


class Command(BaseCommand):
    help = "Load the demo's rule book, areas, people and meetings, and build its packs."

    def handle(self, *arguments, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This installation is not a demo (settings.DEMO)")
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # the demo's past tells nobody
        people = json.loads((FIXTURES / "people.json").read_text())
        try:
            self._load(people)
        except ValidationError as error:
            words = f"{'; '.join(error.messages)}. The demo has changed since it was loaded: {START_AGAIN}"
            raise CommandError(words) from error
        self._say(people)

    def _load(self, people: dict) -> None:
        load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
        areas = [load_panel(read_panel(FIXTURES / slug)) for slug in people["areas"]]
        load_scheme(json.loads((FIXTURES / "scheme.json").read_text()))
        load_forces(json.loads((FIXTURES / "forces.json").read_text()))
        users = self._open_accounts(people, areas)
        by_role = {row["role"]: user for row, user in zip(people["people"], users, strict=True)}
        for area in areas:
            self._load_meetings(area, by_role)
        run_all()  # the notices of meeting that publishing asked for, into the dummy post

    def _open_accounts(self, people: dict, areas: list[PoliceArea]) -> list[User]:
        return [self._account(row, people, areas) for row in people["people"]]

    def _account(self, row: dict, people: dict, areas: list[PoliceArea]) -> User:
        user = User.objects.filter(email=row["email"]).first() or open_account(
            email=row["email"], name=row["name"], password=people["password"], actor=None
        )
        for area in [None] if row.get("portal") else areas:
            if not Appointment.objects.filter(user=user, role=row["role"], area=area).exists():
                appoint(
                    user=user,
                    role=row["role"],
                    area=area,
                    person=_member(row, area),
                    started_on=date.fromisoformat(people["started_on"]),
                    approved_by=people["approved_by"],
                    actor=None,
                )
        return user

    def _load_meetings(self, area: PoliceArea, by_role: dict[str, User]) -> None:
        clerk = by_role["clerk"]
        progress = _Progress(self.stdout)
        folder = FIXTURES / area.slug
        office, analyst = by_role["office-decisions"], by_role["office-performance"]
        performance = read_performance(folder)
        year = read_year(folder)

        def before_publishing() -> None:
            load_board(read_board(folder), area=area, actor=office)
            load_performance(performance, area=area, actor=analyst)
            load_updates(read_updates(folder), area=area, actor=office)

        load_year(
            year, area=area, actor=clerk, tell=self.stdout.write, progress=progress, before_publishing=before_publishing
        )  # fmt: skip
        load_reviews(read_reviews(folder), area=area, actor=clerk)
        load_cases(read_cases(folder), area=area, actor=clerk)
        load_office(read_office(folder), area=area, actor=office)
        load_commissioning(read_commissioning(folder), area=area, actor=by_role["office-commissioning"])
        load_evidence(performance, area=area, actor=analyst)
        load_complaints(read_complaints(folder), folder=folder, area=area, people=by_role)

    def _say(self, people: dict) -> None:
        area, meeting = SHOWN
        pack = Pack.objects.filter(area__slug=area, collection=meeting, part=0, edition=Edition.PUBLIC).latest("number")
        shown = Path(settings.BASE_DIR) / "var" / f"{meeting}.pdf"
        shown.parent.mkdir(exist_ok=True)
        try:
            shown.write_bytes(read_pack(pack))
        except FileLost as error:
            raise CommandError(f"The demo's files are gone and its database is not: {START_AGAIN}") from error
        self.stdout.write(f"\nThe public pack of 17 March 2022, {pack.page_count} pages: {shown}")
        self.stdout.write(f"SHA-256 {pack.sha256}")
        self.stdout.write(f"\nSign in with the password {people['password']} as:")
        for row in people["people"]:
            self.stdout.write(f"  {row['email']:<32}{row['name']}")
        self.stdout.write(f"\nThe demo stands on {clock.today():%A %-d %B %Y}.")


def _member(row: dict, area: PoliceArea | None) -> Person | None:
    """The invented member as whom somebody sits on the panel of the fictional area, so that apologies can be sent."""
    slug = row.get("sits_as", {}).get(area.slug) if area else None
    return Person.objects.get(area=area, slug=slug) if slug else None


class _Progress:
    """Prints how far a pack has come: in place on a terminal, a line a stage elsewhere."""

    def __init__(self, out) -> None:
        self.out, self.began, self.stage = out, time.monotonic(), ""

    def __call__(self, stage: str, done: int, total: int) -> None:
        line = f"  {stage}: {done} of {total}, {time.monotonic() - self.began:.0f} s"
        if self.out.isatty():
            self.out.write(f"\r{line:<70}", ending="\n" if done == total else "")
        elif stage != self.stage or done == total:
            self.out.write(line)
        self.out.flush()
        self.stage = stage
