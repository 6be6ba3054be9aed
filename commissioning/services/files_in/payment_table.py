"""Payments as rows of a table: what an export writes is what an import takes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from import_export import fields, instance_loaders, widgets
from tablib import Dataset

from commissioning.choices import Spender
from commissioning.models import Award, Payment, Provider
from commissioning.rules.payment_rows import HEADS
from commissioning.rules.sheets import SheetRow
from interface.templatetags.dates import money, short_date
from meetings.resources import SafeResource
from panels.models import PoliceArea

TOLD_EVERY = 500  # rows
BATCH = 1_000
MOST_TOLD = 100  # payments that change
TOLD_AS = {"award_id": "award", "is_withheld": "withheld", "irrecoverable_vat": "vat"}  # columns of KEPT, by heading
# What a later file may change of a payment
KEPT = (
    "paid_on", "recipient", "is_withheld", "department", "purpose", "reason", "category", "amount", "irrecoverable_vat",
    "spender", "award_id",
)  # fmt: skip
OPTIONAL = ("withheld", "department", "reason", "category", "vat", "spender", "award")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Bringing:
    """Into which area rows come, when, and which of the columns that a table may lack it has. Awards are by reference."""

    area: PoliceArea
    at: datetime
    awards: Mapping[str, int]
    given: frozenset[str]
    progress: Progress
    stage: str


class Pounds(widgets.DecimalWidget):
    """An amount that a spreadsheet takes for a number, exact to the penny."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        """The decimal itself, with both figures of the pence."""
        return "" if value is None else Decimal(value).quantize(Decimal("0.01"))


class YesNo(widgets.BooleanWidget):
    """Yes or No."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """In words."""
        return _("Yes") if value else _("No")

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        """What `render` wrote."""
        return value is True or value == _("Yes")


class _Held(instance_loaders.BaseInstanceLoader):
    """The payments that the area has under the numbers of a file, read once and held."""

    def __init__(self, resource: Any, dataset: Any = None) -> None:
        super().__init__(resource, dataset)
        rows = Payment.objects.filter(area=resource.bringing.area, reference__in=list(dataset[resource.heads["reference"]]))
        self.held = {one.reference: one for one in rows.select_for_update(of=("self",)).order_by("pk")}

    def get_instance(self, row: Mapping[str, Any]) -> Payment | None:
        """The payment of a row; None for a new one."""
        return self.held.get(row[self.resource.heads["reference"]])


class PaymentResource(SafeResource):
    """One row a payment: out as `services.spending.payments_for` gives it, so that nothing leaves that a page hides."""

    reference = fields.Field(attribute="reference", column_name=HEADS["reference"])
    paid_on = fields.Field(attribute="paid_on", column_name=HEADS["paid_on"], widget=widgets.DateWidget("%Y-%m-%d"))
    recipient = fields.Field(attribute="recipient", column_name=HEADS["recipient"])
    withheld = fields.Field(attribute="is_withheld", column_name=HEADS["withheld"], widget=YesNo())
    department = fields.Field(attribute="department", column_name=HEADS["department"])
    purpose = fields.Field(attribute="purpose", column_name=HEADS["purpose"])
    reason = fields.Field(attribute="reason", column_name=HEADS["reason"])
    category = fields.Field(attribute="category", column_name=HEADS["category"])
    amount = fields.Field(attribute="amount", column_name=HEADS["amount"], widget=Pounds())
    vat = fields.Field(attribute="irrecoverable_vat", column_name=HEADS["vat"], widget=Pounds())
    spender = fields.Field(attribute="spender", column_name=HEADS["spender"])
    award = fields.Field(attribute="award_id", column_name=HEADS["award"])

    class Meta:
        model = Payment
        fields = tuple(HEADS)
        export_order = fields
        import_id_fields = ("reference",)
        instance_loader_class = _Held
        use_transactions = True
        use_bulk = True
        batch_size = BATCH
        chunk_size = BATCH
        skip_unchanged = True
        report_skipped = False
        skip_diff = True  # a file has thousands of rows; what changes is told in numbers

    def __init__(self, *, bringing: Bringing | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for field in self.fields.values():  # translated once, not in each cell
            field.column_name = str(field.column_name)
        self.heads = {name: field.column_name for name, field in self.fields.items()}
        self._bringing = bringing
        self._providers: dict[str, int] | None = None
        self.published_changed = 0
        self.changes: list[tuple[str, str]] = []  # number of the payment, what becomes of it

    @property
    def bringing(self) -> Bringing:
        """What an import was told."""
        if self._bringing is None:
            raise RuntimeError("an import says into which area rows come")
        return self._bringing

    # Out

    def dehydrate_recipient(self, payment: Payment) -> str:
        """The name as the reader may know it."""
        # Annotated by `services.spending.payments_for`, which the checker cannot know
        return str(payment.recipient_told)  # type: ignore[attr-defined]

    def dehydrate_spender(self, payment: Payment) -> str:
        """In words."""
        return str(Spender(payment.spender).label)

    def dehydrate_award(self, payment: Payment) -> str:
        """The reference, where the reader may know of the award."""
        # Annotated as above
        return str(payment.award_told or "")  # type: ignore[attr-defined]

    # In

    def get_bulk_update_fields(self) -> list[str]:
        """What a later file may change, with what follows from it."""
        return [*(name.removesuffix("_id") for name in KEPT), "provider", "version"]

    def init_instance(self, row: Any = None) -> Payment:
        """A new payment, which the public reads once its month is published."""
        return Payment(area=self.bringing.area, created_at=self.bringing.at)

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> Any:
        """A row, and how far the work is."""
        number, total = kwargs["row_number"], kwargs["total"]
        if number % TOLD_EVERY == 0 or number == total:
            self.bringing.progress(self.bringing.stage, number, total)
        return super().import_row(row, instance_loader, **kwargs)

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Note what a payment was."""
        instance.was = None if new else {name: getattr(instance, name) for name in KEPT}

    def get_import_fields(self) -> list[Any]:
        """The columns that the table has: what it lacks stays as it is."""
        left_out = set(OPTIONAL) - self.bringing.given
        return [self.fields[name] for name in HEADS if name not in left_out]

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Whether the portal holds the payment as it stands in the file."""
        if import_validation_errors or instance.was is None:
            return False
        return all(getattr(instance, name) == value for name, value in instance.was.items())

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Find the organisation of a recipient that is new, and count one more save."""
        if instance.was is None or any(instance.was[name] != getattr(instance, name) for name in ("recipient", "is_withheld")):
            instance.provider_id = None if instance.is_withheld else self._provider_of(instance.recipient)
        if instance.was is not None:
            instance.bump()
            self.published_changed += instance.published_at is not None
            self._note_change(instance)

    def _note_change(self, payment: Any) -> None:
        if len(self.changes) < MOST_TOLD:
            now = {name: getattr(payment, name) for name in KEPT}
            told = [change_words(name, payment.was[name], now[name]) for name in KEPT if payment.was[name] != now[name]]
            self.changes.append((payment.reference, ", ".join(told)))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """Nothing: the library would reset the sequence, which no row of a file needs and our role in the database may not."""

    def _provider_of(self, name: str) -> int | None:
        if self._providers is None:
            self._providers = providers_by_name(self.bringing.area)
        return self._providers.get(name.casefold())


