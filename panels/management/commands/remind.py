"""The night's work on what is due: bring it in line with the things and the rules, and have people reminded."""

from django.core.management.base import BaseCommand

from panels.services.due import refresh_duties
from panels.services.reminders import ask_to_remind


class Command(BaseCommand):
    help = "Work out anew what is due, and ask for today's reminders by mail. Running it twice a day reminds nobody twice."

    def handle(self, *arguments, **options) -> None:
        written = refresh_duties()
        job = ask_to_remind()
        self.stdout.write(f"Deadlines brought up to date: {written}. Reminders: {job.reference}")
