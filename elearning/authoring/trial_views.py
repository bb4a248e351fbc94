"""Trying a scenario while it is written: the learner's own pages, and nothing of it is kept."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.session import me
from elearning.authoring import kinds, queries
from elearning.authoring import trial as trials
from elearning.authoring.editor_views import checked
from elearning.authoring.trial import Board, Played
from elearning.authoring.views import blueprint, opened
from elearning.forms import REFUSED
from elearning.modules.rules import AnswerError
from elearning.quizzes import rules
from elearning.quizzes.content import Scenario
from elearning.quizzes.forms import PriceForm, board_form
from elearning.quizzes.queries import OpenScenario
from elearning.quizzes.reveal import reveal_of
from elearning.quizzes.rules import Stage
from elearning.quizzes.views import TEMPLATES
from elearning.quizzes.words import page_titles


@dataclass(frozen=True)
class Trial:
    """Somebody who plays a scenario: its text, and what they have answered."""

    text: Scenario
    played: Played

    @property
    def opened(self) -> OpenScenario:
        return trials.opened(self.text, self.played)


@blueprint.get("/hr/scenarios/<slug:slug>/try")
@requires(Permission.HR)
def trial(slug: str) -> ResponseReturnValue:
    """Begin, or begin again."""
    text = _text(slug)
    if not isinstance(text, Scenario):
        return text
    return _next_page(Trial(text, trials.begin(text)))


@blueprint.post("/hr/scenarios/<slug:slug>/try")
@requires(Permission.HR)
def trial_goes_on(slug: str) -> ResponseReturnValue:
    """Take the answer of the page that the trial has come to, and show what it leads to."""
    text = _text(slug)
    if not isinstance(text, Scenario):
        return text, REFUSED
    try:
        played = Trial(text, trials.read(text, request.form.get("played", "")))
        return _answered(played, played.opened)
    except trials.TextChangedError:
        flash(_("The text has been changed since you began, so the trial begins again."), "warning")
        return redirect(url_for("authoring.trial", slug=slug))
    except AnswerError:
        abort(400)


def _text(slug: str) -> Scenario | str:
    """Give the text that is written, or a page on what it lacks."""
    item = opened(kinds.SCENARIOS.address, slug)
    data = queries.data(item)
    text, findings = checked(item, data)
    if isinstance(text, Scenario):
        return text
    return render_template(
        "authoring/trial_missing.html", item=item, title=item.heading(data), data=data, findings=findings
    )


def _answered(trial: Trial, opened: OpenScenario) -> ResponseReturnValue:
    if "go_on" in request.form:
        return _next_page(trial)
    match opened.stage:
        case Stage.SITUATION:
            return _weigh(trial)
        case Stage.PRICE:
            return _pay(trial)
        case Stage.NEW_FACT:
            return _weigh_again(trial)
    return _next_page(trial)


def _weigh(trial: Trial) -> ResponseReturnValue:
    form = board_form(trial.text.balances, _("Where do you put the weight in this situation?"))
    if not form.validate():
        return _page(trial, Stage.SITUATION, form=form), REFUSED
    return _next_page(Trial(trial.text, trial.played.with_first(form.positions, form.how)))


def _pay(trial: Trial) -> ResponseReturnValue:
    form = _price_form(trial.opened, PriceForm())
    if not form.validate():
        return _page(trial, Stage.PRICE, form=form, verdict=None), REFUSED
    option = form.option.data
    verdict = rules.judge_price(trial.text, trial.opened.first, option)
    return _page(Trial(trial.text, trial.played.with_price(option)), Stage.PRICE, form=form, verdict=verdict)


def _weigh_again(trial: Trial) -> ResponseReturnValue:
    balance = trial.text.new_fact.balance
    if "stay" in request.form:
        return _next_page(Trial(trial.text, trial.played.with_after(trial.played.first[balance])))
    form = board_form([balance], _("Where does the weight lie now?"))
    if not form.validate():
        return _page(trial, Stage.NEW_FACT, form=form), REFUSED
    board = Board(position=form.positions[balance], how=form.how.get(balance, ""))
    return _next_page(Trial(trial.text, trial.played.with_after(board)))


def _price_form(opened: OpenScenario, form: PriceForm) -> PriceForm:
    drawn = rules.draw_price(opened.text, opened.first)
    form.option.choices = [(number, opened.text.price[number].text) for number in drawn]
    return form


def _next_page(trial: Trial) -> str:
    """Show the page that the trial has come to, with nothing answered on it."""
    opened, text = trial.opened, trial.text
    match opened.stage:
        case Stage.SITUATION:
            form = board_form(text.balances, _("Where do you put the weight in this situation?"))
            return _page(trial, Stage.SITUATION, form=form)
        case Stage.PRICE:
            prices = _price_form(opened, PriceForm(formdata=None))
            return _page(trial, Stage.PRICE, form=prices, verdict=None)
        case Stage.NEW_FACT:
            before = dict(zip(text.balances, opened.first, strict=True))
            form = board_form([text.new_fact.balance], _("Where does the weight lie now?"), before=before)
            return _page(trial, Stage.NEW_FACT, form=form)
    return _page(trial, Stage.REVEAL, reason=None, reveal=reveal_of(opened, me().roles, with_others=False))


def _page(trial: Trial, page: Stage, **values: object) -> str:
    order = list(Stage)
    reached = order.index(trial.opened.stage)
    steps = [
        {
            "title": title,
            "href": "",
            "state": "done" if order.index(each) < reached else "open",
            "is_current": each is page,
        }
        for each, title in page_titles().items()
    ]
    return render_template(
        "authoring/trial.html",
        learners_page=TEMPLATES[page],
        opened=trial.opened,
        scenario=trial.text,
        played=trial.played.model_dump_json(),
        steps=steps,
        **values,
    )
