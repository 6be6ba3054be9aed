"""The Commissioner’s update reports, under `/<area>/updates/`."""

from django.urls import URLPattern, path

from decisions.views import standing_items, update_sections, updates

app_name = "updates"

# What every report tells of: above the reports, so that its word is not taken for a report's address
_ITEM = "standing/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path("", updates.update_list, name="update-list"),
    path("create/", updates.update_create, name="update-create"),
    path("standing/", standing_items.standing_item_list, name="standing-item-list"),
    path("standing/create/", standing_items.standing_item_create, name="standing-item-create"),
    path(f"{_ITEM}edit/", standing_items.standing_item_update, name="standing-item-update"),
    path(f"{_ITEM}close/", standing_items.standing_item_close, name="standing-item-close"),
    path(f"{_ITEM}reopen/", standing_items.standing_item_reopen, name="standing-item-reopen"),
    path(f"{_ITEM}move/", standing_items.standing_item_move, name="standing-item-move"),
]

# One report, and its sections
_SECTION = "<slug:slug>/sections/<int:number>/"
urlpatterns += [
    path("<slug:slug>/", updates.update_detail, name="update-detail"),
    path("<slug:slug>/report.pdf", updates.update_file, name="update-file"),
    path("<slug:slug>/edit/", update_sections.section_list, name="section-list"),
    path("<slug:slug>/facts/", updates.update_update, name="update-update"),
    path("<slug:slug>/sections/create/<slug:kind>/", update_sections.section_create, name="section-create"),
    path(f"{_SECTION}edit/", update_sections.section_update, name="section-update"),
    path(f"{_SECTION}move/", update_sections.section_move, name="section-move"),
    path(f"{_SECTION}remove/", update_sections.section_remove, name="section-remove"),
    path(f"{_SECTION}restore/", update_sections.section_restore, name="section-restore"),
    path("<slug:slug>/check/", updates.update_check, name="update-check"),
    path("<slug:slug>/publish/", updates.update_publish, name="update-publish"),
    path("<slug:slug>/delete/", updates.update_delete, name="update-delete"),
    path("<slug:slug>/addenda/create/", updates.addendum_create, name="addendum-create"),
    path("<slug:slug>/addenda/<int:number>/addendum.pdf", updates.addendum_file, name="addendum-file"),
]
