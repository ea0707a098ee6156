"""The addresses of the console."""

from django.urls import path

from smartport.console import agenda, editions, event, mail_texts, mentors, now, partners

urlpatterns = [
    path("", now.now, name="console"),
    path("editions/", editions.editions, name="console-editions"),
    path("event/", event.event, name="console-event"),
    path("event/<slug:edition>/partners/", partners.partners, name="console-partners"),
    path("event/<slug:edition>/partners/new/", partners.new_partner, name="console-partner-new"),
    path("event/<slug:edition>/partners/<int:partner_id>/", partners.partner, name="console-partner"),
    path("event/<slug:edition>/partners/<int:partner_id>/order/", partners.order_partner, name="console-partner-order"),
    path("event/<slug:edition>/partners/<int:partner_id>/remove/", partners.drop_partner, name="console-partner-drop"),
    path("event/<slug:edition>/agenda/", agenda.agenda, name="console-agenda"),
    path("event/<slug:edition>/agenda/new/", agenda.new_item, name="console-agenda-new"),
    path("event/<slug:edition>/agenda/<uuid:item_id>/", agenda.item, name="console-agenda-item"),
    path("event/<slug:edition>/agenda/<uuid:item_id>/remove/", agenda.drop_item, name="console-agenda-drop"),
    path("event/<slug:edition>/mentors/", mentors.mentors, name="console-mentors"),
    path("event/<slug:edition>/mentors/new/", mentors.new_slots, name="console-slots-new"),
    path("event/<slug:edition>/mentors/<uuid:slot_id>/", mentors.slot, name="console-slot"),
    path("event/<slug:edition>/mentors/<uuid:slot_id>/withdraw/", mentors.withdraw, name="console-slot-withdraw"),
    path("mail-texts/", mail_texts.mail_texts, name="console-mail-texts"),
    path("mail-texts/new/", mail_texts.new_mail_text, name="console-mail-text-new"),
    path("mail-texts/<int:text_id>/", mail_texts.mail_text, name="console-mail-text"),
    path("mail-texts/<int:text_id>/remove/", mail_texts.drop_mail_text, name="console-mail-text-drop"),
]
