"""Public question time: asking, following, and the clerk's queue."""

app_name = "questions"
urlpatterns: list = []
