"""The addresses of certificates in the API."""

from django.urls import path

from smartport.certificates.api import CertificatePaperDoor, CertificatesDoor, OneCertificateDoor

urlpatterns = [
    path("certificates", CertificatesDoor.as_view(), name="api-certificates"),
    path("certificates/<str:certificate_code>", OneCertificateDoor.as_view(), name="api-certificate"),
    path("certificates/<str:certificate_code>/pdf", CertificatePaperDoor.as_view(), name="api-certificate-pdf"),
]
