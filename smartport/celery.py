"""The site's Celery: takes reports and heartbeats in, sends orders out, keeps the clock."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")

app = Celery("smartport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["challenges"])
app.set_default()
