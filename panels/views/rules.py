"""The rule book: what the law and the panel itself lay down on a day, the panel's own rules kept, and days counted."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.tables import Column, Table
from interface.templatetags.dates import clock_time, day_date, long_date, short_date
from interface.templatetags.govuk import tag
from panels import permissions
from panels.choices import Jurisdiction, Nation, Reckoning
from panels.forms.rules import EVERYWHERE, CountForm, RuleFilterForm, in_boxes
from panels.models import Body, LocalRule, Rule
from panels.rulebook import LOCAL, RECKONINGS, RuleMissing, jurisdictions_of, local_rule, rule_for
from panels.rules import amount_words
from panels.views.pages import PanelPage
from panels.working_days import CountedDay, counted, reckon

WITH_QUIET = '{}<br><span class="app-quiet">{}</span>'
STROKE = mark_safe("/<wbr>")  # a constant of ours: no word of anybody’s is in it
ACT = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
OWN_ORDER = ("body__name", "key", "in_force_from", "pk")
BY_LAW = frozenset(RECKONINGS) - frozenset(LOCAL)


class RuleListView(PanelPage):
    """The rules that hold on a day, here or elsewhere; what is announced stands apart."""

    template_name = "panels/rule_list.html"
    part = "rule-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        law = self._law(self._book.in_force(self.on), _("Rules that the law lays down"))
        lasting = self._book.filter(in_force_until__isnull=True)  # what holds for one year alone is no change of the law
        announced = lasting.filter(in_force_from__gt=self.on).order_by("in_force_from", "title", "pk")
        own = LocalRule.objects.filter(body__area=self.request.area).select_related("body")
        over = own.filter(in_force_until__lt=self.on).order_by(*OWN_ORDER)
        held = own.filter(Q(in_force_until__isnull=True) | Q(in_force_until__gte=self.on))
        holding = ngettext("%(count)s rule of law holds on %(day)s", "%(count)s rules of law hold on %(day)s", law.count)
        return super().get_context_data(
            law=law,
            announced=self._law(announced, _("What is announced")),
            own=self._own(
                held.order_by("body__name", "title", "in_force_from", "pk"), _("Rules that the panel has made for itself")
            ),
            over=self._own(over, _("Rules of its own that no longer hold"), acts=False),
            filter_form=self.form,
            words=holding % {"count": law.count, "day": long_date(self.on)},
            filters=self._filters(),
            keeps=bool(self._kept),
            **kwargs,
        )

    @cached_property
    def form(self) -> RuleFilterForm:
        names = [str(Jurisdiction(name).label) for name in jurisdictions_of(self.request.area)]
        return RuleFilterForm(in_boxes(self.request.GET, "on"), here=_("Here: %(names)s") % {"names": ", ".join(names)})

    @cached_property
    def on(self) -> date:
        return self.form.answer("on") or self.today

    @cached_property
    def _book(self) -> Any:
        """The law of the place that was asked for, by title. Here, an area's own kind goes before its nation."""
        where = self.form.answer("where")
        rules = Rule.objects.order_by("title", "jurisdiction", "pk")
        if where == EVERYWHERE:
            return rules
        if where:
            return rules.filter(jurisdiction=where)
        *own_kind, nation = jurisdictions_of(self.request.area)
        nearer = Rule.objects.in_force(self.on).filter(jurisdiction__in=own_kind).values("key")
        return rules.filter(Q(jurisdiction__in=own_kind) | (Q(jurisdiction=nation) & ~Q(key__in=nearer)))

    @cached_property
    def _kept(self) -> set[int]:
        """The bodies whose rules the reader keeps."""
        if not self.request.user.is_authenticated:
            return set()
        bodies = Body.objects.visible_to(self.request.user).filter(area=self.request.area)
        return {body.pk for body in bodies if permissions.can_keep_rules(self.request.user, body)}

    def _filters(self) -> list[dict[str, str]]:
        on, where = self.form.answer("on"), self.form.answer("where")
        found = []
        if on:
            query = f"?where={where}" if where else ""
            found.append({"text": _("On %(day)s") % {"day": short_date(on)}, "url": self.request.path + query})
        if where:
            label = dict(self.form.fields["where"].choices)[where]
            found.append({"text": label, "url": f"{self.request.path}?on={on.isoformat()}" if on else self.request.path})
        return found

    def _law(self, rows: QuerySet, caption: str) -> Table:
        columns = [
            Column("title", _("Rule and place"), _title_and_place, heads_row=True),
            Column("number", _("Number"), amount),
            Column("provision", _("Provision and source"), _provision_and_source),
            Column("from", _("From"), lambda rule: _period(rule)),
            Column("verified", _("Checked"), _verified),
        ]
        empty = _("The rule book holds no such rule on %(day)s.") % {"day": long_date(self.on)}
        return Table(self.request, rows, columns=columns, caption=caption, empty=empty)

    def _own(self, rows: QuerySet, caption: str, *, acts: bool = True) -> Table:
        columns = [
            Column("title", _("Rule"), "title", heads_row=True),
            Column("number", _("Number"), amount_and_time),
            Column("provision", _("Laid down in"), "provision"),
            Column("from", _("From"), _period),
        ]
        if len({rule.body_id for rule in rows}) > 1:
            columns.append(Column("body", _("Body"), "body.name"))
        if acts and self._kept:
            columns.append(Column("acts", _("Keep"), self._acts, stack_label=""))
        empty = _("The panel has recorded no rules of its own.")
        return Table(self.request, rows, columns=columns, caption=caption, empty=empty)

    def _acts(self, rule: LocalRule) -> SafeString | str:
        if rule.body_id not in self._kept or rule.key not in LOCAL:
            return ""
        query = f"?body={rule.body.slug}&from={rule.in_force_from.isoformat()}"
        words = _("“%(title)s”, from %(day)s") % {"title": rule.title, "day": short_date(rule.in_force_from)}
        here = [self.request.area.slug, rule.key]
        change = format_html(ACT, reverse("panels:local-rule-update", args=here) + query, _("Change"), words)
        end = format_html(ACT, reverse("panels:local-rule-end", args=here) + query, _("End"), words)
        return format_html('<span class="app-actions">{}{}</span>', change, end)


