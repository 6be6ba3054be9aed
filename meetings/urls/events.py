"""Events beside the meetings."""

app_name = "events"
urlpatterns: list = []
