"""What only a browser can say: every page as a reader has it before them."""

import time

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

UNSEEN = """return [...document.images].filter(i => { const box = i.getBoundingClientRect();
    return !(i.naturalWidth > 0 && box.width > 20 && box.height > 20 && i.checkVisibility({visibilityProperty: true,
    opacityProperty: true})); }).map(i => i.getAttribute('src'));"""

OVERFLOW = """const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) { return null; }
    const out = [...document.querySelectorAll('main *')].find(e => e.getBoundingClientRect().right > wide + 1 &&
        !e.closest('.scroll, .equation, .long, pre, div.sourceCode'));
    return out ? out.tagName.toLowerCase() + '.' + out.className : 'something';"""

# WCAG's contrast of all text against the nearest background that is not transparent.
CONTRAST = """const light = c => { const v = c / 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    const luminance = c => 0.2126 * light(c[0]) + 0.7152 * light(c[1]) + 0.0722 * light(c[2]);
    const colour = text => text.match(/[\\d.]+/g).map(Number);
    const ground = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor);
        if (c.length === 3 || c[3] > 0) { return c; } } return [255, 255, 255]; };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), bad = {};
    while (walker.nextNode()) { const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.closest('annotation')) { continue; }
        const a = luminance(colour(getComputedStyle(e).color)), b = luminance(ground(e));
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (ratio < 4.5) { bad[e.tagName.toLowerCase() + '.' + e.className] = ratio.toFixed(2); } }
    return Object.entries(bad).map(x => x.join(' '));"""

# Whether a column is in order: numbers by their value, what is none last, both ways; texts as a dictionary has them.
ORDERED = """const [table, index, kind, down] = arguments, collator = new Intl.Collator('en', {numeric: true});
    const read = r => { const c = r.cells[index], t = c.dataset.value ?? c.textContent.trim();
        return kind === 'text' ? (t === '' || t === '-' ? null : t)
            : t === '' || t === 'nan' || t === '-' ? null : Number(t.replace('inf', 'Infinity')); };
    const v = [...table.tBodies[0].rows].map(read), full = v.filter(x => x !== null && !Number.isNaN(x));
    if (v.slice(0, full.length).some(x => x === null || Number.isNaN(x))) { return false; }
    return full.every((x, i) => { if (i === 0) { return true; }
        const o = kind === 'text' ? collator.compare(full[i - 1], x) : full[i - 1] - x; return down ? !(o < 0) : !(o > 0); });"""

FOCUS_SHOWS = """const s = getComputedStyle(document.activeElement);
    return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;"""


def check_page(browser, page):
    """Every page: it loads in silence, shows its pictures, fits a phone, and its skip link works."""
    said, asked = browser.open(page)
    found = [f"the console says: {m}" for m in said] + [f"asks the network for {u}" for u in asked]
    found += [f"the picture {p} is not seen" for p in browser.js(UNSEEN)]
    browser.width(360, 740)
    wide = browser.js(OVERFLOW)
    if wide:
        found.append(f"is wider than a phone: {wide}")
    browser.width(1280, 900)
    body = browser.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    if not browser.js("return document.activeElement.classList.contains('skip') && " +
                      "document.activeElement.getBoundingClientRect().top >= 0;"):
        found.append("the first stop of the keyboard is not a skip link that is seen")
    else:
        if not browser.js(FOCUS_SHOWS):
            found.append("the focus of the skip link is not seen")
        browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
        if not browser.js("return document.activeElement.id === 'main';"):
            found.append("the skip link does not lead to the content")
    return [f"{page}: {f}" for f in found]


def check_contrast(browser, page):
    found = []
    for theme in ("light", "dark"):
        browser.scheme(theme)
        browser.open(page)
        found += [f"{page}: contrast in the {theme} theme is below 4.5: {b}" for b in browser.js(CONTRAST)]
    browser.scheme("light")
    return found


