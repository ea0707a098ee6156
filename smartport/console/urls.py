"""The addresses of the console."""

from django.urls import path

from smartport.console import editions, failures, machines, now, queue, storage, versions

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("machines/", machines.machines, name="console-machines"),
    path("machines/<int:machine_id>/<slug:deed>/", machines.machine_deed, name="console-machine-deed"),
    path("queue/", queue.queue, name="console-queue"),
    path("queue/<int:phase_id>/<slug:code>/again/", queue.ask_for_broken, name="console-queue-again"),
    path("failures/", failures.failures, name="console-failures"),
    path("failures/<int:failed_id>/again/", failures.failure_again, name="console-failure-again"),
    path("failures/<int:failed_id>/dealt-with/", failures.failure_dealt_with, name="console-failure-dealt-with"),
    path("storage/", storage.storage, name="console-storage"),
    path("versions/", versions.versions, name="console-versions"),
    path("versions/text/", versions.versions_text, name="console-versions-text"),
]
