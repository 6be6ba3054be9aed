"""The action log and what became of each action, under `/<area>/actions/`."""

from django.urls import URLPattern, path

from meetings.views import action_acts, action_import, actions, chain

app_name = "actions"
urlpatterns: list[URLPattern] = [
    path("", actions.action_list, name="action-list"),
    path("export/<slug:fmt>/", actions.action_export, name="action-export"),
    path("import/", action_import.action_import, name="action-import"),
    path("import/columns/<slug:fmt>/", action_import.action_columns, name="action-columns"),
    path("create/", action_acts.action_create, name="action-create"),
    path("<slug:reference>/edit/", action_acts.action_update, name="action-update"),
    path("<slug:reference>/say/", action_acts.action_say, name="action-say"),
    path("<slug:reference>/close/", action_acts.action_close, name="action-close"),
    path("<slug:reference>/reopen/", action_acts.action_reopen, name="action-reopen"),
    path("<slug:reference>/supersede/", action_acts.action_supersede, name="action-supersede"),
]

urlpatterns += [
    path("no-answer-yet/", chain.no_answer_list, name="no-answer-list"),
    path("<slug:reference>/", chain.action_detail, name="action-detail"),
    path("<slug:reference>/link/", chain.link_create, name="link-create"),
    path("<slug:reference>/links/<int:number>/<slug:act>/", chain.link_change, name="link-change"),
]
