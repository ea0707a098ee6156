"""The addresses of the award ceremony in the console."""

from django.urls import path

from smartport.console.ceremony import ordering, overview, screens, script, shows

EVENING = "<slug:edition>/"
WORDS = f"{EVENING}words/<slug:words_key>/"

urlpatterns = [
    path("", overview.ceremony, name="console-ceremony"),
    path(f"{EVENING}evening/", overview.evening, name="console-ceremony-evening"),
    path(f"{EVENING}order/", ordering.order, name="console-ceremony-order"),
    path(f"{EVENING}words/", ordering.new_words, name="console-ceremony-words-new"),
    path(WORDS, ordering.words, name="console-ceremony-words"),
    path(f"{WORDS}remove/", ordering.drop_words, name="console-ceremony-words-remove"),
    path(f"{EVENING}script/", script.script, name="console-ceremony-script"),
    path(f"{EVENING}disarm/", script.take_back, name="console-ceremony-disarm"),
    path(f"{EVENING}rehearse/", shows.start_rehearsal, name="console-ceremony-rehearse"),
    path(f"{EVENING}live/", shows.begin, name="console-ceremony-live"),
    path(f"{EVENING}finish/", shows.end, name="console-ceremony-finish"),
    path(f"{EVENING}abort/", shows.break_off, name="console-ceremony-abort"),
    path(f"{EVENING}again/", shows.again, name="console-ceremony-again"),
    path(f"{EVENING}screens/", screens.screens, name="console-ceremony-screens"),
    path(f"{EVENING}screens/<uuid:screen_id>/revoke/", screens.revoke, name="console-ceremony-screen-revoke"),
]
