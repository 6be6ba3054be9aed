"""Pages about a panel itself, under a police area's slug."""

from django.urls import path

from panels.views import interests, pages

app_name = "panels"
urlpatterns = [
    path("panel/", pages.PanelDetailView.as_view(), name="panel-detail"),
    path("panel/members/<slug:person>/", pages.MemberDetailView.as_view(), name="member-detail"),
    path("panel/interests/", interests.InterestListView.as_view(), name="interest-list"),
    path("panel/interests/export/<slug:fmt>/", interests.interest_export, name="interest-export"),
    path("panel/interests/create/", interests.interest_create, name="interest-create"),
    path("panel/interests/<slug:person>/<int:number>/edit/", interests.interest_update, name="interest-update"),
    path("panel/interests/<slug:person>/<int:number>/remove/", interests.interest_remove, name="interest-remove"),
    path("panel/rules/", pages.RuleListView.as_view(), name="rule-list"),
    path("panel/hosts/", pages.HostListView.as_view(), name="host-list"),
    path("bodies/", pages.BodyListView.as_view(), name="body-list"),
    path("bodies/<slug:body>/", pages.BodyDetailView.as_view(), name="body-detail"),
]
