"""Weighing a scenario: four short pages, each a plain form that works without JavaScript.

No page before the reveal holds a voice or a number about others.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearning.access import Permission, requires
from elearning.accounts.service import take_turns
from elearning.accounts.session import me
from elearning.forms import CONFLICT, REFUSED, Form, revision_on_the_page
from elearning.modules.rules import AnswerError
from elearning.quizzes import queries, rules, service
from elearning.quizzes.balances import Balance
from elearning.quizzes.forms import BoardForm, PanelReasonForm, PriceForm, TakeawayForm, board_form
from elearning.quizzes.models import PriceAnswer, Round
from elearning.quizzes.reveal import reveal_of
from elearning.quizzes.rules import Stage
from elearning.quizzes.words import page_titles

blueprint = Blueprint("quizzes", __name__)

PAGES = {
    Stage.SITUATION: "quizzes.situation",
    Stage.PRICE: "quizzes.price",
    Stage.NEW_FACT: "quizzes.new_fact",
    Stage.REVEAL: "quizzes.reveal",
}
TEMPLATES = {
    Stage.SITUATION: "quizzes/situation.html",
    Stage.PRICE: "quizzes/price.html",
    Stage.NEW_FACT: "quizzes/new_fact.html",
    Stage.REVEAL: "quizzes/reveal.html",
}


@blueprint.get("/scenarios/<slug:scenario>")
@requires(Permission.LEARN)
def scenario(scenario: str) -> ResponseReturnValue:
    """Lead to the page where the learner left off."""
    opened = _open(scenario)
    return redirect(_address(opened, opened.stage))


@blueprint.route("/scenarios/<slug:scenario>/situation", methods=["GET", "POST"])
@requires(Permission.LEARN)
def situation(scenario: str) -> ResponseReturnValue:
    opened = _open(scenario)
    form = _situation_form(opened)
    if request.method != "POST":
        return _page(opened, Stage.SITUATION, form=form)
    if opened.is_outdated:
        return _not_counted(opened)
    if opened.stage is Stage.SITUATION:
        if _leaves_with_nothing(form.positions):
            return _later()
        if not form.validate_on_submit():
            return _page(opened, Stage.SITUATION, form=form), REFUSED
        service.weigh(_seat(opened), Round.FIRST, form.positions, how=form.how)
    return _go_on(opened, Stage.PRICE)


@blueprint.route("/scenarios/<slug:scenario>/price", methods=["GET", "POST"])
@requires(Permission.LEARN)
def price(scenario: str) -> ResponseReturnValue:
    opened = _open(scenario)
    if opened.is_outdated or not _has_reached(opened, Stage.PRICE):
        return _not_counted(opened)
    form = PriceForm()
    drawn = rules.draw_price(opened.text, opened.first)
    form.option.choices = [(number, opened.text.price[number].text) for number in drawn]
    if request.method != "POST":
        answer = opened.named_price(request.args.get("answer", type=int))
        form.option.data = answer.option if answer else None
        return _page(opened, Stage.PRICE, form=form, verdict=_verdict(opened, answer))
    if opened.stage is Stage.PRICE:
        if _leaves_with_nothing({"option": form.option.data}):
            return _later()
        if not form.validate_on_submit():
            return _page(opened, Stage.PRICE, form=form, verdict=None), REFUSED
        try:
            service.pay_price(_seat(opened), opened.text, opened.first, form.option.data)
        except AnswerError:
            abort(400)
    return _go_on(opened, Stage.PRICE, answer=form.option.data, _anchor="answer")


@blueprint.route("/scenarios/<slug:scenario>/new-fact", methods=["GET", "POST"])
@requires(Permission.LEARN)
def new_fact(scenario: str) -> ResponseReturnValue:
    opened = _open(scenario)
    if opened.is_outdated or not _has_reached(opened, Stage.NEW_FACT):
        return _not_counted(opened)
    form = board_form(
        [opened.text.new_fact.balance], _("Where does the weight lie now?"), before=_before(opened)
    )
    if request.method != "POST":
        return _page(opened, Stage.NEW_FACT, form=form)
    if opened.stage is Stage.NEW_FACT:
        if "later" in request.form and form.positions.items() <= _before(opened).items():
            return _later()  # the board begins where they left it, so this is no answer
        if "stay" in request.form:
            _stay(opened)
        elif form.validate_on_submit():
            service.weigh_again(_seat(opened), form.positions, how=form.how)
        else:
            return _page(opened, Stage.NEW_FACT, form=form), REFUSED
    return _go_on(opened, Stage.REVEAL)


@blueprint.get("/scenarios/<slug:scenario>/reveal")
@requires(Permission.LEARN)
def reveal(scenario: str) -> ResponseReturnValue:
    opened = _open(scenario)
    if opened.stage is not Stage.REVEAL:
        return redirect(_address(opened, opened.stage))
    return _reveal_page(opened, _takeaway_form(opened))


@blueprint.post("/scenarios/<slug:scenario>/takeaway")
@requires(Permission.LEARN)
def save_takeaway(scenario: str) -> ResponseReturnValue:
    """Save the private note on a scenario."""
    opened = _revealed(scenario)
    form = TakeawayForm()
    if not form.validate_on_submit():
        return _reveal_page(opened, form), REFUSED
    try:
        service.save_takeaway(_seat(opened), form.text.data or "", version=form.version.data or 0)
    except service.TakeawayConflictError as conflict:
        # With the version that is stored now: saving once more is then a choice.
        again = TakeawayForm(formdata=None, text=form.text.data, version=conflict.version)
        return _reveal_page(opened, again, other=conflict.text), CONFLICT
    flash(_("Your note is saved."), "success")
    return redirect(f"{_address(opened, Stage.REVEAL)}#takeaway")


@blueprint.route("/scenarios/<slug:scenario>/second-thought", methods=["GET", "POST"])
@requires(Permission.LEARN)
def second_thought(scenario: str) -> ResponseReturnValue:
    """Weigh once more after the reveal, for oneself; it is kept beside the first."""
    opened = _revealed(scenario)
    if opened.second_thought:
        return redirect(_address(opened, Stage.REVEAL))
    before = dict(zip(opened.text.balances, opened.final, strict=True))
    form = board_form(opened.text.balances, _("Where would you put the weight now?"), before=before)
    if request.method != "POST":
        return render_template("quizzes/second_thought.html", opened=opened, form=form)
    if not form.validate_on_submit():
        return render_template("quizzes/second_thought.html", opened=opened, form=form), REFUSED
    service.weigh(_seat(opened), Round.SECOND_THOUGHT, form.positions, how=form.how)
    flash(_("Your second thought is kept."), "success")
    return redirect(_address(opened, Stage.REVEAL))


@blueprint.post("/scenarios/<slug:scenario>/reason")
@requires(Permission.LEARN)
def give_reason(scenario: str) -> ResponseReturnValue:
    """Take a panel member's reason, which others will read without a name."""
    opened = _revealed(scenario)
    if not me().is_panel:
        abort(403)
    form = PanelReasonForm()
    if not form.validate_on_submit():
        return _reveal_page(opened, _takeaway_form(opened), reason=form), REFUSED
    service.give_panel_reason(_seat(opened), form.reason.data or "")
    flash(_("Thank you. Your reason is kept."), "success")
    return redirect(_address(opened, Stage.REVEAL))


