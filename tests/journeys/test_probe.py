import time
def test_probe(world, opened):
    page = opened("clerk")
    for m in world.meetings.values():
        print(m.slug, m.status, [i.slug for i in m.agenda_items.all()], list(m.area.papers.filter(collection=m.slug).values_list("slug", flat=True)))
    t=time.time()
    page.goto("/northshire/meetings/2022-04-21-panel/agenda/")
    print(time.time()-t)
    page.screenshot(path="/tmp/probe.png", full_page=True)