def change_words(name: str, was: Any, now: Any) -> str:
    """What becomes of a column of a payment."""
    if name in ("amount", "irrecoverable_vat"):
        was, now = money(was, "pence"), money(now, "pence")
    elif name == "paid_on":
        was, now = short_date(was), short_date(now)
    elif name in ("award_id", "is_withheld", "spender"):
        return _("%(column)s changes") % {"column": HEADS[TOLD_AS.get(name, name)]}
    words = _("%(column)s: %(was)s becomes %(now)s")
    return words % {"column": HEADS[TOLD_AS.get(name, name)], "was": was or _("none"), "now": now or _("none")}


def providers_by_name(area: PoliceArea) -> dict[str, int]:
    """The organisations of an area by their names in small letters; those of one name stand for none."""
    found: dict[str, int] = {}
    rows = Provider.objects.filter(area=area).annotate(key=Lower("name")).values_list("name", "pk")
    twice: set[str] = set()
    for name, pk in rows:
        key = name.casefold()
        twice.update({key} if key in found else ())
        found[key] = pk
    return {key: pk for key, pk in found.items() if key not in twice}


def awards_by_reference(area: PoliceArea) -> dict[str, int]:
    """The awards of an area by reference."""
    return dict(Award.objects.filter(area=area).values_list("reference", "pk"))


def as_dataset(rows: Iterable[SheetRow], awards: Mapping[str, int]) -> Dataset:
    """The rows of a file as those that the resource takes in, whatever its columns were called and in whatever order."""
    made = Dataset(headers=[str(head) for head in HEADS.values()])
    for one in rows:
        made.append([_cell(name, one.values.get(name), awards) for name in HEADS])
    return made


def _cell(name: str, value: Any, awards: Mapping[str, int]) -> Any:
    if name == "award":
        return awards[value.upper()] if value else None
    if name == "spender":
        return value or str(Spender.COMMISSIONER)
    if name == "vat":
        return Decimal(0) if value is None else value
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value
