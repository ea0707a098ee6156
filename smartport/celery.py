"""The site's Celery: takes reports and heartbeats in, sends orders out, keeps the clock."""

import os

from celery import Celery
from django.conf import settings

from evaluator.broker import broker_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartport.settings")

app = Celery("smartport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(broker_settings(settings.REDIS_URL, data=settings.DATA))
app.autodiscover_tasks(["challenges", "datasets", "smartport.keepsake", "smartport.retention"])
app.set_default()
