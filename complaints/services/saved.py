"""Views of the register that somebody keeps for themselves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User, new_reference
from accounts.services import record
from complaints.models import SavedView
from panels.models import PoliceArea

MOST = 20


@transaction.atomic
def save_view(*, area: PoliceArea, name: str, query: str, actor: User) -> SavedView:
    """Keep the filters of the register's address under a name, for who saves them alone. The address of the view is drawn by
    lot: a name can hold anything. One that has the name already is replaced. Raises ValidationError by field (`name`)."""
    own = SavedView.objects.select_for_update().filter(area=area, user=actor)
    name = name.strip()
    view = own.filter(name=name).first()
    if view is None:
        if own.count() >= MOST:
            raise ValidationError({"name": _("You have %(most)s saved views. Remove one first") % {"most": MOST}})
        view = SavedView(area=area, user=actor, slug=new_reference().lower(), name=name)
    view.query = query
    view.full_clean()
    view.save()
    record(actor=actor, action="complaints.view_saved", area=area)
    return view


@transaction.atomic
def remove_view(*, view: SavedView, actor: User) -> None:
    """Forget a saved view; nothing else hangs on it."""
    area = view.area
    view.delete()
    record(actor=actor, action="complaints.view_removed", area=area)
