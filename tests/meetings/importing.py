"""A list of actions as a file, and how these tests send it and keep it."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

TODAY = date(2022, 3, 20)
HEADINGS = ["Action", "Kind of owner", "Who is to do it", "Due", "Agreed on", "Private"]


def sent_file(client, page, data, name="log.csv"):
    return client.post(page, {"file": SimpleUploadedFile(name, data)})


def kept_after(client, page, preview):
    form = preview.context["form"]
    return client.post(page, {"sheet": form["sheet"].value(), "token": form["token"].value()})


def report_of(response):
    return [(line["row"], line["column"], line["cell"], line["reason"]) for line in response.context["report"]]
