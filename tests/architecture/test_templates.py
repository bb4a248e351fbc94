"""Templates: they compile, say everything through the catalogue, and carry nothing that nobody uses."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import nodes

from tests.architecture.conftest import ROOT

TEMPLATES = ROOT / "elearning" / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
COMPONENTS = [name for name in NAMES if name.startswith("components/")]

# Names, the same in every language.
UNTRANSLATED = {"Grundlaget", "Demo"}
SHOWN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
TRANSLATING = {"_", "gettext", "ngettext"}
# These take names of files, not words.
NAMING = {"asset_url"}
EXPRESSION = "\ue000"


class Words(HTMLParser):
    """The texts of a piece of HTML that a person sees or hears."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        without_ids = re.sub(f"{EXPRESSION}-[\\w-]+", "", data)  # {{ field.id }}-hint
        self.found += re.findall(r"[^\W\d_]{2,}", without_ids)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in SHOWN_ATTRIBUTES:
                self.handle_data(value or "")


@cache
def parsed(app: Flask, name: str) -> nodes.Template:
    return app.jinja_env.parse((TEMPLATES / name).read_text(encoding="utf-8"))


def written(node: nodes.Node) -> Iterator[str]:
    """Give the template's own text in its order, with a mark where an expression is shown."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            if isinstance(node, nodes.Output):
                yield EXPRESSION
        else:
            yield from written(child)


def imports(template: nodes.Template) -> Iterator[tuple[str, str, str]]:
    """Give each import of a macro: from where, its name there, and its name here."""
    for statement in template.find_all(nodes.FromImport):
        source = statement.template.value if isinstance(statement.template, nodes.Const) else ""
        for each in statement.names:
            there, here = each if isinstance(each, tuple) else (each, each)
            yield source, there, here


def untranslated_constants(node: nodes.Node) -> Iterator[str]:
    """Give the texts in expressions that begin like a sentence and go through no catalogue."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Const):
            if isinstance(child.value, str) and child.value[:1].isupper():
                yield child.value
        elif isinstance(child, nodes.Call) and getattr(child.node, "name", "") in TRANSLATING | NAMING:
            for argument in child.kwargs:
                yield from untranslated_constants(argument)
        else:
            yield from untranslated_constants(child)


@pytest.mark.parametrize("name", NAMES)
def test_it_compiles(bare_app: Flask, name: str) -> None:
    bare_app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_goes_through_the_catalogue(bare_app: Flask, name: str) -> None:
    template = parsed(bare_app, name)
    words = set(Words("".join(written(template))).found) - UNTRANSLATED
    assert words == set()
    assert set(untranslated_constants(template)) - UNTRANSLATED == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_import_is_used(bare_app: Flask, name: str) -> None:
    template = parsed(bare_app, name)
    imported = {here for _source, _there, here in imports(template)}
    used = {each.name for each in template.find_all(nodes.Name) if each.ctx == "load"}
    assert imported - used == set()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_called_safe_that_the_code_did_not_clean(bare_app: Flask, name: str) -> None:
    template = parsed(bare_app, name)
    assert "safe" not in {each.name for each in template.find_all(nodes.Filter)}
    assert not list(template.find_all(nodes.ScopedEvalContextModifier))  # {% autoescape false %}
    assert " style=" not in "".join(written(template))


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_macro_is_used_somewhere(bare_app: Flask, name: str) -> None:
    offered = {each.name for each in parsed(bare_app, name).find_all(nodes.Macro) if each.name[0] != "_"}
    imported = {
        macro
        for other in NAMES
        for source, macro, _here in imports(parsed(bare_app, other))
        if source == name
    }
    assert offered - imported == set()
    assert imported - offered == set()


def test_every_template_is_rendered_or_used_by_another() -> None:
    sources = [*ROOT.glob("elearning/**/*.py"), *(TEMPLATES / name for name in NAMES)]
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    unused = [name for name in NAMES if not name.startswith("emails/") and f'"{name}"' not in texts]
    by_kind = ("modules/steps/", "authoring/kinds/")
    dynamic = [name for name in unused if name.startswith(by_kind)]
    assert set(unused) == set(dynamic)


def test_the_guard_sees_untranslated_words(bare_app: Flask) -> None:
    source = '<p class="big">{{ x }} Gem noten</p><img alt="Et træ">{{ button("Save it") }}{{ _("Fine") }}'
    template = bare_app.jinja_env.parse(source)
    assert Words("".join(written(template))).found == ["Gem", "noten", "Et", "træ"]
    assert list(untranslated_constants(template)) == ["Save it"]


def test_mails_have_a_text_and_an_html_part() -> None:
    mails = {Path(name).stem for name in NAMES if name.startswith("emails/")}
    assert {f"emails/{mail}.{kind}" for mail in mails for kind in ("html", "txt")} == {
        name for name in NAMES if name.startswith("emails/")
    }
