from tests.journeys.people import *
from tests.journeys.pages import PAGES
from django.test import Client
def test_probe(world):
    for p in ("hasty","hasty"):
        c = browser_of(p)
        r = c.get("/account/app/set-up/")
        print(p, r.status_code, r.headers.get("Location"), dict(c.session))
    c = Client(); 
    c.force_login(User.objects.get(email="clerk@panel.example"))
    try: c.get("/northshire/meetings/2022-04-21-panel/pack/builds/b-done/")
    except Exception as e:
        import traceback; traceback.print_exc()
