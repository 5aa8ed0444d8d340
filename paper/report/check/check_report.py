#!/usr/bin/env python3
"""Looks at the report as its readers do: check_report.py SITE --sources=FOLDER [--screenshots=FOLDER] [--self-test].

Every page is read as a file and opened in headless Chromium. Exit status: 0 all is well; 1 a breach, each in a line;
77 skipped, because what it needs is not there. --self-test breaks a copy of the site in every way that is looked for and
sees that it is found."""

import argparse
import os
import shutil
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

SHOWN = ["index.html", "claims.html", "conventions.html"]  # and one figure


def program(names):
    return next((path for path in map(shutil.which, names) if path), None)


def wants(args):
    """What is missing, as Debian's package names."""
    missing = []
    args.chromium = program(["chromium", "chromium-browser", "google-chrome"])
    args.chromedriver = program(["chromedriver"])
    if not args.chromium:
        missing.append("chromium")
    if not args.chromedriver:
        missing.append("chromium-driver")
    try:
        import selenium  # noqa: F401
    except ImportError:
        missing.append("python3-selenium")
    return missing


def check_site(browser, site, sources):
    from check_files import check_files, pages_of
    from check_pages import check_contrast, check_copy, check_filter, check_page, check_sorting, check_theme
    from check_runs import check_runs

    pages = pages_of(site)
    figures = [p for p in pages if os.path.dirname(p) not in ("", "appendix")]
    breaches = check_files(site, sources) + check_runs(site, figures)
    for page in pages:
        breaches += check_page(browser, page)
    for page in SHOWN + ["provenance.html", figures[0]]:
        breaches += check_contrast(browser, page)
    for page in ["claims.html", "provenance.html", figures[0], figures[-1]]:
        breaches += check_sorting(browser, page)
    breaches += check_filter(browser, "claims.html")
    breaches += check_copy(browser, figures[0])
    breaches += check_theme(browser, "index.html", figures[0])
    return len(pages), breaches


def take_screenshots(browser, folder):
    from check_files import pages_of

    os.makedirs(folder, exist_ok=True)
    figure = next(p for p in pages_of(browser.site) if os.path.dirname(p) not in ("", "appendix"))
    for page in SHOWN + [figure]:
        for kind, scheme, width in (("light", "light", 1280), ("dark", "dark", 1280), ("phone", "light", 390)):
            browser.width(width, 900)
            browser.scheme(scheme)
            browser.open(page)
            browser.js("localStorage.clear();")
            browser.open(page)
            browser.picture(os.path.join(folder, f"{os.path.basename(page)[:-5]}-{kind}.png"))
    browser.width(1280, 900)
    browser.scheme("light")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("site")
    parser.add_argument("--sources", required=True)
    parser.add_argument("--screenshots")
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    if not os.path.isfile(os.path.join(args.site, "index.html")):
        sys.exit(f"check_report: there is no site in {args.site}: make report")
    missing = wants(args)
    if missing:
        print("check-report is skipped: it needs " + " ".join(missing) + " (apt-get install, or ./autogen.sh --install-deps=all)")
        return 77
    from browser import Browser

    began = time.monotonic()
    if args.self_test:
        from breaches import self_test

        return self_test(args)
    browser = Browser(args.site, args.chromium, args.chromedriver)
    try:
        count, breaches = check_site(browser, args.site, args.sources)
        if args.screenshots:
            take_screenshots(browser, args.screenshots)
    finally:
        browser.quit()
    for breach in breaches:
        print(breach)
    print(f"check-report: {count} pages, {len(breaches)} breaches, {time.monotonic() - began:.0f} s")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
