"""What the linter's reports tell of rules, made once from the rules and then kept by the cache."""

from __future__ import annotations

from analyser.diagnostics import RuleInfo
from analyser.render.texts import Texts
from analyser.ruleset import RuleSet
from analyser.suppress import texts as own_texts
from analyser.types import Language

_LANGUAGES: tuple[Language, ...] = ("nl", "en")


def describe(rules: RuleSet) -> tuple[RuleInfo, ...]:
    """The rules, and after them what is said of exceptions."""
    texts = {language: Texts(language) for language in _LANGUAGES}
    described = [
        RuleInfo(
            id=rule.id,
            title={language: getattr(rule.title, language) for language in _LANGUAGES},
            severity=rule.severity,
            article={
                language: texts[language].citation(rule.article.law, rule.article.ref) if rule.article else ""
                for language in _LANGUAGES
            },
            url=(rule.article.url if rule.article else "") or next((r.url for r in rule.references), ""),
            explanation={language: getattr(rule.explanation, language).strip() for language in _LANGUAGES},
            advice={key: getattr(rule.advice, key).strip() for key in (*_LANGUAGES, "model")},
            experimental=rule.status == "experimental",
        )
        for rule in rules.values()
    ]
    described += [
        RuleInfo(
            id=rule, title=entry["title"], severity="warning", article=dict.fromkeys(_LANGUAGES, ""), url="",
            explanation=entry["explanation"], advice={**entry["advice"], "model": ""},
        )
        for rule, entry in own_texts().items()
    ]  # fmt: skip
    return tuple(described)