def check_sorting(browser, page):
    """Each heading, first by a click, then by the keyboard."""
    browser.open(page)
    tables = browser.driver.find_elements(By.CSS_SELECTOR, "table.sortable")
    found = [] if tables else ["has no table that sorts"]
    for table in tables:
        for index, heading in enumerate(table.find_elements(By.CSS_SELECTOR, "thead th")):
            kind = heading.get_attribute("data-sort")
            if not kind:
                continue
            buttons = heading.find_elements(By.TAG_NAME, "button")
            if not buttons:
                found.append(f"column {index + 1} has no button")
                continue
            name = buttons[0].text.strip()
            browser.js("arguments[0].scrollIntoView({block: 'center', inline: 'center'});", buttons[0])
            for down, press in ((False, buttons[0].click), (True, lambda: buttons[0].send_keys(Keys.ENTER)),
                                (False, lambda: buttons[0].send_keys(Keys.SPACE))):
                press()
                way = "descending" if down else "ascending"
                if heading.get_attribute("aria-sort") != way:
                    found.append(f"'{name}' does not say that it is {way}")
                if not browser.js(ORDERED, table, index, kind, down):
                    found.append(f"'{name}' is not in {way} order")
    return [f"{page}: {f}" for f in found]


def check_filter(browser, page):
    browser.open(page)
    rows = "return [...document.querySelectorAll('table.claims tbody tr')].filter(r => r.checkVisibility())"
    every = browser.js(rows + ".length;")
    found = []
    words = browser.driver.find_element(By.ID, "words")
    first = browser.js(rows + "[0].querySelector('.id').textContent;")
    words.send_keys(first)
    shown = browser.js(rows + ".map(r => r.textContent.toLowerCase());")
    if not 0 < len(shown) < every or not all(first.lower() in text for text in shown):
        found.append(f"the word '{first}' does not filter")
    words.clear()
    words.send_keys(Keys.SPACE)
    counts = 0
    for verdict in ("agrees", "differs", "too noisy"):
        browser.driver.find_element(By.CSS_SELECTOR, f"#verdict option[value='{verdict}']").click()
        seen = browser.js(rows + ".map(r => r.querySelector('.verdict').textContent);")
        counts += len(seen)
        if any(word != verdict for word in seen):
            found.append(f"the verdict '{verdict}' does not filter")
        told = browser.driver.find_element(By.CSS_SELECTOR, ".filter [role=status]").text
        if told != f"{len(seen)} of {every} claims":
            found.append(f"the filter says '{told}' and shows {len(seen)}")
    if counts != every:
        found.append("the three verdicts are not all claims")
    return [f"{page}: {f}" for f in found]


def check_copy(browser, page):
    """The button beside each command says, after the keyboard pressed it, that it copied or selected the command."""
    browser.open(page)
    found = []
    commands = len(browser.driver.find_elements(By.CSS_SELECTOR, "pre.command"))
    rows = browser.driver.find_elements(By.CSS_SELECTOR, "pre.command + .copy")
    if len(rows) != commands:
        found.append(f"{commands} commands and {len(rows)} buttons that copy")
    for row in rows:
        row.find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
        until = time.monotonic() + 2
        while time.monotonic() < until and not row.find_element(By.CSS_SELECTOR, "[role=status]").text:
            time.sleep(0.02)
        if not row.find_element(By.CSS_SELECTOR, "[role=status]").text:
            found.append("a button that copies says nothing")
    return [f"{page}: {f}" for f in found]


def check_theme(browser, page, other):
    """The button turns the colours, on the next page too, and back."""
    ground = "return getComputedStyle(document.body).backgroundColor;"
    browser.open(page)
    light = browser.js(ground)
    buttons = browser.driver.find_elements(By.ID, "theme")
    if not buttons:
        return [f"{page}: there is no button for the theme"]
    buttons[0].click()
    dark = browser.js(ground)
    found = [] if dark != light else ["the button does not turn the colours"]
    browser.open(other)
    if browser.js(ground) != dark:
        found.append("the theme is not remembered on the next page")
    browser.driver.find_element(By.ID, "theme").send_keys(Keys.ENTER)
    if browser.js(ground) != light:
        found.append("the button does not turn the colours back")
    return [f"{page}: {f}" for f in found]
