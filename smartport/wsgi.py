"""What gunicorn serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")

django_application = get_wsgi_application()

# What the first reader would have to wait for: every door is imported, what all of them say is written down, and every
# page is compiled.
from smartport.compiled import compile_templates  # noqa: E402
from smartport.kiosk import Kiosk  # noqa: E402
from smartport.openapi.document import make_ready  # noqa: E402

make_ready()
compile_templates()
application = Kiosk(django_application)

# A thread that hands out what is ready should not wait long for those that compute.
sys.setswitchinterval(0.0005)

# All of this stays: looking through it for garbage would halt a process for a fifth of a second now and then, and its
# memory is shared by the processes that are forked from this one for as long as nobody writes to it.
gc.collect()
gc.freeze()
# What comes and goes with a page of thousands of rows does not set off a look through all that has come since.
gc.set_threshold(10_000)
