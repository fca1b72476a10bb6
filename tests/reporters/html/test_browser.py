"""The HTML report in a real browser: filters, addresses, keys; nothing asked of a network, nothing said is run."""

from __future__ import annotations

import re

import msgspec
import pytest

from csr_lint.outcome import Skipped, Unreadable, row_of
from csr_lint.reporters.registry import reporter
from csr_lint.team import summarise

pytestmark = pytest.mark.heavy

BROKEN = Unreadable(source="week/x.txt", code="not-utf-8", place="week/x.txt:4", message="not UTF-8")
ODD = [BROKEN, Skipped(source="week/README.md", reason="no transcript")]


@pytest.fixture
def page(opened, week):
    return opened([*week, *ODD])


def test_nothing_is_asked_of_a_network_and_nothing_complains(opened, week):
    shown = opened(week)
    for view in ("#calls", "#call-monday-01", "#overview"):
        shown.page.goto(shown.address + view)
        shown.settled()
    assert {address.split("#")[0] for address in shown.asked} == {shown.address}
    assert shown.complaints == []


@pytest.mark.parametrize(
    ("address", "calls"),
    [
        pytest.param("#calls", 12, id="all"),
        pytest.param("#calls&agent=Tom", 4, id="an agent"),
        pytest.param("#calls&agent=Tom&rule=EMP001", 0, id="an agent without that finding"),
        pytest.param("#calls&rule=EMP001", 6, id="a rule"),
        pytest.param("#calls&severity=warning", 6, id="a severity"),
        pytest.param("#calls&from=2024-03-05", 0, id="from a later day"),
        pytest.param("#calls&to=2024-03-04", 12, id="until its day"),
        pytest.param("#calls&q=FEATHERSTONE+long", 1, id="words of a name"),
        pytest.param("#calls&q=account%20number", 12, id="words that were said"),
        pytest.param("#calls&q=%", 12, id="a broken address filters nothing"),
        pytest.param("#agent=Tom", 4, id="a filter alone"),
    ],
)
def test_an_address_filters(opened, week, address, calls):
    shown = opened(week, address)
    assert len(shown.rows()) == calls
    assert shown.page.locator("#shown").inner_text().startswith("12 calls" if calls == 12 else f"{calls} of 12 calls")
    assert shown.page.locator("#nothing").is_visible() == (calls == 0)


def test_what_is_chosen_filters_and_stands_in_the_address(page):
    page.page.goto(page.address + "#calls")
    page.page.get_by_label("Agent", exact=True).select_option("Maria")
    assert len(page.rows()) == 5
    page.page.get_by_label("Search").fill("monday-03")
    assert page.rows() == ["monday-03"]
    assert page.page.url.endswith("#calls&q=monday-03&agent=Maria")
    page.page.get_by_role("button", name="Clear").click()
    assert len(page.rows()) == 12


@pytest.mark.parametrize(
    ("link", "address", "calls"),
    [
        pytest.param(".agents th a >> text=Tom", "#calls&agent=Tom", 4, id="an agent"),
        pytest.param(".agents th a >> text=not named", "#calls&agent=not%20named", 2, id="agents not named"),
        pytest.param(".agents td a", "#calls&agent=Maria&rule=EMP001", 5, id="what an agent works on first"),
        pytest.param("details a >> text=HLD001", "#calls&rule=HLD001", 6, id="a rule among the figures"),
        pytest.param("details a >> text=Anastasia", "#calls&agent=Anastasia%20Featherstonehaugh", 1, id="a name"),
    ],
)
def test_the_overview_leads_to_the_calls_behind_a_figure(page, link, address, calls):
    for summary in page.page.locator("#overview summary").all():
        summary.click()
    page.page.locator(link).first.click()
    page.page.wait_for_selector("#calls:not([hidden])")
    assert page.page.url.endswith(address)
    assert len(page.rows()) == calls


def test_of_calls_with_one_name_each_leads_to_its_own(opened, week):
    same = [msgspec.structs.replace(e, call=msgspec.structs.replace(e.call, id="the same")) for e in week[:3]]
    shown = opened(same)
    scores = []
    for link in shown.page.locator(".first a").all():
        href = link.get_attribute("href")
        wanted = link.locator("xpath=../..").locator(".score b").inner_text()
        scores.append(wanted)
        shown.page.goto(shown.address + href)
        shown.settled()
        assert shown.page.locator(".call-head .score b").inner_text() == wanted
        shown.page.goto(shown.address + "#overview")
        shown.settled()
    assert scores == ["30", "35", "40"]


