"""How a file that was printed is sent to whoever may read what it belongs to."""

from http import HTTPStatus
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import condition

from documents.choices import Access
from documents.models import Print
from documents.services.files import FileLost, open_file
from documents.services.prints import PDF, note_reading_of_print


def response_for(request: Any, kept: Print, name: str) -> HttpResponseBase:
    """The file of a print whose owner the reader may see, under a file name without private words, such as `x-report.pdf`.

    Unchanged files are not sent twice. What is not for everybody is never kept by a browser, and its reading is recorded.
    Raises Http404 where the file is lost.
    """

    @condition(etag_func=lambda request: f'"{kept.file.sha256}"')
    def send(request: HttpRequest) -> HttpResponseBase:
        try:
            return FileResponse(open_file(kept.file), content_type=PDF, filename=name)
        except FileLost as error:
            raise Http404 from error

    is_for_all = kept.access == Access.PUBLIC and kept.withdrawn_at is None
    response = send(request)
    response.setdefault("Cache-Control", "no-cache" if is_for_all else "private, no-store")
    if response.status_code == HTTPStatus.OK and not is_for_all and request.method == "GET":
        note_reading_of_print(kept=kept, reader=request.user)
    return response
