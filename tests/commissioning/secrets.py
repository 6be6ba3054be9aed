"""An area with a word of its own in each text of commissioning that is not everybody's, and figures of their own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from accounts.choices import Role
from accounts.models import User
from commissioning import choices
from commissioning.models import Award, Variation
from commissioning.services import applications, awards, files_in, payments, pipeline, returns
from commissioning.services.awards.parts import add_part
from documents.choices import Access, ExemptParagraph, Relation, StoreName
from documents.services.files import store_bytes
from documents.services.links import add_link
from interface import clock
from jobs.services import run_all
from meetings.models import Meeting
from panels.models import Body
from panels.services import load_rulebook
from tests.documents.samples import plain_pdf
from tests.factories import commissioning as make
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.minutes import ActionFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory, PoliceAreaFactory

TODAY = date(2022, 3, 14)
ROLES = {
    "member": Role.PANEL_MEMBER, "clerk": Role.CLERK, "decisions": Role.OFFICE_DECISIONS, "complaints": Role.OFFICE_COMPLAINTS,
    "performance": Role.OFFICE_PERFORMANCE, "auditor": Role.AUDITOR, "office": Role.OFFICE_COMMISSIONING,
}  # fmt: skip
ENTITLED = ("member", "clerk")  # who reads an exempt award that is published, but for its commercial terms
# An estimate, what an applicant asked for, a draft's amount, a payment that waits: the office's; then an exempt award's amount
FIGURES, EXEMPT_FIGURES = {"713713", "727272", "737373", "747474"}, {"818181"}
PUBLIC_WORDS = {"opentender", "openround", "opengrant", "openprovider", "openpayment", "neutralline", "openfile"}


@dataclass
class Secrets:
    """Where everything is. `words` are those that only the office reads, `exempt` those that the panel's people read too."""

    panel: Body
    users: dict[str, User]
    meeting: Meeting
    words: set[str] = field(default_factory=lambda: set(FIGURES))
    exempt: set[str] = field(default_factory=lambda: set(EXEMPT_FIGURES))
    rows: dict[str, Any] = field(default_factory=dict)

    @property
    def area(self) -> Any:
        return self.panel.area

    @property
    def actor(self) -> User:
        return self.users["office"]

    def word(self, name: str) -> str:
        """A word that nobody else may meet."""
        self.words.add(f"zq{name}")
        return f"zq{name}"

    def shared(self, name: str) -> str:
        """A word of an exempt award."""
        self.exempt.add(f"zx{name}")
        return f"zx{name}"

    def of(self, person: str) -> set[str]:
        """What somebody may not meet."""
        return self.words if person in ENTITLED else self.words | self.exempt


@contextmanager
def keeping_secrets() -> Iterator[Secrets]:
    """All of it."""
    area = PoliceAreaFactory(slug="avon", name="Avon")
    OfficeHolderFactory(area=area, name="Robin Vale", started_on=date(2016, 5, 12))
    load_rulebook(json.loads((Path(settings.BASE_DIR) / "fixtures" / "rulebook.json").read_text()))
    panel = BodyFactory(area=area, slug="panel")
    users = {name: AppointmentFactory(area=area, role=role, user__name=f"Kim {name}").user for name, role in ROLES.items()}
    users["administrator"] = AppointmentFactory(area=None, role=Role.ADMINISTRATOR, user__name="Kim administrator").user
    users["kent"] = AppointmentFactory(area=PoliceAreaFactory(slug="kent"), role=Role.OFFICE_COMMISSIONING).user
    with clock.stand_on(TODAY):
        make.PublisherFactory(area=area)
        made = Secrets(panel, users, AnnouncedMeetingFactory(body=panel, held_on=date(2022, 3, 24)))
        _organisations(made)
        _pipeline(made)
        _awards(made)
        _returns(made)
        _money(made)
        _files(made)
        _schemes(made)
        run_all()
        yield made


