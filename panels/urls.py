"""Pages about a panel itself, under a police area's slug."""

from django.urls import path

from panels.views import due, due_acts, interests, local_rules, pages, rules

app_name = "panels"
urlpatterns = [
    path("panel/", pages.PanelDetailView.as_view(), name="panel-detail"),
    path("panel/members/<slug:person>/", pages.MemberDetailView.as_view(), name="member-detail"),
    path("panel/interests/", interests.InterestListView.as_view(), name="interest-list"),
    path("panel/interests/export/<slug:fmt>/", interests.interest_export, name="interest-export"),
    path("panel/interests/create/", interests.interest_create, name="interest-create"),
    path("panel/interests/<slug:person>/<int:number>/edit/", interests.interest_update, name="interest-update"),
    path("panel/interests/<slug:person>/<int:number>/remove/", interests.interest_remove, name="interest-remove"),
    path("panel/rules/", rules.RuleListView.as_view(), name="rule-list"),
    path("panel/rules/count/", rules.RuleCountView.as_view(), name="rule-count"),
    path("panel/rules/own/create/", local_rules.local_rule_create, name="local-rule-create"),
    path("panel/rules/own/<slug:key>/", local_rules.local_rule_update, name="local-rule-update"),
    path("panel/rules/own/<slug:key>/end/", local_rules.local_rule_end, name="local-rule-end"),
    path("panel/hosts/", pages.HostListView.as_view(), name="host-list"),
    path("due/", due.obligation_list, name="obligation-list"),
    path("due/export/<slug:fmt>/", due.obligation_export, name="obligation-export"),
    path("due/<slug:reference>/", due.obligation_detail, name="obligation-detail"),
    path("due/<slug:reference>/meet/", due_acts.obligation_meet, name="obligation-meet"),
    path("due/<slug:reference>/set-aside/", due_acts.obligation_set_aside, name="obligation-set-aside"),
    path("due/<slug:reference>/reopen/", due_acts.obligation_reopen, name="obligation-reopen"),
    path("due/<slug:reference>/explain/", due_acts.obligation_explain, name="obligation-explain"),
    path("bodies/", pages.BodyListView.as_view(), name="body-list"),
    path("bodies/<slug:body>/", pages.BodyDetailView.as_view(), name="body-detail"),
]
