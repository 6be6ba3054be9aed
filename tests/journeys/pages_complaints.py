"""Pages of complaints: the registers, one complaint and its parts, intake, letters, publication, powers, retention."""

from complaints.choices import StepKind
from tests.access.cast import CLERK, MEMBER, PUBLIC
from tests.journeys.page import Page
from tests.journeys.people import COMPLAINTS, LEADER
from tests.journeys.world_complaints import (
    CLOSED,
    DECIDED,
    ERASED,
    IMPORT,
    OLD,
    RECEIVED,
    RECORDED,
    RESOLVING,
    VIEW,
)

HERE, AWAY = "/northshire", "/southshire"
BASE = f"{HERE}/complaints"
CASES = f"{BASE}/cases"
NEW, KNOWN, HEARD, TOLD, OVER = (f"{CASES}/{one}" for one in (RECEIVED, RECORDED, RESOLVING, DECIDED, CLOSED))
EMPTY = {"token": ""}

OF_THE_PUBLIC = [
    Page("public register of complaints", PUBLIC, f"{BASE}/"),
    Page("public register of complaints, a year without any", PUBLIC, f"{BASE}/?year=2017"),
    Page("public register of complaints, none", PUBLIC, f"{AWAY}/complaints/"),
    Page("make a complaint", PUBLIC, f"{BASE}/make/"),
    Page("make a complaint, nothing chosen", PUBLIC, f"{BASE}/make/", send={}),
    Page("make a complaint, privacy", PUBLIC, f"{BASE}/make/privacy/"),
    *(Page(f"make a complaint, about the {one}", PUBLIC, f"{BASE}/make/elsewhere/{one}/")
      for one in ("police", "council", "crime")),
    Page("who handles complaints", PUBLIC, f"{BASE}/handling/"),
    Page("who handles complaints, for the clerk", CLERK, f"{BASE}/handling/"),
    Page("who handles complaints, nobody", PUBLIC, f"{AWAY}/complaints/handling/"),
    Page("add who handles complaints", CLERK, f"{BASE}/handling/create/"),
    Page("add who handles complaints, empty", CLERK, f"{BASE}/handling/create/", send=EMPTY),
    Page("edit who handles complaints", CLERK, f"{BASE}/handling/1/edit/"),
    Page("end who handles complaints", CLERK, f"{BASE}/handling/1/end/"),
    Page("office holders", PUBLIC, f"{HERE}/panel/office-holders/"),
    Page("office holders, for the clerk", CLERK, f"{HERE}/panel/office-holders/"),
    Page("office holders, none", PUBLIC, f"{AWAY}/panel/office-holders/"),
    Page("add an office holder", CLERK, f"{HERE}/panel/office-holders/create/"),
    Page("add an office holder, empty", CLERK, f"{HERE}/panel/office-holders/create/", send=EMPTY),
    Page("edit an office holder", CLERK, f"{HERE}/panel/office-holders/1/edit/"),
    Page("end an office holder", CLERK, f"{HERE}/panel/office-holders/1/end/"),
]  # fmt: skip

OF_THE_REGISTER = [
    Page("complaints", LEADER, f"{CASES}/"),
    Page("complaints, for a member", MEMBER, f"{CASES}/"),
    Page("complaints, narrowed and none found", LEADER, f"{CASES}/?status=withdrawn"),
    Page("views of complaints", LEADER, f"{CASES}/views/"),
    Page("views of complaints, none", CLERK, f"{CASES}/views/"),
    Page("save a view", LEADER, f"{CASES}/views/create/?status=recorded"),
    Page("save a view, no name", LEADER, f"{CASES}/views/create/?status=recorded", send=EMPTY),
    Page("remove a view", LEADER, f"{CASES}/views/{VIEW}/remove/"),
    Page("log a complaint", COMPLAINTS, f"{CASES}/create/"),
    Page("log a complaint, empty", COMPLAINTS, f"{CASES}/create/", send=EMPTY),
    Page("logged", COMPLAINTS, f"{NEW}/received/"),
    Page("bring in a register", LEADER, f"{CASES}/import/"),
    Page("bring in a register, empty", LEADER, f"{CASES}/import/", send=EMPTY),
    Page("a register that was brought in", LEADER, f"{CASES}/import/{IMPORT}/"),
    Page("undo a register", LEADER, f"{CASES}/import/{IMPORT}/undo/"),
    Page("how long complaints are kept", LEADER, f"{BASE}/retention/"),
    Page("erase complaints, none chosen", LEADER, f"{BASE}/retention/erase/"),
    Page("erase a complaint", LEADER, f"{BASE}/retention/erase/?chosen={OLD}"),
    Page("hold a complaint", LEADER, f"{CASES}/{OLD}/hold/"),
]  # fmt: skip

