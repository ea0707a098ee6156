"""The addresses of certificates."""

from django.urls import path

from smartport.certificates import own, pages

urlpatterns = [
    path("", pages.enter, name="certificates"),
    path("key/", pages.key, name="certificate-keys"),
    path("mine/", own.my_certificates, name="my-certificates"),
    path("<str:certificate_code>/", pages.certificate, name="certificate"),
    path("<str:certificate_code>/pdf/", own.pdf, name="certificate-pdf"),
    path("<str:certificate_code>/json/", own.proof, name="certificate-proof"),
]