def test_what_is_chosen_is_printed_and_a_long_list_is_broken_between_rows(opened, week):
    page = opened(week, "#calls&agent=Tom&severity=warning").page
    page.wait_for_selector("#calls:not([hidden])")
    page.emulate_media(media="print")
    assert page.locator("#shown").inner_text().endswith("agent Tom, severity warning")
    breaks = "e => getComputedStyle(e).breakInside"
    assert page.locator("#calls .card").evaluate(breaks) == "auto"
    assert page.locator("#list tr").first.evaluate(breaks) == "avoid"
    assert page.locator("figure").first.evaluate(breaks) == "avoid"


def test_signs_on_a_telephones_timeline_do_not_cover_each_other(opened, mixed):
    for width in (390, 1280):
        page = opened([mixed], "#call-monday-01", viewport={"width": width, "height": 800}).page
        page.wait_for_selector(".track a")
        boxes = [link.bounding_box() for link in page.locator(".track a").all()]
        apart = [max(abs(a["x"] - b["x"]), abs(a["y"] - b["y"])) for k, a in enumerate(boxes) for b in boxes[:k]]
        assert len(boxes) > 5
        assert min(apart) > 20


def test_the_list_begins_with_the_worst_and_is_sorted_by_its_heads(page):
    page.page.goto(page.address + "#calls")
    assert page.rows()[0] == "monday-00"
    head = page.page.locator("th[data-sort=score]")
    for expected, order in (("monday-00", "ascending"), ("wednesday-01", "descending")):
        head.get_by_role("button").click()
        assert page.rows()[0] == expected
        assert head.get_attribute("aria-sort") == order
    assert page.rows()[-1] == "wednesday-00", "what has no score comes last either way"


def test_back_from_a_call_one_is_where_one_was(opened, week):
    page = opened(week, "#calls&agent=Maria", viewport={"width": 390, "height": 500}).page
    link = page.get_by_role("link", name="monday-04")
    link.click()
    page.get_by_role("link", name="Back to the calls").click()
    page.wait_for_selector("#calls:not([hidden])")
    assert page.evaluate("document.activeElement.textContent") == "monday-04"
    assert page.evaluate("window.scrollY") > 0
    page.go_back()
    page.wait_for_selector("#call:not([hidden])")
    page.go_back()
    page.wait_for_selector("#calls:not([hidden])")
    assert page.evaluate("document.activeElement.textContent") == "monday-04"
    page.get_by_role("link", name="Overview").click()
    page.wait_for_selector("#overview:not([hidden])")
    assert page.evaluate("document.activeElement.id") == "overview-name"
    assert page.evaluate("window.scrollY") == 0


def test_an_address_is_the_same_when_loaded_again(opened, week):
    for address in ("#calls&q=furnace&agent=Tom&sort=-score", "#call-monday-01&turn=4"):
        shown = opened(week, address)
        shown.settled()
        before = shown.page.locator("main").inner_text()
        shown.page.reload()
        shown.settled()
        assert shown.page.locator("main").inner_text() == before
        assert shown.page.url.endswith(address)


def test_a_file_of_one_call_opens_it_and_a_file_of_none_says_so(opened, mixed):
    shown = opened([mixed])
    shown.settled()
    assert shown.page.locator("h1:visible").inner_text() == "monday-01"
    shown.page.get_by_role("link", name="Overview").click()
    assert shown.page.locator("#overview h1").inner_text() == "Overview"
    shown = opened([BROKEN], "#calls")
    shown.settled()
    assert "There is no call in this report" in shown.page.locator("#calls").inner_text()
    assert shown.page.locator("#calls form, #nothing:visible").count() == 0
    assert shown.complaints == []


def test_a_pack_that_is_broken_is_told_and_names_are_still_searched(browse, report, week, tmp_path):
    path = tmp_path / "cut.html"
    path.write_text(re.sub(r'(class="pack"[^>]*>)\w{9}', r"\1AAAAAAAAA", report("html", week)), encoding="utf-8")
    shown = browse(path, "#call-monday-01")
    shown.settled()
    assert shown.page.locator("h1:visible").inner_text() == "This call cannot be opened"
    shown.page.goto(shown.address + "#calls&q=monday-03")
    assert shown.rows() == ["monday-03"]


def test_a_report_does_not_read_what_is_in_no_list(opened, week):
    shown = opened(week, "#calls&sort=constructor&from=soon&agent=Nobody")
    assert shown.rows() == []
    assert shown.complaints == []
    shown.page.goto(shown.address + "#call-constructor")
    shown.settled()
    assert shown.page.locator("h1:visible").inner_text() == "There is no such call"