def _organisations(made: Secrets) -> None:
    """An organisation and a service that nobody knows of beside those that all do, and a priority that was taken out."""
    area = made.area
    made.rows["provider"] = make.ProviderFactory(area=area, name="Openprovider", note=made.word("providernote"))
    made.rows["draft provider"] = make.ProviderFactory(
        area=area, draft=True, name=made.word("providername"), about=made.word("providerabout")
    )
    made.rows["priority"] = make.PriorityFactory(area=area, title=made.word("prioritygone"), removed_at=clock.now())
    facts = {"area": area, "draft": True, "priority": made.rows["priority"]}
    words = {name: made.word(f"service{name}") for name in ("title", "about", "who_for", "where", "how_to_reach", "phone")}
    made.rows["draft service"] = make.ServiceFactory(**facts, **words)
    made.rows["service"] = make.ServiceFactory(area=area, title="Openservice", priority=made.rows["priority"])
    made.rows["service"].providers.set([made.rows["provider"], made.rows["draft provider"]])
    words = {name: made.word(f"need{name}") for name in ("title", "about", "findings")}
    made.rows["need"] = make.NeedFactory(**facts, **words)
    words = {name: made.word(f"fund{name}") for name in ("title", "about", "funder", "decided_words")}
    made.rows["draft fund"] = make.FundFactory(**facts, **words, spend_by=date(2022, 3, 31))
    made.rows["fund"] = make.FundFactory(area=area, title="Openfund", budget=Decimal(50_000), priority=made.rows["priority"])


def _pipeline(made: Secrets) -> None:
    """A procurement and a round that all know of, with what bidders offered, and one that only the office knows of."""
    kinds, area, actor = choices.ExerciseKind, made.area, made.actor
    tender = pipeline.open_exercise(
        area=area, kind=kinds.PROCUREMENT, title="Opentender", actor=actor, private_note=made.word("tendernote"),
        estimate=Decimal(713_713), need=made.rows["need"], fund=made.rows["draft fund"], priority=made.rows["priority"],
        services=[made.rows["draft service"]],
    )  # fmt: skip
    grants = pipeline.open_exercise(
        area=area, kind=kinds.GRANT_ROUND, title="Openround", actor=actor, private_note=made.word("roundnote"),
        estimate=Decimal(713_713), fund=made.rows["fund"], closes_on=date(2022, 2, 1),
    )  # fmt: skip
    call = pipeline.open_exercise(area=area, kind=kinds.EXPRESSIONS, title="Opencall", actor=actor, fund=made.rows["fund"])
    for one in (tender, grants, call):
        _applications(made, one)
        one.refresh_from_db()
        pipeline.publish_exercise(exercise=one, version=one.version, actor=actor)
    make.LotFactory(exercise=tender, title="Openlot", estimate=Decimal(713_713))
    make.LotFactory(exercise=tender, title=made.word("lotgone"), removed_at=clock.now())
    make.StageFactory(exercise=tender, note=made.word("stagegone"), removed_at=clock.now())
    make.ShareFactory(award=None, exercise=tender, funder=made.word("sharegone"), removed_at=clock.now())
    words = {name: made.word(f"exercise{name}") for name in ("title", "about", "specification", "led_by")}
    draft = make.ExerciseFactory(area=area, draft=True, estimate=Decimal(713_713), is_estimate_public=True, **words)
    make.StageFactory(exercise=draft, note=made.word("draftstage"))
    make.LotFactory(exercise=draft, title=made.word("draftlot"))
    made.rows |= {"tender": tender, "round": grants, "draft exercise": draft}


def _applications(made: Secrets, exercise: Any) -> None:
    kind = exercise.kind.replace("-", "")
    words = {name: made.word(f"{kind}{name}") for name in ("applicant", "applicant_kind", "summary", "score")}
    one = applications.add_application(
        exercise=exercise, received_on=date(2022, 1, 20), actor=made.actor, amount=Decimal(727_272), **words
    )
    reason = made.word(f"{kind}reason")
    applications.judge_application(
        application=one, version=one.version, status=choices.ApplicationStatus.NOT_ELIGIBLE, reason=reason, actor=made.actor
    )


