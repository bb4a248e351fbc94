"""Forms about certificates."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import DataRequired, Length

from elearning.forms import Form

REASON_MAX = 300


class RevokeForm(Form):
    """Why a certificate is revoked; whoever verifies it reads that."""

    reason = TextAreaField(
        _l("Why is it revoked?"),
        filters=[lambda text: (text or "").strip()],
        validators=[
            DataRequired(_l("Write why, so that whoever verifies it can understand it.")),
            Length(max=REASON_MAX, message=_l("Write at most %(max)d characters.")),
        ],
    )

    reissue = BooleanField(_l("Issue the same again in the name of today"))
