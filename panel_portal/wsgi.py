"""The portal as a WSGI application."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panel_portal.settings.local")
application = get_wsgi_application()

# What is loaded by now stays for good. A search for garbage that walks all of it takes a quarter of a second, in the middle of
# somebody's page; and a page of forty charts makes enough to start several
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
