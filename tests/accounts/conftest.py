import psycopg2
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connections

from tests.factories.accounts import UserFactory

SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_tries_counted(db):
    cache.clear()


@pytest.fixture
def person(db):
    return UserFactory()


@pytest.fixture
def protected(person):
    """The person, with an authenticator app and recovery codes."""
    totp.TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)
    return person


@pytest.fixture
def owner(db):
    """A connection as the role that owns the tables, outside Django, as somebody with the server's keys would have."""
    parameters = connections["owner"].get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port"}
    connection = psycopg2.connect(**{key: value for key, value in parameters.items() if key in wanted})
    connection.autocommit = True
    yield connection
    connection.close()


def present_code(secret: str = SECRET) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))
