"""Awards as rows of a table: what an export writes is what an import takes."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from import_export import fields, widgets

from commissioning.models import Award, Share
from commissioning.rules.award_columns import HEADS
from commissioning.services.files_in.payment_table import Pounds, YesNo
from documents.choices import Access
from meetings.resources import SafeResource


def _day(name: str) -> fields.Field:
    return fields.Field(attribute=name, column_name=HEADS[name], widget=widgets.DateWidget("%Y-%m-%d"))


class AwardResource(SafeResource):
    """One row an award, without what of it is private: only out. `bring_in_awards` brings rows in, since an award hangs together
    with its provider, its number and its shares."""

    reference = fields.Field(attribute="reference", column_name=HEADS["reference"])
    kind = fields.Field(attribute="get_kind_display", column_name=HEADS["kind"])
    title = fields.Field(attribute="title", column_name=HEADS["title"])
    provider_name = fields.Field(attribute="provider__name", column_name=HEADS["provider_name"])
    charity_number = fields.Field(attribute="provider__charity_number", column_name=HEADS["charity_number"])
    company_number = fields.Field(attribute="provider__company_number", column_name=HEADS["company_number"])
    amount = fields.Field(attribute="amount", column_name=HEADS["amount"], widget=Pounds())
    vat = fields.Field(attribute="get_vat_display", column_name=HEADS["vat"])
    purpose = fields.Field(attribute="purpose", column_name=HEADS["purpose"])
    conditions = fields.Field(attribute="conditions", column_name=HEADS["conditions"])
    reasons = fields.Field(attribute="reasons", column_name=HEADS["reasons"])
    awarded_on, started_on, ended_on = _day("awarded_on"), _day("started_on"), _day("ended_on")
    fund = fields.Field(attribute="fund__slug", column_name=HEADS["fund"])
    funder = fields.Field(attribute="funder_told", column_name=HEADS["funder"])
    is_crime_and_disorder = fields.Field(
        attribute="is_crime_and_disorder", column_name=HEADS["is_crime_and_disorder"], widget=YesNo()
    )  # fmt: skip
    publish = fields.Field(attribute="is_out", column_name=HEADS["publish"], widget=YesNo())

    class Meta:
        model = Award
        fields = tuple(HEADS)
        export_order = fields


def awards_for_export(user: Any, area: Any) -> QuerySet[Award]:
    """The awards of an area that are not private, drafts included for the office, as rows of the table."""
    rows: Any = Award.objects.all()
    shares = Share.objects.filter(award=OuterRef("pk"), removed_at__isnull=True, percent=100).order_by("number")
    seen = rows.visible_to(user).filter(area=area, access=Access.PUBLIC).select_related("provider", "fund")
    made: QuerySet[Award] = seen.annotate(funder_told=Subquery(shares.values("funder")[:1])).order_by("reference")
    return made
