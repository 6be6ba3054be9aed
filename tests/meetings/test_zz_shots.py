import os
import pytest
from datetime import date
from meetings import services
from meetings.models import Meeting
from tests.factories.meetings import *
from tests.factories.meetings import publish
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

@pytest.mark.django_db(transaction=True)
def test_shots(live_server, client, agenda, clerk, body):
    from playwright.sync_api import sync_playwright
    item = agenda.agenda_items.get(slug="update")
    services.add_paper(item=item, actor=clerk, title="Commissioner’s update", text="# A\n\nWords")
    services.add_item(meeting=agenda, actor=clerk, title="Report on budget", purpose="To note the budget", needs_paper=True)
    PrivateItemFactory(meeting=agenda)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26), kind="confirmatory-hearing", subject="Deputy Commissioner")
    AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 8))
    agenda.refresh_from_db()
    client.force_login(clerk)
    cookie = client.cookies["sessionid"].value
    def shoot(b, names, clerk_in, tag):
        for width in (1280, 320):
            ctx = b.new_context(viewport={"width": width, "height": 900})
            if clerk_in:
                ctx.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
            page = ctx.new_page()
            for n, u in names.items():
                r = page.goto(live_server.url + u)
                wide = page.evaluate("document.documentElement.scrollWidth")
                print(tag, n, width, r.status, "scroll", wide)
                page.screenshot(path=f"/tmp/shots/{tag}-{n}-{width}.png", full_page=True)
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        base = f"/avon/meetings/{agenda.slug}"
        shoot(b, {"builder": base + "/agenda/", "publish": base + "/agenda/publish/", "create": "/avon/meetings/create/",
                  "private": base + "/agenda/items/update/private/", "addpaper": base + "/agenda/items/update/papers/upload/"}, True, "clerk")
        it = agenda.agenda_items.get(slug="report-on-budget")
        services.update_item(item=it, actor=clerk, version=it.version, needs_paper=False)
        publish(agenda, clerk)
        shoot(b, {"detail": base + "/", "list": "/avon/meetings/", "history": base + "/history/", "notice": base + "/notice/", "paper": base + "/papers/commissioners-update/"}, False, "public")
        b.close()
