"""The words about certificates."""

from smartport.client.commands import certificates
from smartport.client.options import Add, below, lists
from smartport.client.tongue import gettext


def certificate_words(add: Add) -> None:
    """All of them."""
    lists(add("certificates", certificates.certificates, gettext("your certificates")))
    example = "smartport certificate verify certificate.pdf --key certificate-keys.txt"
    inner = below(lists(add("certificate", certificates.certificates, gettext("check or download one"), example)))
    text = gettext("check the signature of a file, PDF or JSON, without the site")
    found = lists(inner("verify", certificates.verify, text, example))
    found.add_argument("file", metavar="FILE")
    choice = found.add_mutually_exclusive_group()
    choice.add_argument("--key", metavar="FILE", help=gettext("the public keys, as the site publishes them"))
    choice.add_argument("--fetch", action="store_true", help=gettext("ask the site for them"))
    found = lists(inner("check", certificates.check, gettext("ask the site whether it holds: it may be revoked")))
    found.add_argument("code", metavar="CODE")
    found = inner("download", certificates.download, gettext("one of your own, as a PDF"))
    found.add_argument("code", metavar="CODE")
    text = gettext("where to (default: certificate-CODE.pdf; - is stdout)")
    found.add_argument("-o", "--output", metavar="FILE", help=text)