def _awards(made: Secrets) -> None:
    """A grant and a contract that all read, an exempt contract, and a draft."""
    area, actor, kinds = made.area, made.actor, choices.AwardKind
    facts = {"purpose": "Opengrant for people.", "reasons": "It helps.", "conditions": "None.", "vat": choices.Vat.OUTSIDE}
    private = {"exempt_paragraph": ExemptParagraph.AFFAIRS, "public_interest_reason": "It would tell prices."}
    grant = awards.create_award(
        area=area, kind=kinds.GRANT, title="Opengrant", provider=made.rows["provider"], amount=Decimal(5000), actor=actor,
        commercial_terms=made.word("terms"), fund=made.rows["draft fund"], exercise=made.rows["draft exercise"],
        priority=made.rows["priority"], services=[made.rows["draft service"], made.rows["service"]], **private, **facts,
    )  # fmt: skip
    hidden = make.ProviderFactory(area=area, name=made.shared("provider"), about=made.word("hiddenabout"), draft=True)
    words = {name: made.shared(f"award{name}") for name in ("purpose", "reasons", "conditions", "term")}
    exempt = awards.create_award(
        area=area, kind=kinds.CONTRACT, title=made.shared("awardtitle"), provider=hidden, amount=Decimal(818_181), actor=actor,
        access=Access.EXEMPT, neutral_title="Neutralline", commercial_terms=made.word("exemptterms"), ended_on=date(2022, 5, 31),
        vat=choices.Vat.EXCLUDING, exercise=made.rows["tender"], fund=made.rows["fund"], started_on=date(2022, 3, 1), **private,
        **words,
    )  # fmt: skip
    for one in (grant, exempt):
        awards.make_award(award=one, version=one.version, awarded_on=date(2022, 3, 1), actor=actor)
        one.refresh_from_db()
        awards.publish_award(award=one, version=one.version, actor=actor)
    words = {name: made.word(f"draft{name}") for name in ("title", "purpose", "reasons", "conditions")}
    awards.create_award(
        area=area, kind=kinds.GRANT, provider=made.rows["draft provider"], amount=Decimal(737_373), actor=actor,
        fund=made.rows["fund"], **words,
    )  # fmt: skip
    made.rows |= {"grant": grant, "exempt": exempt}
    for name, one in (("grant", grant), ("exempt", exempt)):
        _parts(made, one, name)
    action = ActionFactory(body=made.panel, reference="A-2022-901")
    add_link(
        area=area, source=("award", exempt.pk), relation=Relation.BEARS_ON, target=("action", action.pk), actor=actor, note=""
    )  # fmt: skip


def _parts(made: Secrets, award: Award, name: str) -> None:
    told = made.shared if name == "exempt" else str
    award.refresh_from_db()
    add_part(
        award=award, model=Variation, actor=made.actor, on=date(2022, 3, 10), words=told(f"{name}variation"),
        private_note=made.word(f"{name}variationnote"),
    )  # fmt: skip
    gone = {"removed_at": clock.now(), "award": award}
    make.PartyFactory(provider=make.ProviderFactory(area=made.area, name=made.word(f"{name}partygone"), draft=True), **gone)
    make.ShareFactory(funder=made.word(f"{name}sharegone"), **gone)
    make.ExtensionFactory(words=made.word(f"{name}extensiongone"), **gone)
    make.ExtensionFactory(award=award, words=told(f"{name}extension"), decide_by=date(2022, 3, 20))
    make.ReviewFactory(award=award, findings=made.word(f"{name}reviewown"))
    make.ReviewFactory(findings=made.word(f"{name}reviewgone"), is_public=True, **gone)
    make.IndicatorFactory(award=award, title=made.word(f"{name}indicatorown"), is_public=False)
    make.IndicatorFactory(title=made.word(f"{name}indicatorgone"), **gone)


def _returns(made: Secrets) -> None:
    """Of each award a return that is late and was asked for, and one that was published."""
    for name in ("grant", "exempt"):
        award, told = made.rows[name], made.shared if name == "exempt" else str
        late = make.ReturnFactory(award=award, narrative=made.word(f"{name}unread"), private_note=made.word(f"{name}latenote"))
        returns.chase_return(row=late, actor=made.actor, on=date(2022, 3, 1), words=made.word(f"{name}chase"))
        make.ReturnFactory(
            award=award, accepted=True, started_on=date(2022, 1, 1), ended_on=date(2022, 1, 31),
            narrative=told(f"{name}narrative"), private_note=made.word(f"{name}returnnote"),
        )  # fmt: skip


