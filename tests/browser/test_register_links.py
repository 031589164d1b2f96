"""From a figure to its entry in the register, in a real browser: the entry is on the screen."""

TEAM = "Revontuli-tiimi"


def test_how_is_it_computed_leads_to_the_entry_of_the_figure(visit) -> None:
    page = visit(f"voila/render/team_quarter.ipynb?team={TEAM}&period=2025&lang=sv&audience=own")
    page.wait_for_selector("h1")
    page.wait_for_selector("details.fit-how", state="attached")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    link = page.locator('details.fit-how a[href$="#indicator-episodes_closed"]').first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/voila/render/register.ipynb?lang=sv#indicator-episodes_closed")
    entry = page.locator("#indicator-episodes_closed")
    entry.wait_for()
    assert name in entry.inner_text()
    page.wait_for_function(
        "() => { const box = document.getElementById('indicator-episodes_closed').getBoundingClientRect();"
        " return box.top >= -1 && box.top < innerHeight; }"
    )