def _takeaway_form(opened: queries.OpenScenario) -> TakeawayForm:
    written = queries.takeaway(me().id, opened.id)
    values = {"text": written.text, "version": written.version} if written else {}
    return TakeawayForm(formdata=None, **values)


def _open(slug: str) -> queries.OpenScenario:
    if request.method == "POST":
        take_turns(me().id)
    return queries.open_scenario(me(), slug, seen=revision_on_the_page()) or abort(404)


def _revealed(slug: str) -> queries.OpenScenario:
    """Open a scenario that is weighed to the end, in the text that the page had.

    What was written on it is kept with that text, also if it has been asked for again since.
    """
    opened, seen = _open(slug), revision_on_the_page()
    if seen not in {None, opened.revision_id}:
        opened = queries.weighed_before(me(), opened.id, seen) or opened
    return opened if opened.stage is Stage.REVEAL else abort(403)


def _situation_form(opened: queries.OpenScenario) -> BoardForm:
    return board_form(opened.text.balances, _("Where do you put the weight in this situation?"))


def _not_counted(opened: queries.OpenScenario) -> ResponseReturnValue:
    """Lead to the page that somebody has come to, and tell them if what they sent could not be kept.

    What they wrote for a text that they are now asked to weigh again stands on the page of the new one.
    """
    if opened.is_outdated and opened.stage is Stage.SITUATION:
        page = _page(opened, Stage.SITUATION, form=_situation_form(opened), is_outdated=True)
        return page, HTTPStatus.CONFLICT
    if request.method == "POST":
        flash(_("Your answer was not kept, because the page was from before. Go on here."), "warning")
    return redirect(_address(opened, opened.stage))


