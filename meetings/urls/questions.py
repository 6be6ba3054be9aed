"""Public question time: asking, following, and the clerk's queue, under `/<area>/questions/`."""

from django.urls import URLPattern, path

from meetings.views import asking, following, question_acts, questions

app_name = "questions"
urlpatterns: list[URLPattern] = [
    path("ask/", asking.question_ask, name="question-ask"),
    path("ask/kind/", asking.question_ask_kind, name="question-ask-kind"),
    path("ask/eligible/", asking.question_ask_eligible, name="question-ask-eligible"),
    path("ask/words/", asking.question_ask_words, name="question-ask-words"),
    path("ask/you/", asking.question_ask_you, name="question-ask-you"),
    path("ask/check/", asking.question_ask_check, name="question-ask-check"),
    path("sent/", asking.question_sent, name="question-sent"),
    path("late/", asking.question_late, name="question-late"),
    path("follow/<slug:reference>/<str:key>/", following.question_follow, name="question-follow"),
]

# The clerk's queue and the pages of what was accepted; `<slug:reference>/` comes after every literal address above.
urlpatterns += [
    path("", questions.question_list, name="question-list"),
    path("queue/", questions.question_queue, name="question-queue"),
    path("create/", question_acts.question_create, name="question-create"),
    path("export/<slug:fmt>/", questions.question_export, name="question-export"),
    path("<slug:reference>/", questions.question_detail, name="question-detail"),
    path("<slug:reference>/decide/", question_acts.question_decide, name="question-decide"),
    path("<slug:reference>/reject/", question_acts.question_reject, name="question-reject"),
    path("<slug:reference>/carry/", question_acts.question_carry, name="question-carry"),
    path("<slug:reference>/answer/", question_acts.question_answer, name="question-answer"),
    path("<slug:reference>/publish/", question_acts.question_publish, name="question-publish"),
    path("<slug:reference>/reopen/", question_acts.question_reopen, name="question-reopen"),
]
