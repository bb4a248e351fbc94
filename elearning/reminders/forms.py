"""Forms about mails."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from elearning.forms import Form


class MailsForm(Form):
    """The mails that one can do without."""

    nudge = BooleanField(_l("A friendly word when I have not been here for a week"))
    team_week = BooleanField(_l("An overview of my team, on the first working day of the week"))