OF_A_COMPLAINT = [
    Page("complaint, received", COMPLAINTS, f"{NEW}/"),
    Page("complaint, recorded", COMPLAINTS, f"{KNOWN}/"),
    Page("complaint, being resolved", LEADER, f"{HEARD}/"),
    Page("complaint, being resolved, for a member", MEMBER, f"{HEARD}/", 404),
    Page("complaint, decided", LEADER, f"{TOLD}/"),
    Page("complaint, closed", LEADER, f"{OVER}/"),
    Page("complaint, erased", LEADER, f"{CASES}/{ERASED}/"),
    Page("history of a complaint", LEADER, f"{HEARD}/history/"),
    Page("edit a complaint", COMPLAINTS, f"{NEW}/edit/"),
    Page("edit a complaint that is over", LEADER, f"{OVER}/edit/"),
    Page("keep a complaint from the office", LEADER, f"{NEW}/keep-from-office/"),
    Page("allegations", COMPLAINTS, f"{NEW}/allegations/"),
    Page("allegations, none", LEADER, f"{OVER}/allegations/"),
    Page("add an allegation", COMPLAINTS, f"{NEW}/allegations/create/"),
    Page("add an allegation, empty", COMPLAINTS, f"{NEW}/allegations/create/", send=EMPTY),
    Page("edit an allegation", COMPLAINTS, f"{NEW}/allegations/2/edit/"),
    Page("take an allegation out", COMPLAINTS, f"{NEW}/allegations/2/remove/"),
    Page("judge an allegation", COMPLAINTS, f"{KNOWN}/allegations/2/seriousness/"),
    Page("comments", LEADER, f"{HEARD}/comments/"),
    Page("comments, none", COMPLAINTS, f"{NEW}/comments/"),
    Page("enter comments", LEADER, f"{HEARD}/comments/5/edit/"),
    Page("risks", COMPLAINTS, f"{NEW}/risks/"),
    Page("risks, none", LEADER, f"{OVER}/risks/"),
    Page("assess a risk", COMPLAINTS, f"{NEW}/risks/create/"),
    Page("assess a risk, empty", COMPLAINTS, f"{NEW}/risks/create/", send=EMPTY),
    *(Page(f"step: {kind}", COMPLAINTS, f"{NEW}/steps/{kind}/") for kind in (StepKind.RECORD, StepKind.NOT_RECORD)),
    Page("step: refer", COMPLAINTS, f"{KNOWN}/steps/refer/"),
    Page("step: disapply", LEADER, f"{KNOWN}/steps/disapply/"),
    Page("step: conclude", LEADER, f"{HEARD}/steps/conclude/"),
    Page("step: withdraw", LEADER, f"{HEARD}/steps/withdraw/"),
    Page("step: close", LEADER, f"{TOLD}/steps/close/"),
    Page("step that is not open", LEADER, f"{OVER}/steps/resolve/"),
    Page("take a step back", COMPLAINTS, f"{KNOWN}/steps/take-back/"),
]  # fmt: skip

