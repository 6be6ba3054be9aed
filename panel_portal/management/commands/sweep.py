"""The work of the night: drop files that nothing refers to, forget old form tokens, and who fetched or wrote long ago."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.management.base import BaseCommand

from documents.services.fetches import forget_fetches
from documents.services.files import sweep_files
from documents.services.formats import forget_format_requests
from documents.services.pictures import sweep_views
from interface import clock, once
from meetings.services.questions.keeping import forget_senders

KEPT = timedelta(days=7)
FETCHES_KEPT = timedelta(days=365)
REQUESTS_KEPT = timedelta(days=365)
SENDERS_KEPT = timedelta(days=365)


class Command(BaseCommand):
    help = (
        "Drop stored files that nothing refers to, pictures of packs that are no longer read, form tokens older than 7 days, "
        "and after 12 months the public's fetches of papers that still stand, what people wrote who asked for a format, how to "
        "reach whoever asked a question, and sessions that are over."
    )

    def handle(self, *arguments, **options) -> None:
        files, tokens = sweep_files(), once.forget(clock.now() - KEPT)
        views = sweep_views()
        fetches = forget_fetches(before=clock.now() - FETCHES_KEPT)
        requests = forget_format_requests(before=clock.now() - REQUESTS_KEPT)
        senders = forget_senders(before=clock.now() - SENDERS_KEPT)
        SessionStore.clear_expired()  # and with them what somebody typed for question time and did not send
        done = f"{files} files, {tokens} form tokens, {fetches} fetches, pictures of {views} packs, {requests} format requests"
        self.stdout.write(f"Swept: {done}, {senders} senders of questions")
