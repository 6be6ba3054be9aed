"""The page on which a meeting is minuted, under `/<area>/meetings/<meeting>/minutes/`."""

from django.urls import URLPattern, path

from meetings.views import writing, writing_entries

ENTRIES = "<slug:meeting>/minutes/write/<slug:item>/entries/"

urlpatterns: list[URLPattern] = [
    path("<slug:meeting>/minutes/start/", writing.minutes_start, name="minutes-start"),
    path("<slug:meeting>/minutes/write/", writing.minutes_write, name="minutes-write"),
    path("<slug:meeting>/minutes/items/create/", writing.minute_item_create, name="minute-item-create"),
    path("<slug:meeting>/minutes/write/<slug:item>/", writing.minute_item, name="minute-item"),
    path("<slug:meeting>/minutes/write/<slug:item>/room/", writing.minute_room, name="minute-room"),
    path("<slug:meeting>/minutes/write/<slug:item>/open/", writing.minute_item_open, name="minute-item-open"),
    path("<slug:meeting>/minutes/write/<slug:item>/draft/", writing_entries.entry_draft, name="entry-draft"),
    path(f"{ENTRIES}create/<slug:kind>/", writing_entries.entry_create, name="entry-create"),
    path(f"{ENTRIES}<int:number>/", writing_entries.entry_update, name="entry-update"),
    path(f"{ENTRIES}<int:number>/move/", writing_entries.entry_move, name="entry-move"),
    path(f"{ENTRIES}<int:number>/remove/", writing_entries.entry_remove, name="entry-remove"),
    path(f"{ENTRIES}<int:number>/restore/", writing_entries.entry_restore, name="entry-restore"),
    path(f"{ENTRIES}<int:number>/texts/", writing_entries.entry_texts, name="entry-texts"),
]
