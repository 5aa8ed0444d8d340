"""What the site says of its runs, against the tables that lie in it: verdicts, totals, downloads, commands."""

import os
import re
from collections import Counter

VERDICTS = ("agrees", "differs", "too noisy")
ENDINGS = {".tsv", ".claims.tsv", ".svg", ".pdf", ".png"}


def read(site, page):
    with open(os.path.join(site, page), encoding="utf-8") as file:
        return file.read()


def verdicts_of(site, figure):
    """How often each verdict stands in the table of claims."""
    lines = [line.split("\t") for line in read(site, figure + ".claims.tsv").splitlines() if not line.startswith("#")]
    return Counter(line[lines[0].index("verdict")] for line in lines[1:]) if lines else Counter()


def shown(text):
    return Counter(re.findall(r'<tr[^>]* data-verdict="([^"]*)"', text))


def words(counts):
    return ", ".join(f"{counts[v]} {v}" for v in VERDICTS)


def check_figure(site, page):
    text, name = read(site, page), os.path.basename(page)[:-5]
    found, wanted = [], verdicts_of(site, page[:-5])
    if shown(text) != wanted:
        found.append(f"shows {words(shown(text))}, its run has {words(wanted)}")
    downloads = re.findall(r'<a href="([^"]*)" download>([^<]*)</a>', text)
    if {href for href, _ in downloads} != {name + e for e in ENDINGS} or any(href != label for href, label in downloads):
        found.append("its downloads are not its own files: " + " ".join(sorted(href for href, _ in downloads)))
    commands = re.findall(r'<pre class="command"[^>]*><code>([^<]*)</code>', text)
    if len(commands) != 2 or not all(re.search(rf"[ =]{re.escape(page[:-5])}( |$)", c) for c in commands):
        found.append("no command makes it again: " + "; ".join(commands))
    return [f"{page}: {f}" for f in found]


def check_runs(site, figures, only=None):
    found = [breach for page in only or figures for breach in check_figure(site, page)]
    every = sum((verdicts_of(site, page[:-5]) for page in figures), Counter())
    if shown(read(site, "claims.html")) != every:
        found.append(f"claims.html: shows {words(shown(read(site, 'claims.html')))}, the runs have {words(every)}")
    if shown(read(site, "differs.html")) != +Counter(differs=every["differs"]):
        found.append(f"differs.html: {every['differs']} claims differ, it does not show those")
    totals = re.search(r'<div class="totals">.*?</div>', read(site, "index.html"), re.S)
    said = re.findall(r"<strong>([0-9]+)</strong>", totals.group()) if totals else []
    wanted = [str(n) for n in [sum(every.values()), len(figures)] + [every[v] for v in VERDICTS]]
    if said != wanted:
        found.append(f"index.html: the totals are {' '.join(said)}, the runs have {' '.join(wanted)}")
    return found
