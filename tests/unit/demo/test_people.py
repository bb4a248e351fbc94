from collections import Counter

from elearning.accounts.rules import FoundationRole
from elearning.demo.accounts import ACCOUNTS
from elearning.demo.names import NAMES, email_for
from elearning.demo.people import PANEL, Hire, hires
from elearning.demo.posts import Post, posts
from elearning.demo.units import AREAS

LARGEST_TEAM = 12


def by_email(email: str) -> Hire:
    return next(hire for hire in hires() if hire.email == email)


def chain(post: Post) -> list[Post]:
    """The leaders above a post, nearest first; fails where they go round in a circle."""
    above: list[Post] = []
    while post.leader:
        assert post.leader not in above
        above.append(post.leader)
        post = post.leader
    return above


def team_of(leader: Post, everyone: list[Post]) -> list[Post]:
    return [post for post in everyone if post.leader is leader]


def test_there_are_about_120_people_and_a_name_for_each() -> None:
    assert 110 <= len(hires()) <= 130
    assert len(NAMES) == len(hires()) - len(ACCOUNTS)


def test_everybody_has_their_own_name_and_ascii_address() -> None:
    names = [hire.name for hire in hires()]
    emails = [hire.email for hire in hires()]
    assert len(set(names)) == len(names)
    assert len(set(emails)) == len(emails)
    assert all(email.isascii() and email == email.lower() and " " not in email for email in emails)


def test_an_address_is_the_name_in_plain_letters() -> None:
    assert email_for("Jürgen Åse-Ærø Großmann") == "jurgen.aase-aeroe.grossmann@demo.example"
    assert email_for("Paweł Yıldırım Šerif") == "pawel.yildirim.serif@demo.example"  # noqa: RUF001 - Turkish
    assert email_for("Bárður Hadžić") == "bardur.hadzic@demo.example"


def test_only_the_top_has_no_leader_and_everybody_is_below_it() -> None:
    everyone = posts()
    top = next(post for post in everyone if post.leader is None)
    assert top.role is FoundationRole.EXECUTIVE
    assert all(chain(post)[-1] is top for post in everyone if post is not top)


def test_leaders_come_before_those_they_lead() -> None:
    everyone = posts()
    order = {post: number for number, post in enumerate(everyone)}
    assert all(order[post.leader] < order[post] for post in everyone if post.leader)


def test_there_are_two_executives_and_both_lead_heads_of_areas() -> None:
    everyone = posts()
    executives = [post for post in everyone if post.role is FoundationRole.EXECUTIVE]
    areas = {area.name for area in AREAS}
    assert len(executives) == 2
    assert all(any(post.unit in areas for post in team_of(each, everyone)) for each in executives)


def test_everybody_is_led_from_their_own_unit_or_the_one_above() -> None:
    above: dict[str | None, str | None] = {None: None}
    for area in AREAS:
        above[area.name] = None
        above.update((department.name, area.name) for department in area.departments)
    for post in posts():
        if post.leader:
            assert post.leader.unit in {post.unit, above[post.unit]}


def test_whoever_leads_has_a_team_of_a_size_one_can_lead() -> None:
    everyone = posts()
    for post in everyone:
        size = len(team_of(post, everyone))
        assert 2 <= size <= LARGEST_TEAM if post.leads else size == 0


def test_who_leads_leaders_has_the_executive_role_too() -> None:
    for post in posts():
        if post.leads and post.leader:
            assert FoundationRole.EXECUTIVE in {post.leader.role, post.leader.second_role}


def test_some_people_have_two_roles() -> None:
    pairs = Counter((post.role, post.second_role) for post in posts() if post.second_role)
    assert pairs[FoundationRole.LEADER, FoundationRole.EXECUTIVE] >= 3
    assert pairs[FoundationRole.EMPLOYEE, FoundationRole.LEADER] >= 3
    assert len(pairs) == 2


def test_first_days_reach_from_ten_months_ago_to_three_weeks_ahead() -> None:
    days = [hire.starts_in for hire in hires()]
    assert -300 <= min(days) < -240
    assert 10 < max(days) <= 19  # a weekend later it is three weeks
    assert len(set(days)) > 60


def test_nobody_who_has_just_begun_is_expected_to_have_done_anything() -> None:
    assert all(hire.share == 0 for hire in hires() if hire.starts_in > -10)


def test_only_the_five_accounts_can_sign_in_and_one_is_hr() -> None:
    assert {hire.email for hire in hires() if hire.signs_in} == {account.email for account in ACCOUNTS}
    assert len(ACCOUNTS) == 5
    assert [hire.email for hire in hires() if hire.is_hr] == ["hr@demo.example"]


def test_the_panel_is_of_those_who_have_been_here_longest_and_have_done_everything() -> None:
    panel = [hire for hire in hires() if hire.is_panel]
    assert Counter(hire.post.role for hire in panel) == PANEL
    assert all(hire.share == 1 and not hire.signs_in for hire in panel)
    for role in PANEL:
        others = [hire for hire in hires() if hire.post.role is role and not hire.is_panel]
        last = max(hire.starts_in for hire in panel if hire.post.role is role)
        assert all(hire.starts_in >= last for hire in others if not hire.signs_in)


def test_the_new_employee_works_for_the_leader_with_an_account() -> None:
    new, leader = by_email("nyansat@demo.example"), by_email("leder@demo.example")
    assert new.post.leader is not None
    assert (new.post.leader.unit, new.post.leader.role) == (leader.post.unit, leader.post.role)


def test_the_leader_with_an_account_has_a_team_of_ten() -> None:
    everyone = hires()
    leader = next(hire.post for hire in everyone if hire.email == "leder@demo.example")
    assert len(team_of(leader, [hire.post for hire in everyone])) == 10


def test_everybody_is_below_the_executive_with_an_account() -> None:
    assert by_email("koncernleder@demo.example").post.leader is None


def test_the_plan_is_the_same_each_time() -> None:
    def facts() -> list[tuple[object, ...]]:
        return [
            (hire.name, hire.email, hire.post.unit, hire.starts_in, hire.share, hire.is_panel)
            for hire in hires()
        ]

    assert facts() == facts()
