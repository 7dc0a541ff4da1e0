"""Which part of a page is the statement, and which only surrounds it: navigation, banners, other posts."""

from __future__ import annotations

import re

from analyser.readers.html_tree import Element, Text

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NEVER = frozenset({
    "audio", "button", "canvas", "datalist", "embed", "frameset", "head", "iframe", "input", "link", "math",
    "meta", "meter", "nav", "noembed", "noframes", "noscript", "object", "option", "progress", "script",
    "select", "style", "svg", "template", "textarea", "title", "video"
})  # fmt: skip
_AROUND = frozenset({"header", "footer", "aside"})  # left out, save within main or article
_NEVER_ROLES = frozenset({
    "navigation", "search", "menu", "menubar", "dialog", "alertdialog", "toolbar", "tablist"
})  # fmt: skip
_AROUND_ROLES = frozenset({"banner", "contentinfo", "complementary"})
_COLLAPSED = re.compile(r"accordion|collaps|panel|tab|toggle|faq|answer|content", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_SURROUNDING = re.compile(
    r"(?:(?:elementor|wp|site|main|page|top|primary|secondary|mobile|hoofd|social|share)-)*"
    r"(?:menu|nav|navbar|navigation|navigatie|footer|breadcrumbs?|kruimelpad|broodkruimel|share|sharing|skip|"
    r"skiplinks?|sidebar|masthead)"
    r"(?:-(?:bar|list|links?|to|main|content|wrap|wrapper|container|inner|items?|buttons?|area|menu|nav|top|widget))*"
)
_BANNER = re.compile(
    r"(?:\w+-)*?(?:cookies?|consent|gdpr|avg|ccm|privacy)-?(?:(?:law|info|consent|melding|compliance)-)*"
    r"(?:bar|banner|consent|notice|notification|popup|pop-up|modal|dialog|message|melding|overlay|wall|balk)(?:-\w+)*"
    r"|cybot-?cookiebot-?dialog.*|onetrust-(?:banner|consent|pc)-.*"
)


# Words in the name of a class that tell what only stands beside a statement; ids may come from its own headings.
_BESIDE = frozenset({
    "footer", "sidebar", "breadcrumb", "breadcrumbs", "related", "relatedposts", "gerelateerd", "sharedaddy",
    "addtoany", "comments", "feedback"
})  # fmt: skip
_LETTER = frozenset({"newsletter", "nieuwsbrief", "subscribe", "signup", "mailchimp"})  # with a form
_REACH = 500  # elements that are searched for another; keeps long nonsense linear
_TEASER = 400  # characters of an article that only leads to another page, at most


def _names(element: Element) -> list[str]:
    """The words of an element's id and classes, each as "cookie-banner"."""
    values = [*element.attributes.get("class", "").split(), element.attributes.get("id", "")]
    return ["-".join(word.lower() for word in _WORD.findall(value[:80])) for value in values if value]


class Kept:
    """Which elements hold the statement, and which only surround it."""

    def __init__(self, root: Element, page: str) -> None:
        self.title = ""
        self.dropped: set[int] = set()
        self._page = page
        self._controlled: set[str] = set()  # ids of what a button, a tab or a heading opens
        order = self._order(root)
        order = self._order(root) if self._controlled else order
        self._sizes: dict[int, int] = {}
        self._holds_heading: set[int] = set()
        self._measure(order)
        doubtful = [
            element for element, _ in order
            if id(element) not in self.dropped and self._looks_surrounding(element)
        ]  # fmt: skip
        total = self._sizes[id(root)]
        self.dropped.update(
            id(element) for element in doubtful
            if id(element) not in self._holds_heading and 2 * self._sizes[id(element)] <= total
        )  # fmt: skip
        self.dropped |= self._teasers(order)
        self._measure(order)
        self.start = self._main(root, order)

    def _order(self, root: Element) -> list[tuple[Element, bool]]:
        """All elements in page order, with whether they stand within the main part."""
        self.dropped.clear()
        order: list[tuple[Element, bool]] = []
        pending: list[tuple[Element, bool, bool]] = [(root, False, False)]
        while pending:
            element, inside, titled = pending.pop()
            order.append((element, inside))
            if element.tag == "title" and not self.title:
                self.title = "".join(
                    self._page[child.start : child.end] for child in element.children if isinstance(child, Text)
                )
            if opened := element.attributes.get("aria-controls"):
                self._controlled.update(opened.split())
            if self._is_dropped(element, inside, titled):
                self.dropped.add(id(element))
            inside = inside or element.tag in ("main", "article") or role_of(element) in ("main", "article")
            titled = titled or element.tag in HEADINGS or element.tag == "summary"
            pending.extend(
                (child, inside, titled) for child in reversed(element.children) if isinstance(child, Element)
            )
        return order

    def _is_dropped(self, element: Element, inside: bool, titled: bool) -> bool:
        attributes = element.attributes
        if element.tag == "button":  # the heads of accordions are often buttons
            return not (titled or "aria-controls" in attributes or "aria-expanded" in attributes)
        if element.tag in _NEVER or (element.tag in _AROUND and not inside):
            return True
        if not attributes:
            return False
        role = role_of(element)
        if role in _NEVER_ROLES or (role in _AROUND_ROLES and not inside):
            return True
        hidden = (
            ("hidden" in attributes and attributes["hidden"] != "until-found")
            or attributes.get("aria-hidden", "").lower() == "true"
        )  # fmt: skip
        # A closed accordion or tab is hidden as well, and is text.
        return hidden and not (
            role in ("tabpanel", "region")
            or attributes.get("id", " ") in self._controlled
            or any(_COLLAPSED.search(name) for name in _names(element))
        )

    def _looks_surrounding(self, element: Element) -> bool:
        if not element.attributes or element.tag in ("body", "html", "main", "article", *HEADINGS):
            return False
        if any(_SURROUNDING.fullmatch(name) or _BANNER.fullmatch(name) for name in _names(element)):
            return True
        words = {word.lower() for word in _WORD.findall(element.attributes.get("class", "")[:400])}
        return bool(words & _BESIDE or (words & _LETTER and holds(element, "form")))

    def _teasers(self, order: list[tuple[Element, bool]]) -> set[int]:
        """Short articles side by side, each under a heading that leads elsewhere: other posts of the site."""
        found: set[int] = set()
        for element, _ in order:
            articles = [
                child for child in element.children if isinstance(child, Element) and child.tag == "article"
                and self._sizes[id(child)] < _TEASER and _leads_on(child)
            ]  # fmt: skip
            if len(articles) > 1:
                found.update(map(id, articles))
        return found

    def _measure(self, order: list[tuple[Element, bool]]) -> None:
        """Counts the characters of text in each element, dropped ones left out."""
        self._holds_heading.clear()
        for element, _ in reversed(order):  # children come after their parents
            size, heading = 0, element.tag == "h1"
            for child in element.children:
                if isinstance(child, Text):
                    size += len(self._page[child.start : child.end].strip())
                elif id(child) not in self.dropped:
                    size += self._sizes[id(child)]
                    heading = heading or id(child) in self._holds_heading
            self._sizes[id(element)] = size
            if heading:
                self._holds_heading.add(id(element))

    def _main(self, root: Element, order: list[tuple[Element, bool]]) -> Element:
        """The main or article that holds most of the text, else everything."""
        for names in (("main",), ("article",)):
            candidates = [element for element, _ in order if element.tag in names or role_of(element) in names]
            best = max(candidates, key=lambda element: self._sizes[id(element)], default=None)
            if best is not None and 2 * self._sizes[id(best)] > self._sizes[id(root)] and not self._hidden(best, root):
                return best
        return root

    def _hidden(self, wanted: Element, root: Element) -> bool:
        """Whether an element lies in something that is left out."""
        pending = [root]
        while pending:
            element = pending.pop()
            if element is wanted:
                return id(element) in self.dropped
            if id(element) not in self.dropped:
                pending.extend(child for child in element.children if isinstance(child, Element))
        return True


def holds(element: Element, *tags: str) -> bool:
    """Whether an element of these tags lies within another."""
    pending, seen = [element], 0
    while pending and seen < _REACH:
        seen += 1
        for child in pending.pop().children:
            if isinstance(child, Element):
                if child.tag in tags:
                    return True
                pending.append(child)
    return False


def _leads_on(article: Element) -> bool:
    """Whether the heading of an article is a link, or the whole of it is one."""
    pending = [article]
    while pending:
        for child in pending.pop().children:
            if isinstance(child, Element):
                if child.tag in HEADINGS:
                    return holds(child, "a")
                if child.tag == "a" and holds(child, *HEADINGS):
                    return True
                pending.append(child)
    return False


def role_of(element: Element) -> str:
    return element.attributes.get("role", "").strip().lower()
