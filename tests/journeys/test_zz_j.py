from tests.journeys.pages import PAGES
from tests.journeys.pages_commissioning import COMMISSIONING_PAGES
from tests.journeys.people import browser_of
def test_all(world):
    clients={p: browser_of(p) for p in {o.person for o in COMMISSIONING_PAGES}}
    bad=[]
    for one in COMMISSIONING_PAGES:
        a=one.answer(clients[one.person])
        if a.status_code!=one.status: bad.append((one.what,one.path,a.status_code,a.headers.get("Location")))
        elif one.send is not None and b"error-summary" not in a.content and a.status_code==200: bad.append((one.what,"no error shown"))
    print("\n".join(map(str,bad)))
    assert not bad
