"""The portal's addresses: a few words of its own, then everything under a police area's slug."""

urlpatterns: list = []
