"""Two things every writing page needs: a version to notice stale saves, and a token so a form is answered once."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

STALE = _("Someone else saved this while you were writing. Read both texts, then save again to keep yours")


class Versioned(models.Model):
    """A row that counts its saves, so that a writer who read an older text is told instead of overwriting.

    The service locks the row, calls `still_at` with the version the form was opened at, changes the row and
    calls `bump` before saving.
    """

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True

    def still_at(self, version: int) -> None:
        """Refuse to go on when the row has moved past the version that was read."""
        if self.version != version:
            raise ValidationError(STALE, code="stale")

    def bump(self) -> None:
        """Count one more save; the caller saves."""
        self.version += 1


class FormToken(models.Model):
    """One sending of one form. It is claimed when the work begins and completed with the address of the result.

    A second sending of the same form finds the address here and goes there. See `interface.once`.
    """

    token = models.UUIDField(_("token"), unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"), editable=False)
    result_url = models.CharField(_("result address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("form token")
        verbose_name_plural = _("form tokens")

    def __str__(self) -> str:
        return str(self.token)
