"""What can be said of the site without a browser: each page by itself, and that all links and downloads resolve."""

import os
import re
from urllib.parse import unquote, urlsplit

from page_text import Page


def pages_of(site):
    found = []
    for folder, _, names in os.walk(site):
        found += [os.path.relpath(os.path.join(folder, n), site) for n in names if n.endswith(".html")]
    return sorted(found)


def formulas_in(latex):
    """How many formulas a section has at least; what its numbers bring comes on top."""
    latex = re.sub(r"(?<!\\)%.*", "", latex)
    display = len(re.findall(r"\\\[|\\begin\{(?:equation|align|gather|multline)\*?\}", latex))
    return display + len(re.findall(r"(?<!\\)\$", latex)) // 2


def source_of(page, sources):
    name = page[:-len(".html")]
    return os.path.join(sources, "experiments", name, os.path.basename(name) + ".tex")


def check_files(site, sources, only=None):
    """A list of `PAGE: breach`."""
    breaches = []
    parsed = {}
    for page in pages_of(site):
        with open(os.path.join(site, page), encoding="utf-8") as file:
            parsed[page] = Page(file.read())
    for page in only or parsed:
        one = parsed[page]
        breaches += [f"{page}: {b}" for b in one.breaches]
        for target, download in one.links:
            breaches += [f"{page}: {b}" for b in link_breaches(site, page, target, download, parsed)]
        for source in one.resources:
            if not os.path.isfile(resolve(site, page, source)):
                breaches.append(f"{page}: there is no {source}")
        if os.path.isfile(source_of(page, sources)):
            with open(source_of(page, sources), encoding="utf-8") as file:
                wanted = formulas_in(file.read())
            if one.formulas < wanted:
                breaches.append(f"{page}: {one.formulas} formulas, its section has {wanted}")
    return breaches


def resolve(site, page, target):
    return os.path.normpath(os.path.join(site, os.path.dirname(page), unquote(target)))


def link_breaches(site, page, target, download, parsed):
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return [] if parts.scheme == "https" else [f"the link {target} leads nowhere"]
    path = resolve(site, page, parts.path) if parts.path else os.path.join(site, page)
    if not os.path.abspath(path).startswith(os.path.abspath(site) + os.sep):
        return [f"the link {target} leaves the site"]
    if not os.path.isfile(path):
        return [f"the link {target} leads to no file"]
    if download and os.path.getsize(path) == 0:
        return [f"the download {target} is empty"]
    if parts.fragment:
        other = parsed.get(os.path.relpath(path, site))
        if other is None or unquote(parts.fragment) not in other.ids:
            return [f"the link {target} leads to no such place"]
    return []
