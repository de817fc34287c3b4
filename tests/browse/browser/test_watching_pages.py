"""The watching itself: what no page may do is noticed when one does it."""

from __future__ import annotations

import pytest
from axe import violations

SEEDED = {
    "another host": "new Image().src = 'http://127.0.0.1:9/spy.png'",
    "policy: style-src": "document.body.setAttribute('style', 'color: red')",
    "policy: script-src": "document.body.insertAdjacentHTML('beforeend', '<i onclick=a()>')",
    "dialog: boo": "alert('boo')",
    "error: oh": "setTimeout(() => { throw new Error('oh') })",
    "console: hm": "console.log('hm')",
}


@pytest.mark.parametrize("complaint", SEEDED)
def test_what_no_page_may_do_is_complained_of(reader, bare, complaint):
    one = reader(bare)
    page = one.open()
    assert one.complaints == []
    page.evaluate(SEEDED[complaint])
    page.wait_for_timeout(100)
    assert [said for said in one.complaints if complaint in said]
    one.complaints.clear()


def test_what_breaks_wcag_is_found(reader, bare):
    page = reader(bare).open()
    assert violations(page) == []
    page.evaluate("""() => {
        document.querySelector("input").removeAttribute("id")
        document.querySelector("input").removeAttribute("placeholder")
        document.querySelector("main").style.color = "#888"
        document.querySelector("main").style.background = "#999"
    }""")
    found = {line.partition(":")[0] for line in violations(page)}
    assert found >= {"label", "color-contrast"}
