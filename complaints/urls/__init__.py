"""Addresses of complaints, under a police area's slug: `/<area>/complaints/`."""

from django.urls import URLPattern, path, register_converter

from complaints.choices import StepKind
from complaints.views import (
    allegations,
    comments,
    detail,
    facts,
    files,
    importing,
    intake,
    letters,
    lists,
    making,
    people,
    powers,
    public,
    retention,
    risks,
    saved,
    sending,
    steps,
    summaries,
    templates,
)

app_name = "complaints"
urlpatterns: list[URLPattern] = []


class ReferenceConverter:
    """The reference of a complaint: as long as one may be, so that no address takes long to read. It has a figure in it, so that
    a word such as "create" is not taken for one."""

    regex = r"(?=[\w-]{0,19}[0-9])[\w-]{1,20}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(ReferenceConverter, "complaintref")

# The internal register, and the pages of a complaint
_CASE = "cases/<complaintref:reference>/"
urlpatterns += [
    path("cases/", lists.complaint_list, name="complaint-list"),
    path("cases/export/<slug:fmt>/", lists.complaint_export, name="complaint-export"),
    path("cases/views/", saved.view_list, name="view-list"),
    path("cases/views/create/", saved.view_create, name="view-create"),
    path("cases/views/<slug:slug>/remove/", saved.view_remove, name="view-remove"),
    path(_CASE, detail.complaint_detail, name="complaint-detail"),
    path(f"{_CASE}history/", detail.complaint_history, name="complaint-history"),
    path(f"{_CASE}edit/", facts.complaint_update, name="complaint-update"),
    path(f"{_CASE}keep-from-office/", facts.complaint_keep, name="complaint-keep"),
    path(f"{_CASE}allegations/", allegations.allegation_list, name="allegation-list"),
    path(f"{_CASE}allegations/create/", allegations.allegation_create, name="allegation-create"),
    path(f"{_CASE}allegations/<int:number>/edit/", allegations.allegation_update, name="allegation-update"),
    path(f"{_CASE}allegations/<int:number>/remove/", allegations.allegation_remove, name="allegation-remove"),
    path(f"{_CASE}allegations/<int:number>/restore/", allegations.allegation_restore, name="allegation-restore"),
    path(f"{_CASE}allegations/<int:number>/seriousness/", allegations.allegation_judge, name="allegation-judge"),
    path(f"{_CASE}comments/", comments.comment_list, name="comment-list"),
    path(f"{_CASE}comments/<int:number>/edit/", comments.comment_update, name="comment-update"),
    path(f"{_CASE}risks/", risks.risk_list, name="risk-list"),
    path(f"{_CASE}risks/create/", risks.risk_create, name="risk-create"),
]

# Intake, who complains, and files
urlpatterns += [
    path("cases/create/", intake.intake_create, name="intake-create"),
    path(f"{_CASE}received/", intake.intake_done, name="intake-done"),
    path(f"{_CASE}people/", people.people_list, name="people-list"),
    path(f"{_CASE}people/create/", people.person_create, name="person-create"),
    path(f"{_CASE}people/words/", people.words_create, name="words-create"),
    path(f"{_CASE}people/<int:number>/edit/", people.person_update, name="person-update"),
    path(f"{_CASE}people/<int:number>/remove/", people.person_remove, name="person-remove"),
    path(f"{_CASE}people/<int:number>/restore/", people.person_restore, name="person-restore"),
    path(f"{_CASE}files/", files.file_list, name="file-list"),
    path(f"{_CASE}files/create/", files.file_create, name="file-create"),
    path(f"{_CASE}files/<int:number>/", files.file_detail, name="file-detail"),
    path(f"{_CASE}files/<int:number>/share/", files.file_share, name="file-share"),
    path(f"{_CASE}files/<int:number>/remove/", files.file_remove, name="file-remove"),
    path(f"{_CASE}files/<int:number>/restore/", files.file_restore, name="file-restore"),
    path(f"{_CASE}files/<int:number>/<slug:kind>/", files.file_download, name="file-download"),
]