def _seat(opened: queries.OpenScenario) -> service.Seat:
    return service.Seat(me(), opened.id, opened.revision_id)


def _address(opened: queries.OpenScenario, page: Stage, **more: Any) -> str:  # noqa: ANN401 - as `url_for`
    return url_for(PAGES[page], scenario=opened.text.slug, **more)


def _has_reached(opened: queries.OpenScenario, page: Stage) -> bool:
    order = list(Stage)
    return order.index(opened.stage) >= order.index(page)


def _go_on(opened: queries.OpenScenario, page: Stage, **more: Any) -> ResponseReturnValue:  # noqa: ANN401 - as `url_for`
    return _later() if "later" in request.form else redirect(_address(opened, page, **more))


def _later() -> ResponseReturnValue:
    flash(_("What you have answered is saved. Go on when it suits you."), "success")
    return redirect(url_for("progress.journey"))


def _leaves_with_nothing(values: Mapping[str, int | None]) -> bool:
    """Tell whether somebody goes on later without having answered anything on the page."""
    return "later" in request.form and all(value is None for value in values.values())


def _before(opened: queries.OpenScenario) -> Mapping[Balance, int]:
    return dict(zip(opened.text.balances, opened.first, strict=True))


def _stay(opened: queries.OpenScenario) -> None:
    touched = opened.weightings[Round.FIRST][opened.text.new_fact.balance]
    service.weigh_again(
        _seat(opened), {touched.balance: touched.position}, how={touched.balance: touched.how or ""}
    )


def _verdict(opened: queries.OpenScenario, answer: PriceAnswer | None) -> rules.PriceVerdict | None:
    """Judge an answer again, for showing."""
    return rules.judge_price(opened.text, opened.first, answer.option) if answer else None


def _page(opened: queries.OpenScenario, page: Stage, **values: object) -> str:
    steps = [
        {
            "title": title,
            "href": _address(opened, each) if _has_reached(opened, each) else "",
            "state": "done" if _has_reached(opened, each) and opened.stage is not each else "open",
            "is_current": each is page,
        }
        for each, title in page_titles().items()
    ]
    return render_template(TEMPLATES[page], opened=opened, scenario=opened.text, steps=steps, **values)


def _reveal_page(
    opened: queries.OpenScenario, form: TakeawayForm, *, other: str | None = None, reason: Form | None = None
) -> str:
    asked = me().is_panel and not queries.has_given_reason(me().id, opened.revision_id)
    return _page(
        opened,
        Stage.REVEAL,
        form=form,
        other=other,
        reveal=reveal_of(opened, me().roles),
        reason=(reason or PanelReasonForm(formdata=None)) if asked else None,
    )
