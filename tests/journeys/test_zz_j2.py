import os
from pathlib import Path
from tests.journeys.pages_commissioning import COMMISSIONING_PAGES
from tests.journeys.test_pages import window, show
from tests.journeys.conftest import DESKTOP
def test_shots(window):
    out=Path("/tmp/jshots"); out.mkdir(exist_ok=True)
    want=os.environ.get("SHOTS","").split("|")
    width=int(os.environ.get("W","1280"))
    for one in COMMISSIONING_PAGES:
        if one.what in want or want==["all"]:
            v=show(window, one)
            v.set_viewport_size({"width":width,"height":900})
            v.screenshot(path=str(out/f"{one.what.replace('/',' ').replace(',','').replace(' ','_')}_{width}.png"), full_page=True)
