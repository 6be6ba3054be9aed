"""A panel's year: the work programme, its months, and calling a year of meetings."""

from django.urls import URLPattern, path

from meetings.views import cycle, months, programme, programme_entries, year

app_name = "programme"

# The year of meetings, under names that no programme bears (those are years: `2021-22`).
of_the_year: list[URLPattern] = [
    path("meetings/", year.year_create, name="year-create"),
    path("meetings/drafts/", year.year_drafts, name="year-drafts"),
    path("calendar/", months.month_current, name="month-current"),
    path("months/<int:year>-<int:month>/", months.month_detail, name="month-detail"),
    path("cycle/", cycle.cycle_list, name="cycle-list"),
    path("cycle/create/", cycle.cycle_create, name="cycle-create"),
    path("cycle/<int:number>/edit/", cycle.cycle_update, name="cycle-update"),
    path("cycle/<int:number>/end/", cycle.cycle_end, name="cycle-end"),
]

# The work programmes themselves.
ONE, ENTRIES = "<slug:programme>/", "<slug:programme>/entries/"
ENTRY = f"{ENTRIES}<int:number>/"
of_a_programme: list[URLPattern] = [
    path("", programme.programme_list, name="programme-list"),
    path("create/", programme.programme_create, name="programme-create"),
    path(ONE, programme.programme_detail, name="programme-detail"),
    path(f"{ONE}edit/", programme.programme_update, name="programme-update"),
    path(f"{ONE}publish/", programme.programme_publish, name="programme-publish"),
    path(f"{ONE}standing/", programme.programme_standing, name="programme-standing"),
    path(f"{ONE}paper/", programme.programme_paper, name="programme-paper"),
    path(f"{ONE}cycle/", cycle.cycle_take, name="cycle-take"),
    path(f"{ONE}export/<slug:fmt>/", programme.programme_export, name="programme-export"),
    path(f"{ENTRIES}create/", programme_entries.entry_create, name="entry-create"),
    path(ENTRY, programme_entries.entry_detail, name="entry-detail"),
    path(f"{ENTRY}edit/", programme_entries.entry_update, name="entry-update"),
    path(f"{ENTRY}move/", programme_entries.entry_move, name="entry-move"),
    path(f"{ENTRY}defer/", programme_entries.entry_defer, name="entry-defer"),
    path(f"{ENTRY}cancel/", programme_entries.entry_cancel, name="entry-cancel"),
    path(f"{ENTRY}done/", programme_entries.entry_done, name="entry-done"),
    path(f"{ENTRY}reopen/", programme_entries.entry_reopen, name="entry-reopen"),
    path(f"{ENTRY}remove/", programme_entries.entry_remove, name="entry-remove"),
    path(f"{ENTRY}restore/", programme_entries.entry_restore, name="entry-restore"),
]

# Literal paths first: a programme's own path takes any slug.
urlpatterns: list[URLPattern] = [*of_the_year, *of_a_programme]
