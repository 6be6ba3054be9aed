"""The register of members' interests: read by everybody, kept by the clerk's office."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from import_export.formats.base_formats import CSV, ODS, XLSX

from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.govuk import tag
from panels import permissions, services
from panels.forms import InterestCreateForm, InterestFilterForm, InterestRemoveForm, InterestUpdateForm
from panels.models import Body, Interest, Membership, Person
from panels.resources import register_of_interests
from panels.rules import InterestWords, interest_words
from panels.views.pages import PanelPage

FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}
ACT = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
WHOSE = '<a class="govuk-link" href="{}">{}</a>'


class InterestListView(PanelPage):
    """What each member who sits today has registered; of what is sensitive, that it is registered and nothing else."""

    template_name = "panels/interest_list.html"
    part = "interest-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowed = _Narrowed(self.request, self.panel)
        person, table = narrowed.person, self._table(narrowed)
        return super().get_context_data(
            table=table,
            filter_form=narrowed.form,
            words=ngettext("%(count)s interest", "%(count)s interests", table.count) % {"count": f"{table.count:,}"},
            filters=[{"text": person.name, "url": self.request.path}] if person else [],
            exports=_exports(self.request, person) if table.count else [],
            silent=[] if person else _silent(self.panel, self.today),
            keeps=narrowed.keeps,
            **kwargs,
        )

    def _table(self, narrowed: "_Narrowed") -> Table:
        said = narrowed.said
        columns = [
            Column("member", _("Member"), self._whose, heads_row=True),
            Column("kind", _("Kind of interest"), lambda row: said(row).kind),
            Column("text", _("Interest"), lambda row: _marked(row, said(row).text) if narrowed.keeps else said(row).text),
            Column("registered", _("Registered"), lambda row: said(row).registered),
            Column("held", _("Held"), lambda row: said(row).held),
        ]
        if narrowed.keeps:
            columns.append(Column("acts", _("Correct"), self._acts, stack_label=""))
        silent = _("%(name)s has registered no interest.") % {"name": narrowed.person}
        empty = silent if narrowed.person else _("No interest is registered.")
        return Table(self.request, narrowed.rows, columns=columns, caption=_("Registered interests"), empty=empty)

    def _whose(self, row: Interest) -> SafeString:
        return format_html(WHOSE, reverse("panels:member-detail", args=[self._area, row.person.slug]), row.person)

    def _acts(self, row: Interest) -> SafeString:
        here, words = [self._area, row.person.slug, row.number], self._named(row)
        change = format_html(ACT, reverse("panels:interest-update", args=here), _("Change"), words)
        remove = format_html(ACT, reverse("panels:interest-remove", args=here), _("Take out"), words)
        return format_html('<span class="app-actions">{}{}</span>', change, remove)

    @staticmethod
    def _named(row: Interest) -> str:
        return _("interest %(number)s of %(name)s") % {"number": row.number, "name": row.person}

    @cached_property
    def _area(self) -> str:
        return self.request.area.slug


class _Narrowed:
    """The interests that a reader asks for, and how much of each they may read."""

    def __init__(self, request: Any, panel: Body) -> None:
        self.form = InterestFilterForm(request.GET, people=_sitting(panel))
        self.person = self.form.person
        self.keeps = permissions.can_keep_interests(request.user, panel)
        rows = Interest.objects.visible_to(request.user).of_members(panel, clock.today()).for_page()
        self.rows = rows.filter(person=self.person) if self.person else rows

    def said(self, row: Interest) -> InterestWords:
        return interest_words(row, is_open=self.keeps or not row.is_sensitive)


@require_safe
def interest_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filter, on every page of it."""
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if fmt not in FORMATS or panel is None:
        raise Http404
    narrowed, made = _Narrowed(request, panel), FORMATS[fmt]()
    data = made.export_data(register_of_interests(narrowed.rows, keeps=narrowed.keeps))
    response = HttpResponse(data, content_type=made.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{area}-members-interests.{fmt}"'
    return response


@login_required
def interest_create(request: Any, area: str) -> HttpResponse:
    """Enter what a member has registered."""
    panel = _kept_panel(request)
    start = {"person": request.GET.get("member", ""), "declared_on": clock.today()}
    form = InterestCreateForm(request.POST if request.method == "POST" else None, people=_sitting(panel), initial=start)
    if form.is_valid():
        url = done_once(form, lambda: _added(request, panel, form))
        if url:
            return redirect(url)
    return render(request, "panels/interest_form.html", {"form": form, "breadcrumbs": _breadcrumbs(request)})


def _added(request: Any, panel: Body, form: InterestCreateForm) -> str:
    person = form.cleaned_data["person"]
    services.add_interest(body=panel, person=person, actor=request.user, **form.facts())
    messages.success(request, _("The interest of %(name)s is in the register") % {"name": person})
    return _register_of(request, person)


@login_required
def interest_update(request: Any, area: str, person: str, number: int) -> HttpResponse:
    """Change what the register says, for instance that an interest is over."""
    interest = _kept_interest(request, person, number)
    form = InterestUpdateForm(request.POST if request.method == "POST" else None, interest=interest)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.change_interest(interest=interest, version=version, actor=request.user, **form.facts())
        except ValidationError as error:
            form.show_refusal(error)
        else:
            messages.success(request, _("The interest of %(name)s is saved") % {"name": interest.person})
            return redirect(_register_of(request, interest.person))
    context = {"form": form, "interest": interest, "breadcrumbs": _breadcrumbs(request)}
    return render(request, "panels/interest_form.html", context)


@login_required
def interest_remove(request: Any, area: str, person: str, number: int) -> HttpResponse:
    """Take out what was entered in error: asks why, on a page of its own."""
    interest = _kept_interest(request, person, number)
    form = InterestRemoveForm(request.POST if request.method == "POST" else None, versioned=interest)
    if form.is_valid():
        answers = form.cleaned_data
        try:
            services.remove_interest(interest=interest, version=answers["version"], reason=answers["reason"], actor=request.user)
        except ValidationError as error:
            form.show_refusal(error)
        else:
            messages.success(request, _("The interest is taken out of the register. It is kept with the reason"))
            return redirect(_register_of(request, interest.person))
    context = {
        "form": form,
        "interest": interest,
        "said": interest_words(interest, is_open=True),
        "breadcrumbs": _breadcrumbs(request),
    }
    return render(request, "panels/interest_remove.html", context)


def _kept_panel(request: Any) -> Body:
    """The area's panel, whose register the reader keeps."""
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    if not permissions.can_keep_interests(request.user, panel):
        raise PermissionDenied
    return panel


def _kept_interest(request: Any, person: str, number: int) -> Interest:
    panel = _kept_panel(request)
    seen = Interest.objects.visible_to(request.user).of_members(panel, clock.today()).for_page()
    return get_object_or_404(seen, person__slug=person, number=number)


def _sitting(panel: Body) -> Any:
    """Who sits on the panel today, by name."""
    seats = Membership.objects.on(clock.today()).filter(body=panel)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")


def _silent(panel: Body, today: Any) -> list[Person]:
    """The members of whom the register holds nothing."""
    spoken = Interest.objects.visible_to(None).of_members(panel, today).values("person")
    return list(_sitting(panel).exclude(pk__in=spoken))


def _register_of(request: Any, person: Person) -> str:
    return f"{reverse('panels:interest-list', args=[request.area.slug])}?member={person.slug}"


def _breadcrumbs(request: Any) -> list[dict[str, str]]:
    here = [request.area.slug]
    return [
        {"url": reverse("area-home", args=here), "text": request.area.name},
        {"url": reverse("panels:panel-detail", args=here), "text": _("Panel")},
        {"url": reverse("panels:interest-list", args=here), "text": _("Members’ interests")},
    ]


def _exports(request: Any, person: Person | None) -> list[dict[str, str]]:
    query = f"?member={person.slug}" if person else ""
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("panels:interest-export", args=[request.area.slug, fmt]) + query}
        for fmt in FORMATS
    ]  # fmt: skip


def _marked(row: Interest, text: str) -> SafeString | str:
    """For those who keep the register: marked where the public does not read it."""
    return format_html("{} {}", text, tag(_("Private"), "purple")) if row.is_sensitive else text