def _money(made: Secrets) -> None:
    """Payments to a person, of a private award, and of a month that is not public; totals that nobody knows of or would tell."""
    add, month = payments.create_payment, {"area": made.area, "actor": made.actor, "paid_on": date(2022, 2, 10)}
    add(reference="A-1", recipient="Openpayment", purpose="Vans", amount=Decimal(600), **month)
    add(reference="A-2", recipient=made.word("person"), purpose="Support", amount=Decimal(700), is_withheld=True, **month)
    add(
        reference="A-3", recipient=made.word("paidprivately"), purpose=made.word("paidfor"), amount=Decimal(747_474),
        award=made.rows["exempt"], **month,
    )  # fmt: skip
    payments.publish_month(area=made.area, month=date(2022, 2, 1), actor=made.actor)
    add(
        area=made.area, actor=made.actor, paid_on=date(2022, 3, 3), reference="A-4", recipient=made.word("recipient"),
        purpose=made.word("purpose"), category=made.word("category"), department=made.word("department"), amount=Decimal(747_474),
    )  # fmt: skip
    total = make.TotalFactory(area=made.area, title=made.word("totaltitle"), source=made.word("totalsource"), published_at=None)
    make.LineFactory(total=total, label=made.word("linelabel"))
    make.TotalFactory(area=made.area, title=made.word("totalgone"), removed_at=clock.now())
    make.TotalFactory(area=made.area, title=made.word("totalveiled"), fund=made.rows["fund"])
    make.TotalFactory(area=made.area, title=made.word("totalofround"), exercise=made.rows["tender"])


def _files(made: Secrets) -> None:
    """Files of awards and exercises, and files that came in."""
    for name in ("grant", "exempt", "tender"):
        owner: dict[str, Any] = {"award": made.rows[name]} if name != "tender" else {"award": None, "exercise": made.rows[name]}
        told = made.shared if name == "exempt" else str
        _file(told(f"{name}openfile"), owner)
        _file(made.word(f"{name}filegone"), {**owner, "removed_at": clock.now()})
        exempt = {"access": Access.EXEMPT, "exempt_paragraph": 3, "public_interest_reason": made.word(f"{name}filereason")}
        _file(made.word(f"{name}filekept"), {**owner, **exempt, "name": f"{made.word(f'{name}filename')}.pdf"})
    heads = "Number,Date,Recipient,Purpose,Amount\n"
    for name, row in (("read", "B-1,17/02/2022,{},Two vans,747474\n"), ("refused", "B-2,no day,{},Two vans,747474\n")):
        rows = row.format(made.word(f"{name}row"))
        files_in.send_file(
            area=made.area, kind=choices.UploadKind.PAYMENTS, name=f"{made.word(f'{name}name')}.csv", actor=made.actor,
            data=f"{heads}{rows}".encode(),
        )  # fmt: skip


def _file(title: str, facts: dict[str, Any]) -> None:
    stored = store_bytes(store=StoreName.RESTRICTED, data=plain_pdf(text=title), media_type="application/pdf")
    make.DocumentFactory(**{"title": title, "name": f"{title}.pdf", "file": stored, **facts})


def _schemes(made: Secrets) -> None:
    area, gone = made.area, clock.now()
    words = {name: made.word(f"bid{name}") for name in ("title", "fund", "funder", "lead", "about")}
    make.PartnerFactory(bid=make.BidFactory(area=area, draft=True, **words), name=made.word("bidpartner"))
    make.PartnerFactory(
        bid=make.BidFactory(area=area, title="Openbid", priority=made.rows["priority"]),
        name=made.word("partnergone"),
        removed_at=gone,
    )
    make.AdvocateFactory(area=area, councillor=made.word("councillorgone"), council=made.word("councilgone"), removed_at=gone)
    make.AdvocateMeetingFactory(area=area, place=made.word("placegone"), subjects=made.word("subjectsgone"), removed_at=gone)
