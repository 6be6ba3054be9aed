"""Who goes on a journey, and how far each has come at the door."""

from collections.abc import Callable

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.choices import Role
from accounts.models import User
from panels.models import PoliceArea
from tests.access.cast import ADMINISTRATOR, AUDITOR, CHAIR, CLERK, MEMBER, PUBLIC, SENDER
from tests.complaints.confirming import confirm
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.panels import AppointmentFactory
from tests.journeys import askers

OFFICE = SENDER  # who works on decisions in the Commissioner's office
LEADER, COMPLAINTS = "leader", "complaints"  # who decides on complaints for the panel, and who handles them in the office
ANALYST = "performance"  # who works on figures in the Commissioner's office
FUNDER = "commissioning"  # who commissions services in the Commissioner's office
ROLES = {
    CLERK: Role.CLERK, MEMBER: Role.PANEL_MEMBER, AUDITOR: Role.AUDITOR, ADMINISTRATOR: Role.ADMINISTRATOR,
    OFFICE: Role.OFFICE_DECISIONS, LEADER: Role.LEAD_OFFICER, COMPLAINTS: Role.OFFICE_COMPLAINTS,
    ANALYST: Role.OFFICE_PERFORMANCE, FUNDER: Role.OFFICE_COMMISSIONING,
}  # fmt: skip
# As far as the code; just signed in, with an authenticator app and without one; holding the mail for a new password
HALFWAY, CAREFUL, HASTY, FORGETFUL = "halfway", "careful", "hasty", "forgetful"
A_DAY = 86_400  # seconds
SECRET = "JBSWY3DPEHPK3PXP"


def address(person: str) -> str:
    return f"{person}@panel.example"


def make_people(area: PoliceArea) -> dict[str, User]:
    """Everybody with a role in the area, and three at the door."""
    users = {name: _somebody(name) for name in [*ROLES, CHAIR, CAREFUL, HASTY, FORGETFUL, "gone"]}
    for name, role in ROLES.items():
        where = None if name == ADMINISTRATOR else area
        AppointmentFactory(reference=name[:12], user=users[name], role=role, area=where)
    TOTP.activate(users[CAREFUL], SECRET)
    RecoveryCodes.activate(users[CAREFUL])
    return users


def _somebody(name: str) -> User:
    """Somebody whose page has a known address."""
    return UserFactory(name=f"Robin {name.title()}", email=address(name), reference=name[:12], is_active=name != "gone")


def browser_of(person: str) -> Client:
    """Somebody's requests, without a window."""
    client = Client(raise_request_exception=False)
    if person in ROLES or person == CHAIR:
        user = User.objects.get(email=address(person))
        client.force_login(user)
        if person in (LEADER, COMPLAINTS):
            confirm(client, user, ago=-A_DAY)  # so they read who complains, however long the journeys take
    elif person != PUBLIC:
        AT_THE_DOOR[person](client)
    return client


def session_of(person: str) -> str:
    return browser_of(person).cookies[settings.SESSION_COOKIE_NAME].value


def _with_password(client: Client, person: str = CAREFUL) -> None:
    client.post(reverse("account_login"), {"login": address(person), "password": PASSWORD})


def _hastily(client: Client) -> None:
    """The password, and again as before every change to an account."""
    _with_password(client, HASTY)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def _with_code(client: Client) -> None:
    """Recovery codes, which need no clock: one to come in, one more for changes to the account."""
    _with_password(client)
    codes = Authenticator.objects.get(user__email=address(CAREFUL), type="recovery_codes").wrap().get_unused_codes()
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    client.post(reverse("mfa_reauthenticate"), {"code": codes[1]})


def _with_link(client: Client) -> None:
    user = User.objects.get(email=address(FORGETFUL))
    client.get(new_password_address(user, default_token_generator.make_token(user)))


def new_password_address(user: User, key: str = "set-password") -> str:
    """Where a new password is chosen; with the key of the mail it leads on to the same without."""
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])


AT_THE_DOOR: dict[str, Callable[[Client], None]] = {
    HALFWAY: _with_password,
    HASTY: _hastily,
    CAREFUL: _with_code,
    FORGETFUL: _with_link,
    **askers.AT_THE_DOOR,
}