class RuleCountView(PanelPage):
    """A calculator: a day and a rule, or a count of one's own; nothing that is typed is kept."""

    template_name = "panels/rule_count.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = CountForm(in_boxes(self.request.GET, "day") or None, rules=self._rules())
        context = super().get_context_data(form=form, **kwargs)
        context["breadcrumbs"].append({"url": reverse("panels:rule-list", args=[self.request.area.slug]), "text": _("Rules")})
        context["count"] = self._count(form) if form.is_valid() else None
        return context

    def _rules(self) -> dict[str, Rule | LocalRule]:
        """The rules of today that are counted from a day, by title."""
        request: HttpRequest = self.request
        order = jurisdictions_of(request.area)
        law = Rule.objects.in_force(self.today).filter(key__in=BY_LAW, jurisdiction__in=order)
        own = LocalRule.objects.in_force(self.today).filter(body=self.panel, key__in=RECKONINGS)
        nearest_last = sorted(law, key=lambda rule: -order.index(rule.jurisdiction))
        found: dict[str, Rule | LocalRule] = {rule.key: rule for rule in (*nearest_last, *own)}
        return dict(sorted(found.items(), key=lambda pair: pair[1].title))

    def _count(self, form: CountForm) -> dict[str, Any] | None:
        answers, nation = form.cleaned_data, self.request.area.nation
        day, key = answers["day"], answers["rule"]
        rule = self._rule_on(key, day) if key else None
        if key and rule is None:
            form.add_error("rule", _("There was no such rule on %(day)s") % {"day": long_date(day)})
            return None
        reckoning = RECKONINGS[key] if key else Reckoning(answers["reckoning"])
        number = (rule.number or 0) if rule else answers["number"]
        return {
            "day": reckon(reckoning, day, number, nation),
            "time": clock_time(getattr(rule, "closes_at", None)),
            "from": day,
            "rule": rule,
            "amount": amount(rule) if rule else number,
            "how": reckoning.label,
            "verified": getattr(rule, "is_verified", True),
            "nation": Nation(nation).label,
            "rows": [counted_words(row) for row in counted(reckoning, day, number, nation)],
        }

    def _rule_on(self, key: str, day: date) -> Rule | LocalRule | None:
        if key in LOCAL:
            return local_rule(self.panel, key, on=day)
        try:
            return rule_for(self.request.area, key, on=day)
        except RuleMissing:
            return None


def counted_words(row: CountedDay) -> dict[str, str]:
    """A row of a count in words: the day, or the days that it stands for, and whether they count."""
    day = f"{day_date(row.day)} {row.day.year}"
    if row.until:
        day = _("%(first)s to %(last)s") % {"first": day, "last": f"{day_date(row.until)} {row.until.year}"}
    if not row.counts:
        return {"day": day, "counts": _("No, %(reason)s") % {"reason": row.reason}}
    return {"day": day, "counts": f"{row.number} ({row.reason})" if row.reason else str(row.number)}


def amount(rule: Rule | LocalRule) -> str:
    """The number of a rule with its unit, in words."""
    return amount_words(rule.number, rule.unit, getattr(rule, "month", None))


def amount_and_time(rule: LocalRule) -> str:
    """The number of a panel's own rule in words, with the time of day at which it closes, if it has one."""
    return f"{amount(rule)}, {clock_time(rule.closes_at)}" if rule.closes_at else amount(rule)


def _period(rule: Rule | LocalRule) -> str:
    start, end = short_date(rule.in_force_from), short_date(rule.in_force_until)
    return _("%(start)s to %(end)s") % {"start": start, "end": end} if end else start


def _title_and_place(rule: Rule) -> SafeString:
    """What the rule is called; under it where it holds."""
    return format_html(WITH_QUIET, rule.title, rule.get_jurisdiction_display())


def _provision_and_source(rule: Rule) -> SafeString:
    """The provision; under it where it was read, which may break after each stroke."""
    source = format_html_join(STROKE, "{}", ((part,) for part in rule.source.split("/")))
    return format_html(WITH_QUIET, rule.provision, source)


def _verified(rule: Rule) -> str:
    return _("Read in the source") if rule.is_verified else tag(_("Not yet verified"), "grey")
