"""What may be done next in a proactive review, what that does, under which provision, and what is not open and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.choices import ReviewStatus


@dataclass(frozen=True)
class Law:
    """A provision, and whether it was verified; empty where the rule book has none."""

    provision: str = ""
    is_verified: bool = True


@dataclass(frozen=True)
class ReviewStep:
    """A step of who keeps a review: its route, what it is called and does. `why_not` says why it is not open."""

    route: str
    title: str
    effect: str
    law: Law = Law()
    is_main: bool = False
    why_not: str = ""


@dataclass(frozen=True)
class Standing:
    """What of a review its steps follow from."""

    status: str
    is_public: bool
    is_reported: bool
    has_findings: bool
    recommended: int
    answered: int


def steps_of(standing: Standing, *, reports: Law, response: Law) -> list[ReviewStep]:
    """The steps in the order in which they come; those with `why_not` are not open."""
    if standing.status == ReviewStatus.CLOSED:
        return [ReviewStep("reopen", _("Open the review again"), _("Undoes closing it. Nothing else changes."), is_main=True)]
    steps = [] if standing.is_public else [_publish()]
    steps += _after_report(standing, response) if standing.is_reported else _before_report(standing, reports)
    return [*steps, _close(standing)]


def _publish() -> ReviewStep:
    effect = _("Everybody reads its topic, scope, meetings, public evidence and witnesses. Private evidence stays private.")
    return ReviewStep("publish", _("Publish the review"), effect, is_main=True)


def _before_report(standing: Standing, reports: Law) -> list[ReviewStep]:
    steps = [
        ReviewStep("evidence-create", _("Add evidence"), _("A paper, what somebody wrote, a visit or figures."), is_main=True),
        ReviewStep("witness-create", _("Add a witness"), _("Who is asked to speak, and later what they said.")),
        ReviewStep("meeting-create", _("Add a meeting"), _("Says where the panel takes the review up, and under which item.")),
        ReviewStep("report-update", _("Write the report"), _("What was found, the conclusions and the recommendations.")),
    ]
    effect = _("Prints and publishes the report, makes its recommendations, and asks the Commissioner to respond.")
    why = "" if standing.has_findings else _("Write what the panel found first")
    return [*steps, ReviewStep("report-issue", _("Send and publish the report"), effect, reports, why_not=why)]


def _after_report(standing: Standing, response: Law) -> list[ReviewStep]:
    waits = standing.recommended - standing.answered
    steps = [ReviewStep("meeting-create", _("Add a meeting"), _("Says where the panel looks at the responses."))]
    if waits:
        effect = _("Open each recommendation below and record what was said to it. The Commissioner’s office can do it as well.")
        steps.insert(0, ReviewStep("", _("Record the responses"), effect, response))
    return steps


def _close(standing: Standing) -> ReviewStep:
    effect = _("Says how the review ended. It can be opened again.")
    if standing.is_reported and standing.recommended > standing.answered:
        effect = _("Says how the review ended, though not every recommendation has its response. It can be opened again.")
    if not standing.is_reported:
        effect = _("Ends the review without a report, and says why. It can be opened again.")
    return ReviewStep("close", _("Close the review"), effect, is_main=standing.status == ReviewStatus.ANSWERED)
