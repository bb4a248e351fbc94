"""What every template can use: the settings, and dates and numbers as Danes write them."""

from datetime import date, datetime

from babel.numbers import format_decimal
from flask import Flask
from flask_babel import format_date, format_percent, get_locale, get_timezone

from elearning import hr_menu
from elearning.config import Settings


def register_templating(app: Flask, settings: Settings) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(settings=settings, get_locale=get_locale, hr_menu=hr_menu)
    app.jinja_env.filters.update(
        date=_date,
        day=_day,
        month=_month,
        number=_number,
        percent=_percent,
        short_date=_short_date,
        short_month=_short_month,
    )


def _day(moment: datetime) -> str:
    """Write the day of a moment, as it was here: 23. november 2026."""
    return _date(moment.astimezone(get_timezone()).date())


def _date(day: date) -> str:
    """Write a calendar day: 23. november 2026."""
    return str(format_date(day, "long"))


def _month(day: date) -> str:
    """Write a day's month and year: november 2026."""
    return str(format_date(day, "MMMM y"))


def _short_month(day: date) -> str:
    """Write a day's month in three letters: nov."""
    return str(format_date(day, "MMM")).rstrip(".")[:3]


def _short_date(day: date) -> str:
    """Write a day so that it fits in a column: 23. nov. 2026."""
    return str(format_date(day, "medium"))


def _number(number: float) -> str:
    """Write a number: 45.000, or 17,5."""
    return str(format_decimal(number, locale=get_locale()))


def _percent(whole: int) -> str:
    """Write a percentage given from 0 to 100: 58 %, with a space that does not break."""
    return str(format_percent(whole / 100, "#,##0 %"))
