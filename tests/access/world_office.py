"""What the world holds of consultations, projects, the diary and the publication scheme, as plain rows."""

from datetime import date
from typing import Any

from decisions.choices import SchemePeriod
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import store_bytes
from panels.models import Body
from tests.access import states_register as s
from tests.access.states import Thing, word
from tests.documents.samples import plain_pdf
from tests.factories.office import (
    ConsultationAnswerFactory,
    ConsultationFactory,
    ConsultationFileFactory,
    DiaryEntryFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectUpdateFactory,
    SchemeDutyFactory,
    SchemeItemFactory,
    SchemePublicationFactory,
)


def add_office(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose areas are there."""
    areas = {"here": here.area, "elsewhere": there.area}
    for number, place in enumerate(s.CONSULTATIONS, start=1):
        world.year["consultation"][place] = _consultation(world, areas[place[0]], place, f"CR-2022-{number:03d}")
    for place in s.PROJECTS:
        world.year["project"][place] = _project(world, areas[place[0]], place)
    for place in s.DIARY:
        world.year["diary"][place] = _diary(areas[place[0]], place)
    item = SchemeItemFactory(key="money-spent", title="What is spent", period=SchemePeriod.QUARTER)
    world.year["scheme"]["here", ""] = item
    for state, area in areas.items():
        SchemeDutyFactory(area=area, item=item, owner=word(state, "duty", "owner"), note=word(state, "duty", "note"))
    other = SchemeItemFactory(key="never-here", title="What does not apply")
    SchemeDutyFactory(area=areas["here"], item=other, not_applicable_why=word("here", "duty", "not"))
    for place in s.PUBLICATIONS:
        world.year["publication"][place] = _publication(areas[place[0]], place, item)


def _pdf(words: str, *, is_public: bool = False) -> StoredFile:
    store = StoreName.PUBLIC if is_public else StoreName.RESTRICTED
    return store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")


def _consultation(world: Any, area: Any, place: Thing, reference: str) -> Any:
    """With an answer, a file, and a file that was taken out."""
    state, thing = place
    words = {
        part: word(state, f"consultation {thing}", part)
        for part in ("title", "by", "text", "asked", "answer", "file", "filetitle", "filename", "removed", "original", "kept")
    }
    facts: dict[str, Any] = {} if thing == "open" else {thing: True}
    facts |= {"title": words["title"], "asked_by": words["by"], "text": words["text"]}
    made = ConsultationFactory(area=area, reference=reference, **facts)
    row = ConsultationAnswerFactory(consultation=made, asked=words["asked"], text=words["answer"])
    world.numbers["consultation answer", state, thing] = row.number
    row = ConsultationFileFactory(
        consultation=made, name=f"{words['filename']}.pdf", title=words["filetitle"], html=f"<p>{words['file']}</p>",
        kept_why=words["kept"], original=_pdf(words["original"]), pdf=_pdf(words["file"], is_public=thing == "published"),
    )  # fmt: skip
    world.numbers["consultation file", state, thing] = row.number
    row = ConsultationFileFactory(
        consultation=made, removed=True, name=f"{words['removed']}.pdf", title=words["removed"], original=None,
        pdf=_pdf(words["removed"]),
    )  # fmt: skip
    world.numbers["consultation file removed", state, thing] = row.number
    return made


def _project(world: Any, area: Any, place: Thing) -> Any:
    """With a milestone and an update, and one of each that was taken out."""
    state, thing = place
    words = {
        part: word(state, f"project {thing}", part)
        for part in ("title", "about", "lead", "milestone", "update", "source", "removed")
    }
    facts = {part: words[part] for part in ("title", "about", "lead")}
    made = ProjectFactory(area=area, slug=f"the-{thing}", published=thing == "public", **facts)
    row = MilestoneFactory(project=made, title=words["milestone"])
    world.numbers["milestone", state, thing] = row.number
    row = ProjectUpdateFactory(project=made, text=words["update"], source=words["source"])
    world.numbers["project update", state, thing] = row.number
    row = MilestoneFactory(project=made, removed=True, title=words["removed"], note=words["removed"])
    world.numbers["milestone removed", state, thing] = row.number
    row = ProjectUpdateFactory(project=made, removed=True, as_at=date(2022, 3, 9), text=words["removed"], source=words["removed"])
    world.numbers["project update removed", state, thing] = row.number
    return made


def _diary(area: Any, place: Thing) -> Any:
    state, thing = place
    words = {part: word(state, f"diary {thing}", part) for part in ("whom", "subject", "place")}
    facts = {"with_whom": words["whom"], "subject": words["subject"], "place": words["place"]}
    return DiaryEntryFactory(area=area, published=thing == "public", **facts)


def _publication(area: Any, place: Thing, item: Any) -> Any:
    """On a page, as a file, or as a file that was withdrawn and left the public store."""
    state, thing = place
    said = f"publication {thing}"
    facts: dict[str, Any] = {"title": word(state, said, "title")}
    if thing != "page":
        facts |= {"url": "", "file_name": f"{word(state, said, 'name')}.pdf", "original": _pdf(word(state, said, "original"))}
        facts["file"] = _pdf(word(state, said, "file"), is_public=thing == "file")
    if thing == "withdrawn":
        facts |= {"withdrawn": True, "withdrawn_why": word(state, said, "why")}
    return SchemePublicationFactory(area=area, item=item, **facts)
