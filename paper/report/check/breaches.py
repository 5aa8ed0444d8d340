"""The check of the check: a copy of the site is broken in one way after another, and each has to be found."""

import os
import shutil
import tempfile
import time

from browser import Browser
from check_files import check_files, pages_of
from check_pages import check_contrast, check_copy, check_filter, check_page, check_sorting, check_theme
from check_runs import check_runs


def swap(old, new):
    """In a text that holds `old`, its first place becomes `new`."""
    def change(text):
        if old not in text:
            raise SystemExit(f"self-test: the site has no '{old}' to break")
        return text.replace(old, new, 1)
    return change


def before_end(piece):
    return swap("</main>", piece + "</main>")


# Kind of check, file to break (FIGURE: a figure's page), how, and what has to be said of it.
BREACHES = [
    ("files", "FIGURE", swap('<html lang="en">', "<html>"), "names no language"),
    ("files", "FIGURE", swap("<h1", "<h1>A second</h1><h1"), "2 headings of the first level"),
    ("files", "FIGURE", before_end("<h2>a</h2><h4>b</h4>"), "a heading of level 4 follows one of level 2"),
    ("files", "FIGURE", swap(' alt="', ' data-alt="'), "has no alt"),
    ("files", "FIGURE", swap("<caption", "<thead"), "closes"),
    ("files", "FIGURE", before_end("<table><tr><th scope='row'>a</th></tr></table>"), "a table has no caption"),
    ("files", "FIGURE", swap('<th scope="col"', "<th"), "have no scope"),
    ("files", "FIGURE", before_end('<p id="main"></p>'), "two elements are named 'main'"),
    ("files", "FIGURE", before_end("<p>\\hodo{key}</p>"), "LaTeX is left in the text"),
    ("files", "FIGURE", before_end('<span class="math inline">x</span>'), "pandoc could not convert"),
    ("files", "FIGURE", lambda text: text.replace("<math", "<span").replace("</math>", "</span>"), "formulas, its section has"),
    ("files", "FIGURE", before_end('<a href="nowhere.html">x</a>'), "leads to no file"),
    ("files", "FIGURE", before_end('<a href="#nowhere">x</a>'), "leads to no such place"),
    ("files", "FIGURE", before_end('<a href="../../../x">x</a>'), "leaves the site"),
    ("files", "FIGURE", before_end('<img src="https://example.org/x.png" alt="x">'), "is not of this site"),
    ("files", "FIGURE", swap("<main", "<div"), "closes"),
    ("files", "TABLE", lambda text: "", "is empty"),
    ("files", "PICTURE", None, "leads to no file"),
    ("files", "claims.html", swap('<label for="words"', "<label"), "the field 'words' has no label"),
    ("page", "FIGURE", before_end("<script>undefinedFunction();</script>"), "the console says"),
    ("page", "FIGURE", before_end('<img src="https://example.invalid/x.png" alt="x">'), "asks the network"),
    ("page", "PICTURE", None, "is not seen"),
    ("page", "FIGURE", swap('<div class="picture"', '<div class="picture" style="display: none"'), "is not seen"),
    ("page", "FIGURE", before_end('<div style="width: 900px">wide</div>'), "is wider than a phone"),
    ("page", "FIGURE", swap('<a class="skip"', '<a class="skip" tabindex="-1"'), "is not a skip link"),
    ("page", "FIGURE", swap('<main id="main" tabindex="-1"', '<main id="main"'), "does not lead to the content"),
    ("page", "style.css", lambda text: text + "a:focus-visible { outline: none; }", "focus of the skip link is not seen"),
    ("contrast", "style.css", swap("--faint: #5d5a52", "--faint: #bbb"), "contrast in the light theme"),
    ("contrast", "style.css", lambda text: text.replace("--link: #8cc2f5", "--link: #123"), "contrast in the dark theme"),
    ("sorting", "tables.js", swap("return a < b ? -1 : a > b ? 1 : 0;", "return String(a) < String(b) ? -1 : 1;"), "order"),
    ("missing", "tables.js", swap("return noA - noB;", "return noB - noA;"), "order"),
    ("sorting", "tables.js", swap("setAttribute('aria-sort', descending", "setAttribute('data-way', descending"), "does not say"),
    ("sorting", "tables.js", lambda text: "", "has no button"),
    ("filter", "tables.js", swap("row.hidden = !fits;", ""), "does not filter"),
    ("runs", "index.html", swap('agrees</span> <strong>', 'agrees</span> <strong>9'), "the totals are"),
    ("runs", "claims.html", swap(' data-verdict="agrees"', ' data-verdict="differs"'), "the runs have"),
    ("runs", "differs.html", swap("<tbody>", '<tbody><tr data-verdict="differs">'), "it does not show those"),
    ("runs", "FIGURE", swap(' data-verdict="agrees"', ""), "its run has"),
    ("runs", "FIGURE", swap('.claims.tsv" download', '.tsv" download'), "are not its own files"),
    ("runs", "FIGURE", swap("make figures FIGURES=", "make figures FIGURES=other/"), "no command makes it again"),
    ("copy", "copy.js", swap("said.textContent = done", "said.title = done"), "says nothing"),
    ("copy", "copy.js", lambda text: "", "0 buttons that copy"),
    ("theme", "theme.js", swap("window.localStorage.setItem(key, theme);", ""), "is not remembered"),
    ("theme", "theme.js", lambda text: "", "no button for the theme"),
]


