"""Advice on scenarios: what makes a valid one less than a fair dilemma; it stops nobody from using it.

Each piece of advice says what was found, why it matters, and what to do.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from elearning.accounts.rules import FoundationRole
from elearning.content_text import ContentProblem
from elearning.markdown import plain_words
from elearning.quizzes.balances import Balance, Direction, Side, direction_on, side
from elearning.quizzes.content import Placement, Pole, Scenario, quoted
from elearning.quizzes.readability import blocks, lix, words

SITUATION_WORDS: Final = (60, 140)
NEW_FACT_WORDS: Final = (20, 60)
MAX_LIX: Final = 45
#: How much longer one of a pair of texts may be than the other.
MAX_UNEQUAL: Final = 1.6
#: How much of its gain's length a risk has at least.
LEAST_RISK: Final = 0.5
LEAST_POSITIONS: Final = 4
LEAST_MOVED: Final = 2
#: From this mean position of a scenario's voices on a board (0 to 3) it leans.
LEANING: Final = 0.5

_YOU: Final = frozenset({"du", "dig", "din", "dit", "dine"})

#: Words that take sides, as they begin (* for any ending), by what they do to a pole.
_TAKE_SIDES: Final[Mapping[str, str]] = {
    "makes the pole smaller than it is": "bare blot kun simpelthen såkaldt*",
    "runs the pole down": "bureaukrat* firkante* rigid* stift stiv stive kassetænk* paragrafrytter*"
    " gammeldags forælde* støvet støvede blødsøden* naiv* flippe* rodet rodede pylre* hovedløs*"
    " ligegyldig* umenneskelig*",
    "praises the pole instead of saying what it does": "modig* moderne visionær* fremsynet fremsynede"
    " fantastisk* ordentlig* fornuftig*",
    "says that the answer is given": "selvfølgelig* naturligvis indlysende oplagt* burde",
}
_LOADED: Final[Mapping[str, re.Pattern[str]]] = {
    why: re.compile(rf"\b(?:{stems.replace('*', '[a-zæøå]*').replace(' ', '|')})\b", re.IGNORECASE)
    for why, stems in _TAKE_SIDES.items()
}

MESSAGES: Final[Mapping[str, str]] = {
    "situation_words": "the situation has {length} words; {least} to {most} are enough for a picture and few"
    " enough to be read",
    "nobody": "nobody is addressed; write to the learner, with 'du', so that the choice is theirs",
    "lix": "the situation has a LIX of {found}, as hard as a public report; write shorter sentences and"
    " shorter words, to {most} at most",
    "unequal": "this has {length} characters and the other pole's {other}; what is said at more length seems"
    " to weigh more, so write both about equally long",
    "upsides": "the risk is less than half as long as the gain, so the pole seems to have only upsides; say"
    " as concretely what it may cost, and whom",
    "loaded": "'{word}' {why}; use words that those who prefer this pole would use themselves",
    "fact_words": "the new fact has {length} words; {least} to {most} tell one thing clearly",
    "unmoved": "the new fact moves {moved} of {voices} voices, so it hardly matters; find one that makes some"
    " think again, or let at least {least} voices move",
    "agree": "on {balance} all voices agree, so there is no dilemma; write what sensible people on both"
    " sides would say, or choose another situation",
    "middle": "on {balance} {number} of {voices} voices stand in the middle, as if there were no dilemma;"
    " let them say which way they lean, and why",
    "one_side": "on {balance} no voice leans towards '{pole}', so the other side seems right; write the best"
    " argument for it",
    "alike": "on {balance} the voices stand on {number} different positions; use at least {least}, so that"
    " most learners find one near their own and one far from it",
    "silent": "no voice is seen from the chair of {roles}, though the scenario is for them; write one, or"
    " take the role out of the audience",
    "one_way": "the voices of all {number} scenarios on {balance} lean towards '{pole}', which teaches that"
    " it is the right answer; write one where more speaks for the other pole",
    "nobodys": "no scenario on {balance} is for {roles}; write one, or widen the audience of one",
}

#: A field, dotted as authors read it, and what to say about it.
Finding = tuple[str, str]


def _say(kind: str, **values: object) -> str:
    return MESSAGES[kind].format(**values)


def advice(scenario: Scenario, path: str | None = None) -> list[ContentProblem]:
    """Return what would make a scenario a fairer and clearer dilemma; `path` is its file's name.

    Of one that is still being written, nothing is said of texts that are empty, and nothing of the voices
    while there are none.
    """
    checks = (_situation, _placements, _new_fact, _boards, _chairs)
    return [
        ContentProblem(path, None, field, message) for check in checks for field, message in check(scenario)
    ]


def _situation(scenario: Scenario) -> Iterator[Finding]:
    text = scenario.situation
    if not text:
        return
    least, most = SITUATION_WORDS
    if not least <= (length := plain_words(text)) <= most:
        yield "situation", _say("situation_words", length=length, least=least, most=most)
    if _YOU.isdisjoint(word.lower() for block in blocks(text) for word in words(block)):
        yield "situation", _say("nobody")
    if (found := lix(text)) > MAX_LIX:
        yield "situation", _say("lix", found=found, most=MAX_LIX)


def _placements(scenario: Scenario) -> Iterator[Finding]:
    for number, placement in enumerate(scenario.placements, start=1):
        field = f"placements.{number}"
        yield from _unequal(field, placement)
        yield from _pole(f"{field}.first", placement.first)
        yield from _pole(f"{field}.second", placement.second)


def _texts(pole: Pole) -> dict[str, str]:
    return {"here": pole.here, "gains": pole.gains, "risks": pole.risks}


def _unequal(field: str, placement: Placement) -> Iterator[Finding]:
    """Find texts that are much shorter than their counterpart, told at the shorter one."""
    both = {"first": _texts(placement.first), "second": _texts(placement.second)}
    for name in both["first"]:
        lengths = {pole: len(texts[name]) for pole, texts in both.items()}
        shorter = min(lengths, key=lambda pole: lengths[pole])
        length, other = sorted(lengths.values())
        if length and other > MAX_UNEQUAL * length:
            yield f"{field}.{shorter}.{name}", _say("unequal", length=length, other=other)


def _pole(field: str, pole: Pole) -> Iterator[Finding]:
    if pole.risks and len(pole.risks) < LEAST_RISK * len(pole.gains):
        yield f"{field}.risks", _say("upsides")
    for name, text in _texts(pole).items():
        for why, pattern in _LOADED.items():
            if found := pattern.search(text):
                yield f"{field}.{name}", _say("loaded", word=found[0], why=why)


def _new_fact(scenario: Scenario) -> Iterator[Finding]:
    least, most = NEW_FACT_WORDS
    text, voices = scenario.new_fact.text, scenario.voices
    if text and not least <= (length := plain_words(text)) <= most:
        yield "new_fact.text", _say("fact_words", length=length, least=least, most=most)
    if not voices or scenario.new_fact.balance not in scenario.balances:
        return
    moved = sum(voice.after != voice.before[scenario.touched] for voice in voices)
    if moved < LEAST_MOVED:
        yield "new_fact", _say("unmoved", moved=moved or "none", voices=len(voices), least=LEAST_MOVED)


def _boards(scenario: Scenario) -> Iterator[Finding]:
    for number, balance in enumerate(scenario.balances if scenario.voices else ()):
        message = _no_paradox(balance, [voice.before[number] for voice in scenario.voices])
        if message:
            yield "voices", message


def _no_paradox(balance: Balance, positions: Sequence[int]) -> str | None:
    """Say why the voices on a board do not show a dilemma from all sides, or None if they do."""
    sides = Counter(map(side, positions))
    number = sides[Side.MIDDLE]
    different = len(set(positions))
    if different == 1:
        return _say("agree", balance=balance)
    if number * 2 > len(positions):
        return _say("middle", balance=balance, number=number, voices=len(positions))
    for where in (Side.FIRST, Side.SECOND):
        if not sides[where]:
            return _say("one_side", balance=balance, pole=direction_on(balance, where))
    if different < LEAST_POSITIONS:
        return _say("alike", balance=balance, number=different, least=LEAST_POSITIONS)
    return None


def _chairs(scenario: Scenario) -> Iterator[Finding]:
    heard = {voice.role for voice in scenario.voices}
    if heard and (silent := [role for role in scenario.audience if role not in heard]):
        yield "voices", _say("silent", roles=quoted(silent))


@dataclass(frozen=True)
class Census:
    """How many scenarios there are for each balance and role; one may count for several of each."""

    scenarios: int
    by_balance: Mapping[Balance, int]
    by_role: Mapping[FoundationRole, int]
    by_both: Mapping[tuple[Balance, FoundationRole], int]


def census(scenarios: Collection[Scenario]) -> Census:
    """Count a library of scenarios; what there is none of counts 0."""
    balances = Counter(balance for scenario in scenarios for balance in scenario.balances)
    roles = Counter(role for scenario in scenarios for role in scenario.audience)
    both = Counter(
        (balance, role)
        for scenario in scenarios
        for balance in scenario.balances
        for role in scenario.audience
    )
    return Census(
        len(scenarios),
        {balance: balances[balance] for balance in Balance},
        {role: roles[role] for role in FoundationRole},
        {(balance, role): both[balance, role] for balance in Balance for role in FoundationRole},
    )


def library_advice(scenarios: Collection[Scenario]) -> list[ContentProblem]:
    """Return what would make a library of scenarios fairer as a whole."""
    findings = [*_one_way(scenarios), *_nobodys(census(scenarios))]
    return [ContentProblem(None, None, "", message) for message in findings]


def _one_way(scenarios: Iterable[Scenario]) -> Iterator[str]:
    leanings: dict[Balance, list[Direction]] = {balance: [] for balance in Balance}
    for scenario in scenarios:
        for number, balance in enumerate(scenario.balances):
            leanings[balance].append(_leaning(scenario, number))
    for balance, towards in leanings.items():
        poles = set(towards)
        if len(towards) > 1 and len(poles) == 1 and direction_on(balance, Side.MIDDLE) not in poles:
            yield _say("one_way", number=len(towards), balance=balance, pole=towards[0])


def _leaning(scenario: Scenario, board: int) -> Direction:
    balance = scenario.balances[board]
    mean = sum(voice.before[board] for voice in scenario.voices) / len(scenario.voices)
    if abs(mean) < LEANING:
        return direction_on(balance, Side.MIDDLE)
    return direction_on(balance, Side.FIRST if mean < 0 else Side.SECOND)


def _nobodys(counted: Census) -> Iterator[str]:
    for balance in Balance:
        if missing := [role for role in FoundationRole if not counted.by_both[balance, role]]:
            yield _say("nobodys", balance=balance, roles=quoted(missing))
