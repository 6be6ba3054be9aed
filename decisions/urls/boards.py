"""A board’s decisions and how its papers agree, under `/<area>/meetings/<meeting>/`."""

from django.urls import URLPattern, path

from decisions.views import boards, reconciliation

app_name = "boards"
_DECISION = "decisions/<slug:reference>/"
urlpatterns: list[URLPattern] = [
    path("decisions/", boards.board_decision_list, name="board-decision-list"),
    path(f"{_DECISION}outcome/", boards.board_outcome, name="board-outcome"),
    path(f"{_DECISION}take-back/", boards.board_take_back, name="board-take-back"),
    path(f"{_DECISION}take-off/", boards.board_take_off, name="board-take-off"),
    path(f"{_DECISION}restore/", boards.board_restore, name="board-restore"),
    path("reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("reconciliation/corrections/<int:number>/undo/", reconciliation.reading_undo, name="reading-undo"),
    path("reconciliation/<slug:key>/correct/", reconciliation.reading_correct, name="reading-correct"),
]
