"""A panel's year: the work programme, its months, and calling a year of meetings."""

app_name = "programme"
urlpatterns: list = []
