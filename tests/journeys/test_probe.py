from tests.journeys.pages import PAGES
WANTED = {"agenda builder","check and publish","upload a paper","write a paper","meeting, agenda out","meeting, agenda out, for members","pack","build done","build running","clerk's desk","my papers","panel home","meetings","new meeting, bank holiday","paper","edit an item, stale","privacy of an item","audit of the area","meeting, draft", "add papers", "area chooser", "add an item", "panel", "history, for clerks", "jobs"}
def test_shots(opened):
    import os; os.makedirs("/tmp/shots", exist_ok=True)
    views = {}
    for page in PAGES:
        if page.what not in WANTED: continue
        view = views.get(page.person) or views.setdefault(page.person, opened(page.person))
        if page.send is None: view.goto(page.address)
        else:
            a = page.answer(); view.route("**/answer/", lambda r: r.fulfill(body=a.content, content_type="text/html")); view.goto("/answer/")
        for w in (1280, 375):
            view.set_viewport_size({"width": w, "height": 800}); view.screenshot(path=f"/tmp/shots/{page.what.replace(' ','-').replace(',','')}-{w}.png", full_page=True)
