"""The numbered paragraphs of the standing report on complaints, each with the provision behind it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.rules.public import PublicRow
from complaints.rules.register import holder_words
from complaints.rules.typed import short_provision
from interface.templatetags.dates import long_date
from meetings.papers.questions import safe as _marked
from panels import rulebook


def safe(words: str) -> str:
    """Words on one line that stay words in the Markdown of a paper, in its tables too, which mind the bars themselves."""
    return _marked(str(words)).replace(r"\|", "|")


class Rules:
    """The rules on complaints that hold on the day of a report, by key."""

    def __init__(self, rules: Mapping[str, Any]) -> None:
        self.rules = rules

    def get(self, key: str) -> Any:
        """A rule by its key; None where the rule book holds none."""
        return self.rules.get(key)

    def under(self, *keys: str) -> str:
        """In brackets, the provisions of some rules, the regulations by their number, as the background names them once; one that
        nobody has verified says so."""
        found = [one for one in (self.rules.get(key) for key in keys) if one is not None]
        said = dict.fromkeys(
            short_provision(one)
            if getattr(one, "is_verified", True)
            else _("%(provision)s, not yet verified") % {"provision": short_provision(one)}
            for one in found
        )
        return f" ({'; '.join(safe(words) for words in said)})" if said else ""


def paragraphs(
    body: Any, rows: Sequence[PublicRow], *, rules: Rules, powers: Sequence[Any], since: Any, holders: Sequence[Any]
) -> list[str]:  # fmt: skip
    """The report without its register: headed parts, their paragraphs numbered 1.1, 1.2. None begins with a figure, which would
    run into its number."""
    new = [row for row in rows if since.is_new(row) and not row.is_erased]
    ended = [row for row in rows if since.has_ended(row) and not row.is_erased]
    parts = (
        (_("Purpose of the report"), _purpose(body)),
        (_("Background"), _background(rules)),
        (_("Who handles complaints"), _delegation(rules, powers)),
        (_("Complaints received"), _received(new, holders, rules, since)),
        (_("Outcomes"), _outcomes(ended, since)),
        (_("Oversight"), _oversight(rows)),
        (_("Retention of records"), _retention(rows, rules)),
        (_("Equality implications"), _equality()),
        (_("What the panel is asked to do"), _asked(rules)),
    )
    found: list[str] = []
    for number, (heading, words) in enumerate(parts, start=1):
        found.append(f"## {number}. {heading}")
        found += [f"{number}.{count} {text}" for count, text in enumerate(words, start=1)]
    return found


def _purpose(body: Any) -> Iterator[str]:
    words = _("To give members of the %(panel)s oversight of all complaints and conduct matters about the Commissioner and the "
              "Deputy, present and former, and to let them scrutinise how each was handled.")  # fmt: skip
    yield words % {"panel": safe(body.name)}


def _background(rules: Rules) -> Iterator[str]:
    yield _(
        "The panel is responsible for complaints about the conduct of those who hold or held these offices (Police Reform and "
        "Social Responsibility Act 2011, section 31 and Schedule 7; Elected Local Policing Bodies (Complaints and Misconduct) "
        "Regulations 2012, SI 2012/62)."
    )
    words = _("A complaint is recorded unless there is a ground against it, and whoever complains is told of that%(under)s.")
    yield words % {"under": rules.under(rulebook.COMPLAINT_RECORD, rulebook.COMPLAINT_NOT_RECORDED)}
    words = _("One that is serious is referred to the Independent Office for Police Conduct (IOPC)%(under)s.")
    yield words % {"under": rules.under(rulebook.COMPLAINT_SERIOUS)}
    words = _("Others are resolved informally, unless the regulations are disapplied; the panel may not investigate%(under)s.")
    yield words % {"under": rules.under(rulebook.COMPLAINT_RESOLUTION, rulebook.COMPLAINT_DISAPPLY)}


def _delegation(rules: Rules, powers: Sequence[Any]) -> Iterator[str]:
    under = rules.under(rulebook.COMPLAINT_DELEGATION)
    if not powers:
        yield _("The panel has delegated none of its powers over complaints%(under)s.") % {"under": under}
    for one in powers:
        said = {
            "power": one.get_power_display(), "title": safe(one.to_title), "day": long_date(one.started_on),
            "by": safe(one.decided_by),
        }  # fmt: skip
        yield _("“%(power)s” is with: %(title)s, since %(day)s (decided by: %(by)s).") % said
    yield _("Informal resolution cannot be given to the Commissioner’s office%(under)s.") % {"under": under}


# What came and what ended --------------------------------------------------------------------------------------------


def _received(new: Sequence[PublicRow], holders: Sequence[Any], rules: Rules, since: Any) -> Iterator[str]:
    yield _("What follows is what came in since %(since)s.") % {"since": since.words}
    for holder in holders:
        mine = [row for row in new if row.holder and row.holder.pk == holder.pk]
        yield _count_about(mine, safe(holder_words(holder)))
    if unknown := [row for row in new if row.holder is None]:
        yield _count_about(unknown, _("an office holder who is not known yet"))
    yield _not_recorded([row for row in new if row.is_not_recorded], rules)
    through = [row for row in new if row.is_through_iopc]
    count = ngettext(
        "Through the IOPC, %(count)d complaint was received: %(names)s.",
        "Through the IOPC, %(count)d complaints were received: %(names)s.", len(through),
    )  # fmt: skip
    yield count % _named(through) if through else _("No complaint was received through the IOPC.")


def _count_about(rows: Sequence[PublicRow], whom: str) -> str:
    if not rows:
        return _("No new complaint about %(whom)s was received.") % {"whom": whom}
    words = ngettext(
        "About %(whom)s, %(count)d new complaint was received: %(names)s.",
        "About %(whom)s, %(count)d new complaints were received: %(names)s.", len(rows),
    )  # fmt: skip
    return words % {**_named(rows), "whom": whom}


def _not_recorded(rows: Sequence[PublicRow], rules: Rules) -> str:
    under = rules.under(rulebook.COMPLAINT_NOT_RECORDED)
    if not rows:
        return _("No matter that was received was left unrecorded, in whole or in part.")
    words = ngettext(
        "In whole or in part, %(count)d matter was not recorded: %(names)s.",
        "In whole or in part, %(count)d matters were not recorded: %(names)s.", len(rows),
    )  # fmt: skip
    told = _("Whoever complains is told the decision and its grounds%(under)s.") % {"under": under}
    return f"{words % _named(rows)} {told}"


def _outcomes(ended: Sequence[PublicRow], since: Any) -> Iterator[str]:
    if not ended:
        yield _("No complaint ended since %(since)s.") % {"since": since.words}
    for row in ended:
        said = {"name": _name(row), "day": long_date(row.ended_on), "outcome": safe(row.outcome)}
        yield _("%(name)s ended on %(day)s. Outcome: %(outcome)s.") % said


def _oversight(rows: Sequence[PublicRow]) -> Iterator[str]:
    kept = [row for row in rows if not row.is_erased]
    live = sum(row.is_live for row in kept)
    said = {"count": len(kept), "live": live, "closed": len(kept) - live}
    yield ngettext(
        "The register at the end of this report holds %(count)d complaint: %(live)d live and %(closed)d closed or withdrawn.",
        "The register at the end of this report holds %(count)d complaints: %(live)d live and %(closed)d closed or withdrawn.",
        len(kept),
    ) % said  # fmt: skip
    yield _("Every complaint is reported to the panel, whoever handles it first.")
    if unwritten := sum(not row.summary for row in kept):
        yield ngettext(
            "Of %(count)d no summary has been approved for the public yet, so that this report does not say what it is about.",
            "Of %(count)d no summary has been approved for the public yet, so that this report does not say what they are about.",
            unwritten,
        ) % {"count": unwritten}  # fmt: skip


def _retention(rows: Sequence[PublicRow], rules: Rules) -> Iterator[str]:
    rule = rules.get(rulebook.COMPLAINT_RETENTION)
    if rule is None or not rule.number:
        yield _("How long records of complaints are kept is not laid down here.")
    else:
        words = ngettext(
            "Records of a complaint are kept for %(count)d year after it ends, then erased%(under)s.",
            "Records of a complaint are kept for %(count)d years after it ends, then erased%(under)s.", int(rule.number),
        )  # fmt: skip
        yield words % {"count": int(rule.number), "under": rules.under(rulebook.COMPLAINT_RETENTION)}
    if erased := [row for row in rows if row.is_erased]:
        yield _("Erased so far: %(names)s.") % _named(erased)


def _equality() -> Iterator[str]:
    yield _("The protected characteristics of those who complain are not asked for and not held. Handling complaints openly, and "
            "publishing a register that names nobody who complains, serves everybody alike.")  # fmt: skip


def _asked(rules: Rules) -> Iterator[str]:
    words = _("To review this report, to comment on how complaints were handled, and to say whether any should come before the "
              "panel for informal resolution%(under)s.")  # fmt: skip
    yield words % {"under": rules.under(rulebook.COMPLAINT_RESOLUTION)}


def _named(rows: Sequence[PublicRow]) -> dict[str, Any]:
    return {"count": len(rows), "names": ", ".join(_name(row) for row in rows)}


def _name(row: PublicRow) -> str:
    if not row.printed_label:
        return row.reference
    return _("%(reference)s (printed number %(printed)s)") % {"reference": row.reference, "printed": safe(row.printed_label)}
