"""What the Commissioner must publish, who sees to it, and what was published when and where."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import SchemeHeading, SchemePeriod, TableKind
from decisions.querysets import OfSchemeQuerySet, SchemeItemQuerySet
from documents.models import StoredFile
from interface.models import Versioned
from panels.choices import Reckoning
from panels.models import PoliceArea


class SchemeItem(models.Model):
    """One item of the Specified Information Order (SI 2011/3050, as amended by 2012/2479, 2013/1816 and 2021/547): a row of the
    rule book in all but name, from `fixtures/scheme.json`. Public.

    `period` says how often, `from_end` whether its time runs from the end of the period or must be over before the period
    begins, `number` and `reckoning` by when (empty: “as soon as practicable”, which no day can be reckoned from, and then the
    item is overdue only once the next period is over too). What was not read in the Order itself is not verified.
    """

    key = models.SlugField(max_length=60)
    heading = models.CharField(max_length=12, choices=SchemeHeading.choices)
    position = models.PositiveSmallIntegerField()
    paragraph = models.CharField(max_length=12)
    title = models.CharField(_("What is published"), max_length=300)
    about = models.TextField(blank=True)
    period = models.CharField(max_length=8, choices=SchemePeriod.choices)
    before_period = models.BooleanField(default=False)
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    reckoning = models.CharField(max_length=16, choices=Reckoning.choices, blank=True, default="")
    timing = models.CharField(_("When, in words"), max_length=300, blank=True)
    provision = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    is_verified = models.BooleanField(default=False)
    table = models.CharField(max_length=10, choices=TableKind.choices, blank=True, default="")
    register = models.CharField(max_length=40, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = SchemeItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key"]
        constraints = [models.UniqueConstraint(fields=["key", "started_on"], name="decisions_schemeitem_once")]

    def __str__(self) -> str:
        return f"{self.paragraph} {self.title}"


class SchemeDuty(Versioned):
    """How an area meets an item: who owns it, where it stands, or why it does not apply there."""

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="scheme_duties")
    item = models.ForeignKey(SchemeItem, on_delete=models.PROTECT, related_name="duties")
    owner = models.CharField(_("Who sees to it"), max_length=160, blank=True)
    owner_user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    page_url = models.CharField(_("Page where it stands"), max_length=300, blank=True)
    note = models.CharField(_("Note"), max_length=300, blank=True)
    not_applicable_why = models.CharField(_("Why it does not apply"), max_length=300, blank=True)

    objects = OfSchemeQuerySet.as_manager()

    class Meta:
        ordering = ["area", "item__position"]
        verbose_name_plural = "scheme duties"
        constraints = [models.UniqueConstraint(fields=["area", "item"], name="decisions_schemeduty_once")]

    def __str__(self) -> str:
        return f"{self.area}, {self.item.key}"


class SchemePublication(Versioned):
    """What was published under an item, for which period, when and where: on a page (`url`), or as a file of ours.

    Of a table the file is our own, written anew from the rows that were checked, `rows` of them, `total` pounds together; the
    file as it came is `original`, in the restricted store. Never edited: one that is wrong is withdrawn with a reason.
    """

    area = models.ForeignKey(PoliceArea, on_delete=models.PROTECT, related_name="scheme_publications")
    item = models.ForeignKey(SchemeItem, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    title = models.CharField(_("Title"), max_length=200)
    started_on = models.DateField(_("For the time from"), null=True, blank=True)
    ended_on = models.DateField(_("Until"), null=True, blank=True)
    published_on = models.DateField(_("Published on"))
    url = models.CharField(_("Where it stands"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    original = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField(null=True, blank=True)
    total = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(_("Why it is withdrawn"), max_length=300, blank=True)

    objects = OfSchemeQuerySet.as_manager()

    class Meta:
        ordering = ["area", "item__position", "-published_on", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["area", "number"], name="decisions_schemepublication_one_number"),
            models.CheckConstraint(
                name="decisions_schemepublication_stands_somewhere",
                condition=~Q(url="") | Q(file__isnull=False),
                violation_error_message=_("Enter the address of the page, or choose a file"),
            ),
            models.CheckConstraint(
                name="decisions_schemepublication_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must not be before the first"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}, publication {self.number}"
