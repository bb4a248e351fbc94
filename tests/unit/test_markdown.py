import re
import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from elearning.markdown import (
    Illustrated,
    alternatives,
    faults,
    illustrations,
    image,
    is_plain_heading,
    pictures,
    plain_words,
    render,
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<div\nonclick=alert(1)>x</div>",
    "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#x0A;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example)",
    "[x](\\\\evil.example)",
    "[x](http://evil.example)",
    "![x](data:image/png;base64,AAAA)",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    "![x](//evil.example/pixel.png)",
    '![x" onerror="alert(1)](/static/a.png)',
    '![x](/static/a.png "t\\" onerror=\\"alert(1)")',
    "<javascript:alert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "```html onclick=alert(1)\n<script>\n```",
    "| a |\n|:-:|\n| <b onmouseover=x>y</b> |",
    "<!-- <img --><img src=x onerror=alert(1)>",
    "<style>p{color:red}</style>",
]
ALLOWED = {
    *[
        "p",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "blockquote",
        "code",
        "pre",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "hr",
        "br",
        "h3",
        "h4",
    ],
}
TAG = re.compile(r"</?([a-z0-9]+)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*>")


def assert_harmless(html: str) -> None:
    assert "<" not in TAG.sub("", html)
    for name, attributes in TAG.findall(html):
        assert name in ALLOWED
        for attribute, value in re.findall(r"([a-z-]+)=\"([^\"]*)\"", attributes):
            assert attribute in {"href", "title", "rel", "src", "alt", "start"}
            if attribute == "href":
                assert re.match(r"https://|mailto:|(?![a-z]+:|//)", value, re.IGNORECASE)
            if attribute == "src":
                assert not re.match(r"[a-z]+:|//", value, re.IGNORECASE)


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_do_not_survive(attack: str) -> None:
    assert_harmless(render(attack))
    assert_harmless(render(f"> - {attack}\n\n{attack}"))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=20), st.sampled_from("<>[]()`*&\"'\n#|")))
)
def test_no_mixture_of_attacks_survives(parts: list[str]) -> None:
    assert_harmless(render("".join(parts)))


def test_the_usual_markdown_is_kept() -> None:
    html = render(
        "Afsnit med **fed** og *kursiv*.\n\n- punkt\n\n3. tre\n\n> citat\n\n`kode`\n\n| a |\n|---|\n| b |\n"
    )
    for part in (
        "<strong>fed</strong>",
        "<em>kursiv</em>",
        "<li>punkt</li>",
        '<ol start="3">',
        "<blockquote>",
        "<code>kode</code>",
        "<th>a</th>",
        "<td>b</td>",
    ):
        assert part in html


def test_links_to_other_hosts_have_rel_and_our_own_have_not() -> None:
    assert render("[a](https://example.dk)") == '<p><a href="https://example.dk" rel="noopener">a</a></p>\n'
    assert render("[a](/noter)") == '<p><a href="/noter">a</a></p>\n'


def test_images_of_our_own_are_kept_with_their_text() -> None:
    assert render("![En vippe](/static/vippe.png)") == '<p><img src="/static/vippe.png" alt="En vippe"></p>\n'


@pytest.mark.parametrize(
    ("level", "expected"), [(2, ["h2", "h3", "h3"]), (3, ["h3", "h4", "h4"]), (4, ["h4", "h5", "h5"])]
)
def test_headings_begin_at_the_level_the_page_needs(level: int, expected: list[str]) -> None:
    html = render("### a\n\n#### b\n\n##### c", first_heading_level=level)
    assert re.findall(r"<(h\d)>", html) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Én to tre", 3),
        ("**fed**kursiv og *mere*", 3),
        ("### Overskrift\n\n- et\n- to\n\nlinje\nskift", 5),
        ("[en tekst](https://example.dk/lang/adresse) her", 3),
        ("![kun til oplæsning](/static/a.png) ord", 1),
        ("en \N{EN DASH} to & tre …", 3),
        ("`kode her`\n\n```\nto ord\n```", 4),
        ("| a | b |\n|---|---|\n| c | d |", 4),
    ],
)
def test_words_are_those_a_reader_meets(text: str, words: int) -> None:
    assert plain_words(text) == words


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a\n\n<div>b</div>", 2, "raw HTML (<div>b</div>)"),
        ("a\nb <b>c</b>", 1, "raw HTML (<b>)"),
        ("a\n\n<!-- skjult -->", 2, "raw HTML"),
        ("a\n\n# b", 2, "(#) begins a new step"),
        ("a\n\n## b", 2, "(##) begins a new step"),
        ("> ## b", 0, "(##) begins a new step"),
        ("a\n\nb\n---", 2, "a line of --- right under"),
        ("a\n===", 0, "a line of === right under"),
        ("#### a", 0, "one level above"),
        ("### a\n\n##### b", 2, "one level above"),
        ("a\n\n![](/static/a.png)", 2, "no alternative text"),
        ("a\n![ ](/static/a.png)", 1, "no alternative text"),
        ("![a](https://example.dk/a.png)", 0, "not one of our own"),
        ("![a](/static/a.png)", 0, "not one of our own"),
        ("![a](pictures/../a.svg)", 0, "not one of our own"),
        ("a\n[b](http://example.dk)", 1, "begin it with https://"),
        ("a\n\n```\nb", 2, "no closing line of ```"),
        ("~~~\nb\n    ~~~", 0, "no closing line of ```"),
    ],
)
def test_what_would_not_be_shown_as_meant_is_found_at_its_line(text: str, line: int, said: str) -> None:
    found = [(fault.line, fault.message) for fault in faults(text)]
    assert any(at == line and said in message and ";" in message for at, message in found), found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n\n---\n\nb",
        "```\n# a\n## b\n<div>\n---\n```",
        "```yaml\nstep: a\n```",
        "    ## kode\n    <b>",
        "`<b>` og a < b og 3 <3",
        "### a\n\n#### b\n\n### c\n\n#### d",
        "![a](pictures/a.svg) [b](/c) [d](#e) [f](mailto:g@example.dk) <https://example.dk>",
        "- ```\n  a",
    ],
)
def test_ordinary_texts_have_no_faults(text: str) -> None:
    assert faults(text) == ()


