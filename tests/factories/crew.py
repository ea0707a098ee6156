"""Who runs the contest."""

from allauth.account.models import EmailAddress

from smartport.accounts.models import User


def confirm_address(person: User) -> None:
    """As the link in the letter does."""
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
