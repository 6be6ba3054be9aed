"""Recommendations and what was said to them, under `/<area>/recommendations/`."""

from django.urls import URLPattern, path

from meetings.views import recommendations

app_name = "recommendations"
urlpatterns: list[URLPattern] = [
    path("", recommendations.recommendation_list, name="recommendation-list"),
    path("export/<slug:fmt>/", recommendations.recommendation_export, name="recommendation-export"),
    path("create/", recommendations.recommendation_create, name="recommendation-create"),
    path("<slug:reference>/", recommendations.recommendation_detail, name="recommendation-detail"),
    path("<slug:reference>/respond/", recommendations.recommendation_respond, name="recommendation-respond"),
    path("<slug:reference>/due/", recommendations.recommendation_due, name="recommendation-due"),
]
