"""What is due once a host authority has given notice: the day on which that runs out, and another host by the day agreed."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from interface import clock
from interface.templatetags.dates import long_date
from panels.choices import DutyAccess, DutyOwner
from panels.due import Duty, Subject, due_by_rule, duties
from panels.models import Host, HostNotice, LocalRule
from panels.rulebook import HOST_NOTICE, RECKONINGS, local_rule

KIND = "host-notice"
NOON = time(12)


def subject(notice: HostNotice) -> Subject:
    """A notice is named by the council that gave it, and leads to the page about the host."""
    body = notice.host.body
    address = reverse("panels:host-list", args=[body.area.slug])
    return Subject(KIND, str(notice.pk), body.area, body, notice.host.authority.name, address)


def living() -> QuerySet:
    """Notices that stand."""
    standing = HostNotice.objects.filter(taken_back_on__isnull=True)
    return standing.select_related("host__body__area", "host__authority").order_by("pk")


@duties(KIND, subject=subject, living=living, body="host__body", area="host__body__area")
def of_notice(notice: HostNotice) -> Iterator[Duty]:
    """The end of the notice by the panel's own rule, where it has one; and that another host takes over on the day agreed."""
    host, gone = notice.host, _taken_back(notice)
    rule = local_rule(host.body, HOST_NOTICE, on=notice.given_on)
    if rule is not None:
        yield due_by_rule(
            "host-notice-ends",
            _("Notice of the host authority runs out"),
            DutyOwner.HOST,
            rule,
            start=notice.given_on,
            reckoning=RECKONINGS[HOST_NOTICE],
            nation=host.body.area.nation,
            access=DutyAccess.PUBLIC,
            is_closing=True,
            not_applicable=gone,
        )
    if notice.transfer_on is not None:
        yield _transfer(notice, notice.transfer_on, rule, gone)


def _transfer(notice: HostNotice, transfer_on: date, rule: LocalRule | None, gone: str) -> Duty:
    """That another host takes over on the day that the notice names. The panel's own rule stands behind it; else the notice."""
    taken_over = taken_over_on(notice.host)
    unruled = _("The notice of %(day)s; the panel has laid down no rule about it") % {"day": long_date(notice.given_on)}
    return Duty(
        key="host-transfer",
        title=_("A new host authority takes over"),
        owner=DutyOwner.PANEL,
        due_on=transfer_on,
        provision=rule.provision if rule else unruled,
        rule_title=rule.title if rule else "",
        is_verified=True,
        counted_from=transfer_on,
        access=DutyAccess.PUBLIC,
        met_at=datetime.combine(taken_over, NOON, clock.LONDON) if taken_over else None,
        met_how=_("Another council hosts the panel"),
        not_applicable=gone,
    )


def taken_over_on(host: Host) -> date | None:
    """The first day of the host after this one, once that has come."""
    after = Host.objects.filter(body=host.body_id, started_on__gt=host.started_on, started_on__lte=clock.today())
    return after.order_by("started_on").values_list("started_on", flat=True).first()


def _taken_back(notice: HostNotice) -> str:
    if notice.taken_back_on is None:
        return ""
    return _("The notice was taken back on %(day)s") % {"day": long_date(notice.taken_back_on)}
