"""Made-up lessons, so that a course can be as long as a measurement needs it. Always the same ones."""

from elearning.accounts.rules import FoundationRole
from elearning.modules import content
from elearning.modules.publishing import SHIPPED, Library, read_library

MODULE = content.Module(
    slug="maalemodul",
    title="Målinger",
    summary="Lektioner, der kun findes, mens vi måler, hvor hurtigt siderne bliver vist.",
)
KIND_COUNT = 5
_TEXT = (
    "Forestil dig Karla, som er sygeplejerske i hjemmeplejen. Hun skal nå otte besøg inden middag, og det "
    "tredje trækker ud, fordi en borger er faldet. Karla ringer til sin leder, og sammen finder de ud af, "
    "hvem der kan tage de næste to besøg.\n\n"
    "- **Borgeren** får den tid, der er brug for.\n"
    "- **Kollegerne** ved, hvad der sker, og kan planlægge efter det.\n"
    "- **Lederen** ser, hvor dagene ofte skrider, og tager det med til næste vagtplan.\n\n"
    "Ingen af de tre hensyn er forkerte. Det er derfor, det er en *balance* og ikke en regel."
)
_RIGHT = content.Option(text="Sig det højt, så I kan fordele opgaverne.", correct=True)
_ALSO_RIGHT = content.Option(text="Spørg, hvad der haster mest.", correct=True)
_WRONG = content.Option(
    text="Skynd dig, og sig ikke noget.", explanation="Så er der ingen, der kan hjælpe, før det er for sent."
)


def shipped_and_made_up(steps: int) -> Library:
    """Give the shipped lessons, and so many made-up ones that an employee has at least `steps` steps."""
    shipped = read_library(SHIPPED)
    there = sum(len(lesson.steps) for lesson in shipped.lessons if FoundationRole.EMPLOYEE in lesson.audience)
    lacking = max(0, steps - there)
    lessons = made_up(-(-lacking // KIND_COUNT)).lessons
    return Library((*shipped.modules, MODULE), (*shipped.lessons, *lessons))


def made_up(count: int) -> Library:
    """Give `count` lessons, each with one step of every kind."""
    return Library((MODULE,), tuple(_lesson(number) for number in range(1, count + 1)))


def _lesson(number: int) -> content.Lesson:
    return content.Lesson(
        slug=f"maaling-{number}",
        module=MODULE.slug,
        position=number,
        title=f"Måling {number}",
        summary="En lektion med et trin af hver slags.",
        audience=tuple(FoundationRole),
        steps=_steps(),
    )


def _steps() -> tuple[content.Step, ...]:
    circles = tuple(
        content.Circle(slug=slug, title=title, hint="Dem, du ser tit.")
        for slug, title in (("kolleger", "Kolleger"), ("ledere", "Ledere"), ("borgere", "Borgere"))
    )
    question = "Hvad gør du, når dagen skrider?"
    return (
        content.ReadStep(slug="laes", title="Læs", pages=(5,), text=_TEXT),
        content.CheckStep(
            slug="svar", title="Svar", pages=(5,), text=_TEXT, question=question, options=(_WRONG, _RIGHT)
        ),
        content.CheckStep(
            slug="svar-flere",
            title="Svar igen",
            pages=(5,),
            question=question,
            multiple=True,
            options=(_RIGHT, _WRONG, _ALSO_RIGHT),
        ),
        content.ReflectStep(slug="taenk", title="Tænk", pages=(5,), text=_TEXT, question=question),
        content.RelationsStep(slug="tegn", title="Tegn", pages=(5,), text=_TEXT, circles=circles),
    )