def looks(browser, sources, figure):
    figures = [p for p in pages_of(browser.site) if os.path.dirname(p) not in ("", "appendix")]
    return {
        "files": lambda: check_files(browser.site, sources, [figure, "claims.html"]),
        "runs": lambda: check_runs(browser.site, figures, [figure]),
        "copy": lambda: check_copy(browser, figure),
        "page": lambda: check_page(browser, figure),
        "contrast": lambda: check_contrast(browser, figure),
        "sorting": lambda: check_sorting(browser, figure),
        "missing": lambda: check_sorting(browser, "provenance.html"),  # not every run names its data
        "filter": lambda: check_filter(browser, "claims.html"),
        "theme": lambda: check_theme(browser, figure, "conventions.html"),
    }


def write(path, text):
    """A new file in the old one's place: the old one may be a link to the site's own."""
    os.remove(path)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def self_test(args):
    began = time.monotonic()
    folder = tempfile.mkdtemp()
    site = os.path.join(folder, "site")
    shutil.copytree(args.site, site)
    browser = Browser(site, args.chromium, args.chromedriver)
    missed = []
    try:
        figure = next(p for p in pages_of(site) if os.path.dirname(p) not in ("", "appendix"))
        places = {"FIGURE": figure, "TABLE": figure[:-5] + ".tsv", "PICTURE": figure[:-5] + ".svg"}
        look = looks(browser, args.sources, figure)
        for kind in look:
            missed += [f"self-test: whole, and yet: {b}" for b in look[kind]()]
        for kind, name, change, said in BREACHES:
            path = os.path.join(site, places.get(name, name))
            with open(path, encoding="utf-8") as file:
                whole = file.read()
            if change is None:
                os.rename(path, path + ".away")
            else:
                write(path, change(whole))
            browser.js("localStorage.clear();")
            try:
                found = look[kind]()
            except Exception as error:  # a page too broken to be looked at further is found too
                found = [f"{type(error).__name__}: {error}"]
            if change is None:
                os.rename(path + ".away", path)
            else:
                write(path, whole)
            if not any(said in breach for breach in found):
                missed.append(f"self-test: {kind} does not find that {name} {said}: {found[:3]}")
    finally:
        browser.quit()
        shutil.rmtree(folder)
    for line in missed:
        print(line)
    print(f"check-report: self-test, {len(BREACHES)} breaches of the site, {len(missed)} not found, "
          f"{time.monotonic() - began:.0f} s")
    return 1 if missed else 0
