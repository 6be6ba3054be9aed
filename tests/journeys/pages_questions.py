"""The lines of the table of pages about public questions: asking, following, and the clerk's queue."""

from tests.access.cast import CLERK, MEMBER, PUBLIC
from tests.journeys.askers import ANXIOUS, ASKER, SENT, TARDY
from tests.journeys.page import Page
from tests.journeys.world_year import KEY

HERE, AWAY = "/northshire/questions", "/southshire/questions"
ONE, TAKEN, HELD_BACK, ANSWERED, LATE = (f"{HERE}/Q-2022-00{number}" for number in (1, 2, 3, 4, 7))

ASKING = [
    Page("ask a question", PUBLIC, f"{HERE}/ask/"),
    Page("ask a question, nothing laid down", PUBLIC, f"{AWAY}/ask/"),
    Page("ask, which kind", ANXIOUS, f"{HERE}/ask/kind/"),
    Page("ask, no kind", ANXIOUS, f"{HERE}/ask/kind/", send={}),
    Page("ask, who may", ANXIOUS, f"{HERE}/ask/eligible/"),
    Page("ask, who may, not said", ANXIOUS, f"{HERE}/ask/eligible/", send={}),
    Page("ask, words", ASKER, f"{HERE}/ask/words/"),
    Page("ask, no words", ASKER, f"{HERE}/ask/words/", send={}),
    Page("ask, name and address", ASKER, f"{HERE}/ask/you/"),
    Page("ask, no name", ASKER, f"{HERE}/ask/you/", send={"email": "me"}),
    Page("ask, check", ASKER, f"{HERE}/ask/check/"),
    Page("ask, too late", TARDY, f"{HERE}/late/"),
    Page("question sent", SENT, f"{HERE}/sent/"),
    Page("follow a question", PUBLIC, f"{HERE}/follow/Q-2022-001/{KEY}/"),
    Page("follow a question, answered", PUBLIC, f"{HERE}/follow/Q-2022-004/{KEY}-3/"),
    Page("follow a question, not accepted", PUBLIC, f"{HERE}/follow/Q-2022-005/{KEY}-4/"),
    Page("follow a question, waiting", PUBLIC, f"{HERE}/follow/Q-2022-007/{KEY}-6/"),
]
QUEUE = [
    Page("questions", PUBLIC, f"{HERE}/"),
    Page("questions, for members", MEMBER, f"{HERE}/"),
    Page("questions, none", PUBLIC, f"{AWAY}/"),
    Page("questions, none match", PUBLIC, f"{HERE}/?kind=petition"),
    Page("queue of questions", CLERK, f"{HERE}/queue/"),
    Page("queue of questions, none match", CLERK, f"{HERE}/queue/?state=answered&kind=petition"),
    Page("enter a question", CLERK, f"{HERE}/create/"),
    Page("enter a question, empty", CLERK, f"{HERE}/create/", send={"token": ""}),
    Page("question", PUBLIC, f"{TAKEN}/"),
    Page("question, answered", PUBLIC, f"{ANSWERED}/"),
    Page("question, for clerks", CLERK, f"{ONE}/"),
    Page("statement, not on the website", MEMBER, f"{HELD_BACK}/"),
    Page("decide on a question", CLERK, f"{ONE}/decide/"),
    Page("decide on a question, personal data left", CLERK, f"{ONE}/decide/", send={
        "version": "1", "published_words": "Ring 01234 567890", "published_name": "Robin Reed",
    }),
    Page("not accept a question", CLERK, f"{ONE}/reject/"),
    Page("not accept a question, no reason", CLERK, f"{ONE}/reject/", send={"version": "1"}),
    Page("carry a question over", CLERK, f"{ONE}/carry/"),
    Page("carry a question over, nowhere", CLERK, f"{ONE}/carry/", send={"version": "1"}),
    Page("hide a question", CLERK, f"{TAKEN}/publish/"),
    Page("show a statement", CLERK, f"{HELD_BACK}/publish/"),
    Page("undo a decision", CLERK, f"{TAKEN}/reopen/"),
    Page("answer a question", CLERK, f"{TAKEN}/answer/"),
    Page("answer a question, empty", CLERK, f"{TAKEN}/answer/", send={"version": "1"}),
]  # fmt: skip
QUESTIONS = [*ASKING, *QUEUE]

NO_QUESTION_PAGES = {
    "questions:question-export": "a file",
}
