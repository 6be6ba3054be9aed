"""Which papers and packs a person may see. Everything that shows one starts here."""

from django.db import models
from django.db.models import Q

from documents.choices import Access, Edition, PackStatus, PaperStatus
from panels.permissions import WRITES_AGENDAS, areas_of, bodies_open_to


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published public papers; published private ones for those entitled; drafts for those who prepare them and for
        an author who is still appointed.

        Starts from nothing: a draft or private paper is never public by default. A withdrawn paper stays visible as
        a tombstone to whoever could see it before.
        """
        gone_out = ~Q(status=PaperStatus.DRAFT)
        public = gone_out & Q(access=Access.PUBLIC)
        if not user.is_authenticated:
            return self.filter(public)
        restricted = gone_out & Q(body__in=bodies_open_to(user))
        drafts = Q(body__in=bodies_open_to(user, WRITES_AGENDAS))
        own = Q(status=PaperStatus.DRAFT, author=user, area__in=areas_of(user))
        return self.filter(public | restricted | drafts | own)

    def for_page(self):
        return self.select_related("area", "body", "current")


class PackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The public edition on offer; the members' one for those entitled; previews for those who prepare them.

        A pack that was superseded is on offer to nobody: it may hold what has been withdrawn since.
        """
        on_offer = Q(status=PackStatus.PUBLISHED)
        public = on_offer & Q(edition=Edition.PUBLIC)
        if not user.is_authenticated:
            return self.filter(public)
        restricted = on_offer & Q(body__in=bodies_open_to(user))
        previews = Q(status=PackStatus.PREVIEW, body__in=bodies_open_to(user, WRITES_AGENDAS))
        return self.filter(public | restricted | previews)

    def current(self, area, collection: str, edition: str, part: int = 0):
        """The newest pack (or supplement) of a collection in an edition that this queryset holds, or None."""
        found = self.filter(area=area, collection=collection, edition=edition, part=part).exclude(status=PackStatus.SUPERSEDED)
        return found.select_related("file", "screen").order_by("-number").first()
