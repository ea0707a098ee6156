"""Who somebody is: known, an organizer of all or of some, the operator. What each may do stands in permissions.py."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from challenges.editions.models import Challenge
from challenges.editions.queries import organized_by

Person = AbstractBaseUser | AnonymousUser


def is_organizer(user: Person, thing: object = None) -> bool:
    """Staff of ANP and PortNet."""
    return bool(user.is_active and getattr(user, "is_staff", False))


def may_manage_people(user: Person, thing: object = None) -> bool:
    """Accounts, roles, letters to groups, exports: an organizer of the whole edition, not of named challenges only."""
    return is_organizer(user) and not getattr(user, "organizes_named_only", False)


def may_manage_editions(user: Person, thing: object = None) -> bool:
    """An edition itself, its partners, what is said of the whole of it, mail texts: likewise."""
    return may_manage_people(user)


def organizes(user: Person, challenge: Challenge) -> bool:
    """An organizer who stands behind this challenge: named by it, or any of them where it names nobody."""
    return is_organizer(user) and organized_by(user).filter(pk=challenge.pk).exists()


def is_operator(user: Person, thing: object = None) -> bool:
    """Who installed the site and answers for its machines."""
    return bool(user.is_active and getattr(user, "is_superuser", False))


def is_known(user: Person, thing: object = None) -> bool:
    """Anybody who is logged in."""
    return bool(user.is_authenticated and user.is_active)
