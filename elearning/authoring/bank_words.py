"""What is wrong with a question bank, said to somebody who writes in a form (words.py)."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _l

from elearning.quizzes import question_bank

#: What the validators say of banks and of nothing else, and the same in the form's words, by the same keys.
TEMPLATES: Final[Mapping[str, str]] = {
    f"bank_{key}": question_bank.MESSAGES[key] for key in ("question", "group")
}
SAID: Final[Mapping[str, object]] = {
    "bank_question": _l("Two questions have the same address. Delete one of them and add it again."),
    "bank_group": _l("Put this in one of the groups."),
}
