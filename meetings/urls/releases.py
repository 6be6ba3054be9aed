"""What a board approves for release, under `/<area>/meetings/<meeting>/releases/`."""

from django.urls import URLPattern, path

from meetings.views import releases

urlpatterns: list[URLPattern] = [
    path("<slug:meeting>/releases/", releases.release_list, name="release-list"),
    path("<slug:meeting>/releases/ask/", releases.release_create, name="release-create"),
    path("<slug:meeting>/releases/approve/", releases.release_approve, name="release-approve"),
    path("<slug:meeting>/releases/<int:number>/hold-back/", releases.release_hold_back, name="release-hold-back"),
    path("<slug:meeting>/releases/<int:number>/ask-again/", releases.release_ask_again, name="release-ask-again"),
    path("<slug:meeting>/releases/<int:number>/remove/", releases.release_remove, name="release-remove"),
]