# Older registers that are brought in
urlpatterns += [
    path("cases/import/", importing.register_import, name="register-import"),
    path("cases/import/<slug:register>/", importing.register_detail, name="register-detail"),
    path("cases/import/<slug:register>/undo/", importing.register_undo, name="register-undo"),
]

# Letters, and the wording that a panel gives them
urlpatterns += [
    path(f"{_CASE}letters/", letters.letter_list, name="letter-list"),
    path(f"{_CASE}letters/create/", letters.letter_create, name="letter-create"),
    path(f"{_CASE}letters/<int:number>/", letters.letter_detail, name="letter-detail"),
    path(f"{_CASE}letters/<int:number>/edit/", letters.letter_update, name="letter-update"),
    path(f"{_CASE}letters/<int:number>/not-needed/", letters.letter_not_needed, name="letter-not-needed"),
    path(f"{_CASE}letters/<int:number>/issue/", sending.letter_issue, name="letter-issue"),
    path(f"{_CASE}letters/<int:number>/preview.pdf", sending.letter_preview, name="letter-preview"),
    path(f"{_CASE}letters/<int:number>/letter.pdf", sending.letter_file, name="letter-file"),
    path(f"{_CASE}letters/<int:number>/email/", sending.letter_email, name="letter-email"),
    path(f"{_CASE}letters/<int:number>/letter.txt", sending.letter_text, name="letter-text"),
    path("letters/", templates.template_list, name="template-list"),
    path("letters/<slug:kind>/", templates.template_update, name="template-update"),
    path("letters/<slug:kind>/history/", templates.template_history, name="template-history"),
]


class StepConverter(ReferenceConverter):
    """A step that somebody takes; the receipt is none."""

    regex = "|".join(sorted(set(StepKind.values) - {StepKind.RECEIVE.value}))


register_converter(StepConverter, "complaintstep")

# Steps
urlpatterns += [
    path(f"{_CASE}steps/take-back/", steps.step_take_back, name="step-take-back"),
    path(f"{_CASE}steps/<complaintstep:kind>/", steps.step_take, name="step-take"),
]

# Making a complaint on the website
urlpatterns += [
    path("make/", making.make_start, name="make-start"),
    path("make/privacy/", making.make_privacy, name="make-privacy"),
    path("make/elsewhere/<slug:about>/", making.make_elsewhere, name="make-elsewhere"),
    path("make/whom/", making.make_whom, name="make-whom"),
    path("make/what/", making.make_what, name="make-what"),
    path("make/who/", making.make_who, name="make-who"),
    path("make/you/", making.make_you, name="make-you"),
    path("make/check/", making.make_check, name="make-check"),
    path("make/forget/", making.make_forget, name="make-forget"),
    path("make/sent/", making.make_sent, name="make-sent"),
]

# Who handles complaints
urlpatterns += [
    path("handling/", powers.power_list, name="power-list"),
    path("handling/create/", powers.power_create, name="power-create"),
    path("handling/<int:number>/edit/", powers.power_update, name="power-update"),
    path("handling/<int:number>/end/", powers.power_end, name="power-end"),
]

# What the public reads
urlpatterns += [
    path("", public.public_register, name="public-register"),
    path("export/<slug:fmt>/", public.public_export, name="public-export"),
    path(f"{_CASE}publication/", summaries.summary_detail, name="summary-detail"),
    path(f"{_CASE}publication/write/", summaries.summary_write, name="summary-write"),
    path(f"{_CASE}publication/<int:number>/approve/", summaries.summary_approve, name="summary-approve"),
    path(f"{_CASE}publication/<int:number>/withdraw/", summaries.summary_withdraw, name="summary-withdraw"),
    path(f"{_CASE}publication/<int:number>/restore/", summaries.summary_restore, name="summary-restore"),
]

# How long they are kept
urlpatterns += [
    path("retention/", retention.retention_list, name="retention-list"),
    path("retention/erase/", retention.retention_erase, name="retention-erase"),
    path(f"{_CASE}hold/", retention.complaint_hold, name="complaint-hold"),
]
