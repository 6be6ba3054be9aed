"""Meetings, agendas, papers and packs, under `/<area>/meetings/`."""

from django.urls import path

from meetings.views import agenda, calling, history, lists, meetings, packs, papers, publishing

app_name = "meetings"
urlpatterns = [
    path("", lists.meeting_list, name="meeting-list"),
    path("export/<slug:fmt>/", lists.meeting_export, name="meeting-export"),
    path("create/", calling.meeting_create, name="meeting-create"),
    path("<slug:meeting>/", meetings.meeting_detail, name="meeting-detail"),
    path("<slug:meeting>/edit/", calling.meeting_update, name="meeting-update"),
    path("<slug:meeting>/announce/", calling.meeting_announce, name="meeting-announce"),
    path("<slug:meeting>/cancel/", calling.meeting_cancel, name="meeting-cancel"),
    path("<slug:meeting>/postpone/", calling.meeting_postpone, name="meeting-postpone"),
    path("<slug:meeting>/history/", history.meeting_history, name="meeting-history"),
    path("<slug:meeting>/notice/", meetings.meeting_notice, name="meeting-notice"),
    path("<slug:meeting>/agenda/", agenda.agenda_detail, name="agenda-detail"),
    path("<slug:meeting>/agenda/reorder/", agenda.agenda_reorder, name="agenda-reorder"),
    path("<slug:meeting>/agenda/undo/", agenda.agenda_undo, name="agenda-undo"),
    path("<slug:meeting>/agenda/publish/", publishing.agenda_publish, name="agenda-publish"),
    path("<slug:meeting>/agenda/items/create/", agenda.item_create, name="item-create"),
    path("<slug:meeting>/agenda/items/<slug:item>/", agenda.item_update, name="item-update"),
    path("<slug:meeting>/agenda/items/<slug:item>/private/", agenda.item_privacy, name="item-privacy"),
    path("<slug:meeting>/agenda/items/<slug:item>/move/", agenda.item_move, name="item-move"),
    path("<slug:meeting>/agenda/items/<slug:item>/delete/", agenda.item_delete, name="item-delete"),
    path("<slug:meeting>/agenda/items/<slug:item>/papers/<slug:how>/", papers.paper_add, name="paper-add"),
    path("<slug:meeting>/papers/create/", papers.paper_create, name="paper-create"),
    path("<slug:meeting>/papers/<slug:paper>/", papers.paper_detail, name="paper-detail"),
    path("<slug:meeting>/papers/<slug:paper>.pdf", papers.paper_file, name="paper-file"),
    path("<slug:meeting>/papers/<slug:paper>/edit/", papers.paper_update, name="paper-update"),
    path("<slug:meeting>/papers/<slug:paper>/delete/", papers.paper_delete, name="paper-delete"),
    path("<slug:meeting>/papers/<slug:paper>/withdraw/", papers.paper_withdraw, name="paper-withdraw"),
    path("<slug:meeting>/pack/", packs.pack_detail, name="pack-detail"),
    path("<slug:meeting>/pack/papers.zip", packs.pack_archive, name="pack-archive"),
    path("<slug:meeting>/pack/<slug:edition>.pdf", packs.pack_file, name="pack-file"),
    path("<slug:meeting>/pack/<slug:edition>/manifest.json", packs.pack_manifest, name="pack-manifest"),
    path("<slug:meeting>/pack/build/", packs.pack_build, name="pack-build"),
    path("<slug:meeting>/pack/builds/<slug:reference>/", packs.build_detail, name="build-detail"),
    path("<slug:meeting>/pack/builds/<slug:reference>/status.json", packs.build_status, name="build-status"),
    path("<slug:meeting>/pack/builds/<slug:reference>/cancel/", packs.build_cancel, name="build-cancel"),
]