@pytest.mark.parametrize(
    "title", ["Åbent", "2 * 3", "snake_case", "a: b", "C#", "<3", "[a]", "Hvad nu?", "a - b"]
)
def test_plain_headings(title: str) -> None:
    assert is_plain_heading(title)


@pytest.mark.parametrize(
    "title",
    [
        " a",
        "a ",
        "a #",
        "#",
        "*a*",
        "`a`",
        "[a](/b)",
        "a &amp; b",
        "\\*",
        "<https://a.dk>",
        "a\nb",
        "![a](b)",
    ],
)
def test_headings_with_markup_are_not_plain(title: str) -> None:
    assert not is_plain_heading(title)


@pytest.mark.parametrize(
    "unit", ["[", "*a ", "> ", "- ", "`", "![", "<a ", "[a](", "**_", "|a", "<!--", "&#", "\\", "[a]: b\n"]
)
def test_no_text_within_the_limit_takes_long(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    start = time.process_time()
    faults(text)
    render(text)
    assert time.process_time() - start < 4


def test_a_picture_is_shown_from_where_it_is_served() -> None:
    shown = render("![Et bræt](pictures/braet.svg)", picture_address=lambda address: f"/static/x-{address}")
    assert '<img src="/static/x-pictures/braet.svg" alt="Et bræt" width="640" height="360">' in shown


def test_pictures_are_found_also_inside_links_and_lists() -> None:
    text = "![a](pictures/a.svg)\n\n- [![b](pictures/b.svg)](/c)\n\n`![c](pictures/c.svg)`"
    assert pictures(text) == ["pictures/a.svg", "pictures/b.svg"]


SUN = Illustrated("illustrations/sol-1.webp", "/images/abc.webp", 1600, 900)


class TestAPictureThatHrAdded:
    def test_is_shown_with_its_size_and_loaded_when_it_is_near(self) -> None:
        html = render("![En sol](illustrations/sol-1.webp)", illustrations=(SUN,))
        assert html == (
            '<p><img src="/images/abc.webp" alt="En sol" width="1600" height="900" loading="lazy"></p>\n'
        )

    def test_that_is_gone_is_told_in_words(self) -> None:
        text = "Se ![en *rød* sol\\]](illustrations/maane.webp) her"
        assert render(text, illustrations=(SUN,)) == "<p>Se en rød sol] her</p>\n"

    def test_cannot_bring_attributes(self) -> None:
        html = render('![x" onerror="a](illustrations/sol-1.webp "t\\" onload=\\"b")', illustrations=(SUN,))
        found = BeautifulSoup(html, "html5lib").select_one("img")
        assert found
        assert set(found.attrs) == {"src", "alt", "title", "width", "height", "loading"}

    @pytest.mark.parametrize(
        "address",
        [
            "illustrations/sol-1.png",
            "illustrations/../x.webp",
            "/illustrations/sol-1.webp",
            "illustrations/Å.webp",
        ],
    )
    def test_has_an_address_of_one_form(self, address: str) -> None:
        (fault,) = faults(f"![en sol]({address})")
        assert "not one of our own" in fault.message

    def test_is_missed_where_one_knows_what_there_is(self) -> None:
        text = "Først.\n\n![en sol](illustrations/sol-1.webp)"
        assert faults(text) == faults(text, {SUN.address}) == ()
        (fault,) = faults(text, set())
        assert (fault.line, fault.message.partition(";")[0]) == (2, f"there is no picture {SUN.address}")

    def test_needs_words(self) -> None:
        (fault,) = faults("![ ](illustrations/sol-1.webp)", {SUN.address})
        assert "alternative text" in fault.message

    @pytest.mark.parametrize(
        "words",
        [
            "En sol",
            "[x](y) ![z]",
            "a*b_c`d`<br>&amp;",
            "slut \\",
            "to ]( parenteser",
            'et "ord" & <b>flere</b>',
        ],
    )
    def test_is_written_so_that_its_words_are_read_back(self, words: str) -> None:
        written = image(SUN.address, words)
        assert alternatives(written) == {SUN.address: words}
        assert faults(written) == ()

    def test_is_found_in_any_text_once(self) -> None:
        assert illustrations(
            "a: illustrations/b.webp illustrations/a-1.webp\nillustrations/b.webp x.webp"
        ) == [
            "illustrations/a-1.webp",
            "illustrations/b.webp",
        ]
