"""The addresses of the console."""

from django.urls import path

from smartport.console import editions, hooks, journal, now

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("journal/", journal.journal, name="console-journal"),
    path("journal/checks/", journal.journal_checks, name="console-journal-checks"),
    path("journal/<int:number>/", journal.line, name="console-journal-line"),
    path("hooks/", hooks.hooks, name="console-hooks"),
    path("hooks/new/", hooks.new_hook, name="console-hook-new"),
    path("hooks/<uuid:hook_id>/", hooks.hook, name="console-hook"),
    path("hooks/<uuid:hook_id>/test/", hooks.try_hook, name="console-hook-test"),
    path("hooks/<uuid:hook_id>/secret/", hooks.renew_hook, name="console-hook-secret"),
    path("hooks/<uuid:hook_id>/remove/", hooks.delete_hook, name="console-hook-remove"),
    path("hooks/<uuid:hook_id>/deliveries/<uuid:delivery_id>/retry/", hooks.retry_delivery, name="console-hook-retry"),
]
