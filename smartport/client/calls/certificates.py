"""Certificates: one's own, and whether one holds."""

from urllib.parse import quote

from smartport.client.connection import Connection, Json


class CertificateCalls(Connection):
    """What is attested."""

    def certificates(self) -> list[Json]:
        """One's own."""
        return list(self.pages("certificates"))

    def check_certificate(self, code: str) -> Json:
        """What is attested under a code, and whether it holds. Raises Refused (`not_found`, `throttled`)."""
        found: Json = self.json("GET", f"certificates/{quote(code, safe='')}")
        return found

    def certificate_pdf(self, code: str) -> bytes:
        """The paper. Raises Refused (`not_found`), also before one has said yes to one's name on it."""
        return self.send("GET", f"certificates/{quote(code, safe='')}/pdf").content

    def certificate_keys(self) -> bytes:
        """The public keys of the site, a line each."""
        return self.send("GET", f"{self.url}/certificates/key/").content
