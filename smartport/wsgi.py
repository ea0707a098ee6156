"""The web server's way in."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")

application = get_wsgi_application()

# What the first reader would have to wait for: every door is imported, and what all of them say is written down.
from smartport.openapi.document import make_ready  # noqa: E402

make_ready()
