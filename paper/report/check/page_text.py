"""One page of the report as its HTML says it: links, identifiers, headings, tables, pictures, text. No browser."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
CODE = {"code", "pre", "annotation", "script", "style"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.breaches = []
        self.lang = self.title = None
        self.ids, self.links, self.resources, self.headings, self.images = [], [], [], [], []
        self.landmarks, self.formulas, self.text, self.labels, self.fields = [], 0, [], set(), []
        self.tables = []  # [caption seen, headings without scope]
        self.open = []
        self.feed(text)
        self.close()
        for tag in self.open:
            self.breaches.append(f"<{tag}> is never closed")
        self._judge()

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if a.get("id"):
            self.ids.append(a["id"])
        if tag == "html":
            self.lang = a.get("lang")
        elif tag == "a" and "href" in a:
            self.links.append((a["href"], "download" in a))
        elif tag in ("img", "script", "source", "iframe") and a.get("src"):
            self.resources.append(a["src"])
        elif tag == "link":
            self.resources.append(a.get("href", ""))
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(int(tag[1]))
        elif tag in ("main", "nav", "header", "footer"):
            self.landmarks.append(tag)
        elif tag == "math":
            self.formulas += 1
        elif tag == "table":
            self.tables.append([False, 0])
        elif tag == "caption" and self.tables:
            self.tables[-1][0] = True
        elif tag == "th" and self.tables and "scope" not in a:
            self.tables[-1][1] += 1
        elif tag == "label":
            self.labels.add(a.get("for"))
        elif tag in ("input", "select", "textarea"):
            self.fields.append((a.get("id"), "aria-label" in a))
        if tag == "img":
            self.images.append((a.get("src"), a.get("alt")))
        if "math" in a.get("class", "").split():
            self.breaches.append("a formula that pandoc could not convert")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.breaches.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}>")

    def handle_data(self, data):
        if self.open and self.open[-1] == "title":
            self.title = data
        if not CODE.intersection(self.open):
            self.text.append(data)

    def _judge(self):
        say = self.breaches.append
        if not self.lang:
            say("<html> names no language")
        if not (self.title or "").strip():
            say("no title")
        if self.headings.count(1) != 1:
            say(f"{self.headings.count(1)} headings of the first level")
        for before, after in zip(self.headings, self.headings[1:]):
            if after > before + 1:
                say(f"a heading of level {after} follows one of level {before}")
        for needed in ("header", "nav", "main", "footer"):
            if needed not in self.landmarks:
                say(f"no <{needed}>")
        for name in sorted({i for i in self.ids if self.ids.count(i) > 1}):
            say(f"two elements are named '{name}'")
        for source, alt in self.images:
            if alt is None:
                say(f"the picture {source} has no alt")
        for caption, unscoped in self.tables:
            if not caption:
                say("a table has no caption")
            if unscoped:
                say(f"{unscoped} table headings have no scope")
        for name, labelled in self.fields:
            if not labelled and name not in self.labels:
                say(f"the field '{name}' has no label")
        text = " ".join(self.text)
        if "\\" in text:
            where = text.index("\\")
            say("LaTeX is left in the text: ..." + " ".join(text[max(0, where - 40):where + 40].split()))
        for source in self.resources:
            if ":" in source or source.startswith("//"):
                say(f"{source} is not of this site")
