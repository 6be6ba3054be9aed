"""The register of the Commissioner’s decisions, under `/<area>/decisions/`."""

from django.urls import URLPattern, path, register_converter
from django.views.decorators.http import require_safe

from decisions.feeds import DecisionFeed
from decisions.views import (
    decision_acts,
    decision_detail,
    decision_import,
    decision_list,
    decision_sign,
    decisions,
    nil_returns,
    pipeline,
)


class DecisionConverter:
    """A decision's reference as it stands in addresses: `2018-005`."""

    regex = r"\d{4}-\d{3,}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(DecisionConverter, "decision")

app_name = "decisions"
urlpatterns: list[URLPattern] = []

# A decision: logged, changed, signed, published, and what else moves it on
_DECISION = "<decision:reference>/"
urlpatterns += [
    path("create/", decisions.decision_create, name="decision-create"),
    path("pipeline/", pipeline.decision_pipeline, name="decision-pipeline"),
    path(_DECISION, decision_detail.decision_detail, name="decision-detail"),
    path(f"{_DECISION}edit/", decisions.decision_update, name="decision-update"),
    path(f"{_DECISION}sign/", decision_sign.decision_sign, name="decision-sign"),
    path(f"{_DECISION}publish/", decision_acts.decision_publish, name="decision-publish"),
    path(f"{_DECISION}step/<slug:kind>/", decision_acts.decision_step, name="decision-step"),
    path(f"{_DECISION}take-back/", decision_acts.decision_take_back, name="decision-take-back"),
    path(f"{_DECISION}notice.pdf", decision_acts.decision_notice, name="decision-notice"),
]

# The register as a whole: put yours below
_NIL, _UPLOAD = "nil-returns/<int:number>/", "import/<slug:upload>/"
urlpatterns += [
    path("", decision_list.decision_list, name="decision-list"),
    path("feed.atom", require_safe(DecisionFeed()), name="decision-feed"),
    path("export/<slug:fmt>/", decision_list.decision_export, name="decision-export"),
    path("import/", decision_import.register_import, name="register-import"),
    path(_UPLOAD, decision_import.register_upload, name="register-upload"),
    path(f"{_UPLOAD}cancel/", decision_import.register_upload_cancel, name="register-upload-cancel"),
    path(f"{_UPLOAD}problems.csv", decision_import.register_upload_problems, name="register-upload-problems"),
    path("nil-returns/", nil_returns.nil_return_list, name="nil-return-list"),
    path("nil-returns/create/", nil_returns.nil_return_create, name="nil-return-create"),
    path(f"{_NIL}take-back/", nil_returns.nil_return_take_back, name="nil-return-take-back"),
]