def test_an_address_leads_to_a_turn_of_a_call(opened, week):
    shown = opened(week, "#call-monday-01&turn=4")
    shown.settled()
    assert shown.page.locator("h1:visible").inner_text() == "monday-01"
    assert shown.page.locator(".row.here").get_attribute("id") == "turn-4"
    assert shown.page.title().startswith("monday-01")
    shown.page.goto(shown.address + "#call-none")
    shown.settled()
    assert shown.page.locator("h1:visible").inner_text() == "There is no such call"


def test_a_call_shows_what_was_seen_in_place(opened, mixed):
    shown = opened([mixed], "#call-monday-01")
    shown.settled()
    shown = shown.page
    marked = shown.locator("mark").all_inner_texts()
    assert any("been without heat for three days" in words for words in marked)
    assert "•••• 1111" in shown.locator(".talk").inner_text()
    assert "4111" not in shown.content()
    advice = shown.locator(".first-card .instead").all_inner_texts()
    assert any("Name the hardship before the fix" in words for words in advice)
    assert shown.locator(".sum tfoot").inner_text().split() == ["score", "44"]
    assert re.search(r"1 hold \(30 s\)|30 s\)", shown.locator(".time > p").inner_text())


def test_all_works_by_keys(page):
    keys = page.page.keyboard
    keys.press("Tab")
    assert page.page.evaluate("document.activeElement.className") == "skip"
    for _ in range(2):
        keys.press("Tab")
    keys.press("Enter")  # "Calls"
    page.settled()
    assert page.page.evaluate("document.activeElement.id") == "calls-name"
    page.page.locator("#list tbody a").first.focus()
    keys.press("Enter")
    page.settled()
    assert page.page.evaluate("document.activeElement.id") == "call-name"
    page.page.locator(".track a").first.focus()
    keys.press("Enter")
    page.settled()
    assert page.page.evaluate("document.activeElement.className").startswith("row")
    page.page.go_back()
    page.page.go_back()
    page.settled()
    assert page.page.locator("#calls").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("view", ["#overview", "#calls", "#call-monday-01"])
def test_it_is_accessible_and_fits(opened, week, view, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    shown = opened([*week, *ODD], view, color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    shown.settled()
    found = axe.Axe().run(shown.page).response["violations"]
    grave = [(v["id"], n["html"][:120], n["failureSummary"]) for v in found for n in v["nodes"]]
    assert grave == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width, "nothing sticks out"


def test_light_and_dark_follow_the_system_and_the_switch(opened, mixed):
    shown = opened([mixed], color_scheme="dark").page
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = shown.evaluate(ground)
    switch = shown.get_by_role("button", name="Dark theme")
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert shown.evaluate(ground) != dark
    shown.goto(shown.url + "#call-monday-01")
    shown.emulate_media(media="print", color_scheme="dark")
    assert not shown.locator(".steps").is_visible()
    assert shown.evaluate(ground) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("view", ["#overview", "#calls", "#call"])
def test_what_was_said_stays_text(opened, hostile, view):
    shown = opened([hostile])
    handle = shown.page.locator("#list tbody a").get_attribute("href")
    shown.page.goto(shown.address + (handle if view == "#call" else view))
    shown.settled()
    assert "owned" not in shown.page.title() or shown.page.title().startswith("call <")
    assert shown.page.locator("img").count() == 0
    assert shown.complaints == []
    assert {address.split("#")[0] for address in shown.asked} == {shown.address}
    assert '"><img src=x onerror=alert(1)>{{ 7*7 }}' in shown.page.locator("main").inner_text()
    assert "\u202e" not in shown.page.content()


def test_without_a_script_the_overview_stands_there(opened, week):
    shown = opened(week, java_script_enabled=False).page
    assert shown.locator("#overview").is_visible()
    assert shown.locator("#list tbody tr").count() == 12
    assert "Without a script" in shown.locator("noscript").inner_text()


def test_a_folder_is_walked_from_the_list_to_a_call_and_back(browse, about, week, tmp_path):
    started = reporter("html").folder.start(tmp_path, about)
    for evaluation in week:
        started.add(evaluation)
    started.close(summarise([row_of(e) for e in week], about.rules, about.scorecard))
    shown = browse(tmp_path / "index.html", "#calls&agent=Tom")
    assert len(shown.rows()) == 4
    shown.page.get_by_label("Agent", exact=True).select_option("Maria")
    shown.page.get_by_role("link", name="monday-01").click()
    assert shown.page.url.endswith("calls/monday-01.html")
    assert shown.page.locator("h1").inner_text() == "monday-01"
    shown.page.locator(".first-card .topic a").first.click()
    shown.settled()
    assert shown.page.locator(".row.here").count() == 1
    shown.page.get_by_role("link", name="Overview").click()
    assert shown.page.locator("#overview").is_visible()
    shown.page.context.close()
    assert shown.complaints == []
    assert all(address.startswith("file:") for address in shown.asked)
