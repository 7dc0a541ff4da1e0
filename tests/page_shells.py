"""Pages as content management systems and browsers write them, around a statement: `pages(title, body)`.

Each has what surrounds a statement on the web: navigation, a cookie banner, related posts, a newsletter form, a footer.
Some fold its sections in accordions or tabs. Class names are those of the systems; the words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_MENU = "".join(f'<li><a href="#">{word}</a></li>' for word in ("Home", "Over ons", "Diensten", "Nieuws", "Contact"))
_POSTS = "".join(
    f'<article class="post"><h3><a href="#">{title}</a></h3><p>{text}</p></article>'
    for title, text in (
        ("Vijf jaar in de Dorpsstraat", "Op zaterdag vieren wij ons jubileum met koffie en taart. Lees meer."),
        ("Nieuwe openingstijden", "Vanaf maart zijn wij ook op donderdagavond open voor bezoekers. Lees meer."),
        ("Vrijwilligers gezocht", "Help jij ons een ochtend in de week? Wij leren je graag het vak. Lees meer."),
    )
)
_COOKIES = (
    "<p>Deze website gebruikt cookies om het gebruik te meten en advertenties te tonen van Google en Facebook. Met "
    "een klik op Akkoord geeft u toestemming.</p><button>Akkoord</button><button>Weigeren</button>"
)
_FOOTER = (
    '<p>© 2024 Alle rechten voorbehouden</p><ul><li><a href="#">Disclaimer</a></li><li><a href="#">Vacatures</a></li>'
    "</ul><p>Volg ons op Instagram en LinkedIn</p>"
)
_LETTER = (
    '<form><label>E-mailadres</label><input type="email"><button>Aanmelden</button><p>Ontvang elke maand onze '
    "nieuwsbrief met acties in uw mailbox.</p></form>"
)


def _sections(body: str) -> list[tuple[str, str]]:
    """The parts of a body under its <h2>: heading ("" before the first) and content."""
    parts = re.split(r"<h2[^>]*>(.*?)</h2>", body, flags=re.DOTALL)
    return [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]


def _wordpress(title: str, body: str) -> str:
    return f"""<!DOCTYPE html><html lang="nl-NL"><head><meta charset="UTF-8"><title>{title} - Site</title>
<style>.cmplz-cookiebanner{{display:none}}</style><script>var wp = "<p>geen tekst</p>";</script></head>
<body class="page-template-default page wp-custom-logo"><a class="skip-link screen-reader-text" href="#content">Ga naar
de inhoud</a><header id="masthead" class="site-header"><nav class="main-navigation"><ul>{_MENU}</ul></nav></header>
<div id="content" class="site-content"><div class="breadcrumbs" typeof="BreadcrumbList">
<span>Home</span> › {title}</div>
<main id="main" class="site-main"><article id="post-12" class="page type-page"><header class="entry-header">
<h1 class="entry-title">{title}</h1></header><div class="entry-content">{body}
<div class="sharedaddy sd-sharing-enabled"><h3>Dit delen:</h3><ul><li>Klik om te delen op X</li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Gerelateerd</h3>{_POSTS}</div></div></article></main>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recente berichten</h2>
{_POSTS}</section></aside></div><footer id="colophon" class="site-footer">{_FOOTER}</footer>
<div id="cmplz-cookiebanner-container"><div class="cmplz-cookiebanner cmplz-bottom-right"><div class="cmplz-title">
Beheer toestemming</div>{_COOKIES}</div></div></body></html>"""


def _elementor(title: str, body: str) -> str:
    items = "".join(
        f"""<div class="elementor-accordion-item"><div id="t{n}" class="elementor-tab-title" role="button"
aria-controls="c{n}" aria-expanded="false"><span class="elementor-accordion-icon" aria-hidden="true"><i
class="fas fa-plus"></i></span><a class="elementor-accordion-title">{head}</a></div><div id="c{n}"
class="elementor-tab-content elementor-clearfix" role="region" aria-hidden="true" style="display:none">{content}
</div></div>"""
        if head else content
        for n, (head, content) in enumerate(_sections(body))
    )  # fmt: skip
    return f"""<html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head><body
class="elementor-default elementor-page"><div data-elementor-type="header" class="elementor
elementor-location-header"><div class="elementor-nav-menu"><ul>{_MENU}</ul></div></div>
<div data-elementor-type="wp-page" class="elementor"><section class="elementor-section">
<div class="elementor-container">
<div class="elementor-widget-heading"><h1 class="elementor-heading-title">{title}</h1></div>
<div class="elementor-accordion">{items}</div></div></section></div>
<div data-elementor-type="footer" class="elementor elementor-location-footer">{_LETTER}{_FOOTER}</div>
<div id="cookie-law-info-bar" data-nosnippet="true"><span>{_COOKIES}</span></div></body></html>"""


def _bootstrap(title: str, body: str) -> str:
    cards = "".join(
        f"""<div class="card"><div class="card-header" id="h{n}"><h2 class="mb-0"><button class="btn btn-link collapsed"
data-toggle="collapse" data-target="#p{n}" aria-expanded="false" aria-controls="p{n}">{head}</button></h2></div>
<div id="p{n}" class="collapse" aria-labelledby="h{n}"><div class="card-body">{content}</div></div></div>"""
        if head else content
        for n, (head, content) in enumerate(_sections(body))
    )  # fmt: skip
    return f"""<!doctype html><html><head><title>{title}</title></head><body><nav class="navbar navbar-expand-lg">
