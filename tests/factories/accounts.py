"""People who sign in."""

import factory
from factory.django import DjangoModelFactory

from accounts.models import User

PASSWORD = "correct horse battery staple"


class UserFactory(DjangoModelFactory):
    """Somebody without any role; their password is `PASSWORD`."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"person-{number}@panel.example")
    name = factory.Sequence(lambda number: f"Person {number}")
    is_active = True

    @classmethod
    def _create(cls, model_class, *args, **fields):
        return model_class.objects.create_user(*args, password=fields.pop("password", PASSWORD), **fields)
