"""Pages about a panel itself, under a police area's slug."""

from django.urls import path

from panels import views

app_name = "panels"
urlpatterns = [
    path("panel/", views.PanelDetailView.as_view(), name="panel-detail"),
    path("panel/members/<slug:person>/", views.MemberDetailView.as_view(), name="member-detail"),
    path("panel/rules/", views.RuleListView.as_view(), name="rule-list"),
    path("panel/hosts/", views.HostListView.as_view(), name="host-list"),
    path("bodies/", views.BodyListView.as_view(), name="body-list"),
    path("bodies/<slug:body>/", views.BodyDetailView.as_view(), name="body-detail"),
]