<ul class="navbar-nav">{_MENU}</ul></nav><div class="container"><nav aria-label="breadcrumb"><ol class="breadcrumb"><li
class="breadcrumb-item">Home</li></ol></nav><h1>{title}</h1><div class="accordion" id="privacy">{cards}</div></div>
<div class="modal fade" id="cookieModal" role="dialog" aria-hidden="true">{_COOKIES}</div>
<footer class="footer mt-auto py-3">{_FOOTER}</footer></body></html>"""


def _tabs(title: str, body: str) -> str:
    sections = _sections(body)
    named = [(n, head) for n, (head, _) in enumerate(sections) if head]
    heads = "".join(f'<li role="tab" aria-controls="tab-{n}">{head}</li>' for n, head in named)
    panels = "".join(
        f'<div role="tabpanel" id="tab-{n}" {"hidden" if n > 1 else ""}><h2>{head}</h2>{content}</div>'
        if head else content
        for n, (head, content) in enumerate(sections)
    )  # fmt: skip
    return f"""<!doctype html><html><head><title>{title}</title></head><body><div id="header"><ul id="nav">{_MENU}</ul>
</div><div id="page"><h1>{title}</h1><div class="tabs"><ul role="tablist">{heads}</ul>{panels}</div></div>
<div id="footer">{_FOOTER}</div><div id="onetrust-consent-sdk"><div id="onetrust-banner-sdk"
role="region">{_COOKIES}</div></div></body></html>"""


def _drupal(title: str, body: str) -> str:
    return f"""<!DOCTYPE html><html lang="nl" dir="ltr"><head><title>{title} | Gemeente</title></head><body
class="path-node page-node-type-page"><div class="dialog-off-canvas-main-canvas"><div class="layout-container">
<header role="banner"><div class="region region-header">{_LETTER}</div></header><div class="region
region-primary-menu"><nav role="navigation"><ul class="menu">{_MENU}</ul></nav></div>
<div class="region region-breadcrumb"><div class="block block-system-breadcrumb-block"><ol><li>Home</li></ol></div>
</div>
<main role="main"><a id="main-content" tabindex="-1"></a><div class="layout-content"><div class="region region-content">
<div class="block block-page-title-block"><h1 class="page-title"><span>{title}</span></h1></div><article
class="node node--type-page"><div class="node__content"><div class="field field--name-body">{body}</div></div></article>
<div class="block block-feedback"><h2>Heeft deze informatie u geholpen?</h2><button>Ja</button><button>Nee</button>
</div>
</div></div><aside class="layout-sidebar-second" role="complementary">{_POSTS}</aside></main>
<footer role="contentinfo"><div class="region region-footer">{_FOOTER}</div></footer></div></div>
<div id="sliding-popup" class="sliding-popup-bottom"><div class="eu-cookie-compliance-banner">{_COOKIES}</div></div>
</body></html>"""


def _saved(title: str, body: str) -> str:
    plain = re.sub(r"<(/?)strong>", r"<\1b>", body)
    return f"""<!DOCTYPE html>
<!-- saved from url=(0035)https://www.example.test/privacy -->
<html lang="nl"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>{title}</title>
<link rel="stylesheet" href="./privacy_files/stijl.css"><script src="./privacy_files/js"></script></head>
<body><table width="100%" cellpadding="0"><tbody><tr><td class="menu"><ul>{_MENU}</ul></td>
<td class="inhoud" valign="top"><h1>{title}</h1>{plain}</td></tr></tbody></table>
<div class="footer"><table><tbody><tr><td>{_FOOTER}</td></tr></tbody></table></div>
<iframe src="./privacy_files/saved_resource.html"></iframe></body></html>"""


def _builder(title: str, body: str) -> str:
    def classed(found: re.Match[str]) -> str:
        return f'<{found[1]} class="font_8 wixui-rich-text__text">'

    text = re.sub(r"<(p|li|h2|h3)>", classed, body)
    return f"""<!DOCTYPE html><html lang="nl"><head><title>{title}</title></head><body><div id="SITE_CONTAINER">
<div id="main_MF" class="main_MF"><div id="SCROLL_TO_TOP" class="Vd6aQZ ignore-focus" role="region" aria-label="top of
page"></div><div id="site-root"><div id="masterPage"><header id="SITE_HEADER" class="afsE2F"><nav aria-label="Site">
<ul>{_MENU}</ul></nav></header><main id="PAGES_CONTAINER" tabindex="-1"><div id="SITE_PAGES"><div id="c1dmp"
class="dBAkHi"><section id="comp-k1" class="Oqnisf"><div data-testid="richTextElement"><h1>{title}</h1></div><div
id="comp-k2" class="HcOXKn c9GqVL">{text}</div></section></div></div></main><footer id="SITE_FOOTER">{_LETTER}{_FOOTER}
</footer></div></div></div></div><div data-hook="consent-banner-root" class="consent-banner-root">{_COOKIES}</div>
</body>
</html>"""


def _plain(title: str, body: str) -> str:
    return f"""<html><head><title>{title}</title></head><body><div class="header"><div class="logo"><img src="l.png"
alt="Logo"></div><div class="menu">{_MENU}</div></div><div class="content"><div class="row"><div class="col-8"><h1>
{title}</h1>{body}</div><div class="col-4 sidebar"><h3>Nieuws</h3>{_POSTS}</div></div></div>
<div class="newsletter-signup">
{_LETTER}</div><div class="footer-bottom">{_FOOTER}</div><div class="cc-window cc-banner" role="dialog">{_COOKIES}</div>
</body></html>"""


SHELLS: Mapping[str, Callable[[str, str], str]] = {
    "wordpress": _wordpress, "elementor": _elementor, "bootstrap": _bootstrap, "tabs": _tabs, "drupal": _drupal,
    "saved": _saved, "builder": _builder, "plain": _plain,
}  # fmt: skip


def pages(title: str, body: str) -> dict[str, str]:
    """The statement in every shell; `body` is its HTML without its title."""
    return {name: shell(title, body) for name, shell in SHELLS.items()}