OF_PEOPLE = [
    Page("people of a complaint", COMPLAINTS, f"{NEW}/people/"),
    Page("people of a complaint, none", LEADER, f"{OVER}/people/"),
    Page("add a person", COMPLAINTS, f"{NEW}/people/create/"),
    Page("add a person, empty", COMPLAINTS, f"{NEW}/people/create/", send=EMPTY),
    Page("enter the words as they came", COMPLAINTS, f"{KNOWN}/people/words/"),
    Page("edit a person", COMPLAINTS, f"{NEW}/people/4/edit/"),
    Page("take a person out", COMPLAINTS, f"{NEW}/people/4/remove/"),
    Page("put a person back", COMPLAINTS, f"{NEW}/people/5/restore/"),
    Page("files of a complaint", COMPLAINTS, f"{NEW}/files/"),
    Page("files of a complaint, none", LEADER, f"{OVER}/files/"),
    Page("add a file", COMPLAINTS, f"{NEW}/files/create/"),
    Page("add a file, none chosen", COMPLAINTS, f"{NEW}/files/create/", send=EMPTY),
    Page("file of a complaint", COMPLAINTS, f"{NEW}/files/6/"),
    Page("share a file", COMPLAINTS, f"{NEW}/files/6/share/"),
    Page("take a file out", COMPLAINTS, f"{NEW}/files/6/remove/"),
    Page("put a file back", COMPLAINTS, f"{NEW}/files/7/restore/"),
]

OF_LETTERS = [
    Page("letters of a complaint", COMPLAINTS, f"{NEW}/letters/"),
    Page("letters of a complaint, none", LEADER, f"{OVER}/letters/"),
    Page("begin a letter", COMPLAINTS, f"{NEW}/letters/create/"),
    Page("begin a letter, empty", COMPLAINTS, f"{NEW}/letters/create/", send=EMPTY),
    Page("letter, draft", COMPLAINTS, f"{NEW}/letters/8/"),
    Page("letter, issued", LEADER, f"{HEARD}/letters/8/"),
    Page("edit a letter", COMPLAINTS, f"{NEW}/letters/8/edit/"),
    Page("edit a letter, unknown field", COMPLAINTS, f"{NEW}/letters/8/edit/", send={"text": "{{nobody}}", "version": "0"}),
    Page("issue a letter", COMPLAINTS, f"{NEW}/letters/8/issue/"),
    Page("letter not needed", COMPLAINTS, f"{NEW}/letters/8/not-needed/"),
    Page("letter as an email", LEADER, f"{HEARD}/letters/8/email/"),
    Page("wording of letters", CLERK, f"{BASE}/letters/"),
    Page("wording of letters, for the office", COMPLAINTS, f"{BASE}/letters/"),
    Page("edit the wording of a letter", CLERK, f"{BASE}/letters/closure/"),
    Page("history of the wording of a letter", CLERK, f"{BASE}/letters/closure/history/"),
]

OF_SUMMARIES = [
    Page("public summary", LEADER, f"{TOLD}/publication/"),
    Page("public summary, none", COMPLAINTS, f"{NEW}/publication/"),
    Page("write a public summary", COMPLAINTS, f"{NEW}/publication/write/"),
    Page("write a public summary, empty", COMPLAINTS, f"{NEW}/publication/write/", send=EMPTY),
    Page("approve a public summary", CLERK, f"{HEARD}/publication/9/approve/"),
    Page("withdraw a public summary", LEADER, f"{TOLD}/publication/3/withdraw/"),
    Page("put a public summary back", LEADER, f"{TOLD}/publication/4/restore/"),
]

COMPLAINT_PAGES = [*OF_THE_PUBLIC, *OF_THE_REGISTER, *OF_A_COMPLAINT, *OF_PEOPLE, *OF_LETTERS, *OF_SUMMARIES]

NO_COMPLAINT_PAGES = {
    "complaints:complaint-export": "a file",
    "complaints:public-export": "a file",
    "complaints:allegation-restore": "an act",
    "complaints:file-download": "a file",
    "complaints:letter-preview": "a file",
    "complaints:letter-file": "a file",
    "complaints:letter-text": "a file",
    "complaints:make-forget": "an act",
    # In a browser that has begun: the journey of the public form looks at each
    **dict.fromkeys(("complaints:make-whom", "complaints:make-what", "complaints:make-who", "complaints:make-you",
                     "complaints:make-check", "complaints:make-sent"), "leads on until something was answered"),
}  # fmt: skip
