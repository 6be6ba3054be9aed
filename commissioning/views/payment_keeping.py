"""Payments kept by hand, and months published, by the Commissioner's office."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.filters.grants import month_key, month_words
from commissioning.forms.spending import OnceForm, PaymentCreateForm, PaymentUpdateForm
from commissioning.services import payments as services
from commissioning.services import spending
from commissioning.views.office import form_page, require_commissioning
from commissioning.views.payments import as_month, list_step, own_payment
from decisions.forms.cases import ActForm
from interface.templatetags.dates import money
from meetings.views.programme import sent


def _url(payment: Any) -> str:
    return reverse("spending:payment-detail", args=[payment.area.slug, payment.code])


@login_required
def payment_create(request: Any, area: str) -> HttpResponse:
    """Enter a payment."""
    require_commissioning(request)
    form = PaymentCreateForm(sent(request), area=request.area)

    def work() -> str:
        return _url(services.create_payment(area=request.area, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Enter a payment"), button=_("Enter the payment"),
        done=_("Payment entered. The public reads it once it is published"), steps=[list_step(request)],
        back=(list_step(request)[0], _("Back to spending")),
    )  # fmt: skip


@login_required
def payment_update(request: Any, area: str, code: str) -> HttpResponse:
    """Correct a payment."""
    found = _own(request, code)
    form = PaymentUpdateForm(sent(request), row=found)
    words = [_("Everybody reads this payment. They read the change at once.")] if found.published_at else []
    return _act(
        request, found, form, lambda: services.change_payment(payment=found, actor=request.user, **form.facts()),
        title=_("Correct the payment"), button=_("Save the payment"), done=_("Payment saved"), words=words,
    )  # fmt: skip


@login_required
def payment_publish(request: Any, area: str, code: str) -> HttpResponse:
    """Let everybody read a payment."""
    found = _own(request, code)
    form = ActForm(sent(request), row=found)
    words = [_("%(recipient)s, %(amount)s") % {"recipient": found.recipient, "amount": money(found.amount, "pence")}]
    if found.is_withheld:
        words.append(_("The public reads “Withheld: personal data” in place of the name."))
    if type(found).objects.filter(services.IS_PRIVATE, pk=found.pk).exists():
        words.append(_("It was paid under an award that not everybody may read. Publishing tells who was paid, and how much."))
    return _act(
        request, found, form, _of_version(services.publish_payment, found, form, request), title=_("Publish the payment"),
        button=_("Publish the payment"), done=_("Everybody reads the payment now"), words=words,
    )  # fmt: skip


@login_required
def payment_hide(request: Any, area: str, code: str) -> HttpResponse:
    """Take a payment from the public."""
    found = _own(request, code)
    form = ActForm(sent(request), row=found)
    return _act(
        request, found, form, _of_version(services.hide_payment, found, form, request),
        title=_("Take the payment from the public"), button=_("Take from the public"), done=_("The public no longer reads it"),
        words=[_("It stays with the office, and can be published again.")],
    )  # fmt: skip


def _of_version(service: Any, payment: Any, form: Any, request: Any) -> Callable[[], Any]:
    return lambda: service(payment=payment, version=form.cleaned_data["version"], actor=request.user)


def _own(request: Any, code: str) -> Any:
    found = own_payment(request, code)
    require_commissioning(request)
    return found


def _act(request: Any, payment: Any, form: Any, do: Callable[[], Any], **page: Any) -> HttpResponse:
    def work() -> str:
        do()
        return _url(payment)

    return form_page(
        request, form, work, caption=payment.reference, steps=[list_step(request), (_url(payment), payment.reference)],
        back=(_url(payment), _("Back to the payment")), **page,
    )  # fmt: skip


# Months -------------------------------------------------------------------------------------------------------------


@login_required
def month_publish(request: Any, area: str, month: str) -> HttpResponse:
    """Let everybody read the payments of a month."""
    require_commissioning(request)
    first = as_month(month)
    rows = services.waiting_in(request.area, first)
    ready, private = rows.exclude(services.IS_PRIVATE), rows.filter(services.IS_PRIVATE).count()
    count = ready.count()
    told = ngettext("%(count)s payment of %(sum)s becomes public.", "%(count)s payments of %(sum)s in all become public.", count)
    words = [told % {"count": f"{count:,}", "sum": money(spending.sum_of(ready), "pence")}]
    if private:
        left = ngettext(
            "%(count)s payment of a private award stays with the office. Publish it on its own page if it may be read.",
            "%(count)s payments of private awards stay with the office. Publish each on its own page if it may be read.", private,
        )  # fmt: skip
        words.append(left % {"count": f"{private:,}"})
    return _month(
        request, first, services.publish_month, words=words, title=_("Publish %(month)s"), button=_("Publish %(month)s"),
        done=_("The payments of %(month)s are public"),
    )  # fmt: skip


@login_required
def month_hide(request: Any, area: str, month: str) -> HttpResponse:
    """Take the payments of a month from the public."""
    require_commissioning(request)
    return _month(
        request, as_month(month), services.hide_month, title=_("Take %(month)s from the public"),
        button=_("Take %(month)s from the public"), done=_("The payments of %(month)s are no longer public"),
        words=[_("They stay with the office, and can be published again.")],
    )  # fmt: skip


def _month(
    request: Any, first: Any, service: Any, *, title: str, button: str, done: str, words: list[str]
) -> HttpResponse:  # fmt: skip
    form, named = OnceForm(sent(request)), {"month": month_words(first)}
    url = reverse("spending:month-detail", args=[request.area.slug, month_key(first)])

    def work() -> str:
        service(area=request.area, month=first, actor=request.user)
        return url

    return form_page(
        request, form, work, title=title % named, button=button % named, done=done % named, words=words,
        steps=[list_step(request), (url, month_words(first))], back=(url, _("Back to the month")),
    )  # fmt: skip
