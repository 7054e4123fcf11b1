"""Questions as a file that travels with a method to another project or authority: YAML, without anyone in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Question
from samsyn.apps.participants.queries.questions import SHIPPED, Asked

VERSION = 1
LARGEST = 60_000  # bytes
MOST = 200  # questions
LENGTHS = {"text_sv": 200, "text_en": 200, "why": 300}


class _NoAliases(yaml.SafeLoader):
    """Plain values only: a file of a few lines with aliases could otherwise unfold to gigabytes."""

    def compose_node(self, parent, index):
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("alias")
        return super().compose_node(parent, index)


def file_of(asked: Sequence[Asked], method: str) -> str:
    """The questions as text."""
    questions = [_shipped(one) if one.code else _own(one) for one in asked]
    content = {"samsyn_questions": VERSION, "method": method, "questions": questions}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)


def _shipped(one: Asked) -> dict[str, Any]:
    return {"shipped": one.code, "required": one.required}


def _own(one: Asked) -> dict[str, Any]:
    question = one.question
    texts = {"sv": question.text_sv, **({"en": question.text_en} if question.text_en else {})}
    made = {"text": texts, "why": question.why, "kind": question.kind, "required": one.required}
    return made | ({"choices": list(question.choices)} if question.choices else {})


def questions_in(data: bytes | str) -> tuple[str, list[dict[str, Any]]]:
    """The method's name and the questions, as `bring_questions` takes them.

    ValidationError names the question by its number in the file and says what to do.
    """
    text = _text_of(data)
    try:
        content = yaml.load(text, Loader=_NoAliases)  # noqa: S506  a safe loader, narrowed
    except (yaml.YAMLError, RecursionError, ValueError):
        raise ValidationError(_("Filen går inte att läsa som YAML. Hämta den på nytt ur Samsyn.")) from None
    rows = content.get("questions") if isinstance(content, dict) else None
    if not isinstance(rows, list) or content.get("samsyn_questions") != VERSION:
        raise ValidationError(
            _("Filen är ingen frågefil. Den ska börja med ”samsyn_questions: 1” och ha en lista ”questions”.")
        )
    if not 0 < len(rows) <= MOST:
        raise ValidationError(_("Filen ska ha mellan 1 och %(most)s frågor.") % {"most": MOST})
    method = content.get("method") or ""
    questions, faults = [], []
    for number, row in enumerate(rows, 1):
        try:
            questions.append(_question(row))
        except ValidationError as fault:
            faults += [_("Fråga %(number)s: %(fault)s") % {"number": number, "fault": text} for text in fault.messages]
    if faults:
        raise ValidationError(faults)
    return str(method)[:120], questions


def _text_of(data: bytes | str) -> str:
    if len(data) > LARGEST:
        raise ValidationError(_("Filen är större än en frågefil kan vara. Välj den fil som Samsyn gjorde."))
    try:
        return data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError:
        raise ValidationError(_("Filen är inte UTF-8. Spara den som UTF-8 och försök igen.")) from None


def _question(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValidationError(_("raden är ingen fråga."))
    required = row.get("required", False)
    if not isinstance(required, bool):
        raise ValidationError(_("”required” ska vara true eller false."))
    if "shipped" in row:
        if not isinstance(row["shipped"], str) or row["shipped"] not in SHIPPED:
            raise ValidationError(_("den inbyggda frågan finns inte här. Välj bland: %(codes)s.")
                                  % {"codes": ", ".join(SHIPPED)})  # fmt: skip
        return {"code": row["shipped"], "required": required}
    texts = row.get("text")
    texts = texts if isinstance(texts, dict) else {"sv": texts}
    words = {"text_sv": texts.get("sv"), "text_en": texts.get("en") or "", "why": row.get("why")}
    for name, text in words.items():
        if not isinstance(text, str) or (not text.strip() and name != "text_en") or len(text) > LENGTHS[name]:
            raise ValidationError(_("”%(name)s” ska vara text på högst %(most)s tecken.")
                                  % {"name": {"text_sv": "text: sv", "text_en": "text: en"}.get(name, name),
                                     "most": LENGTHS[name]})  # fmt: skip
    return {**words, "kind": _kind(row), "choices": _choices(row), "required": required}


def _kind(row: dict[str, Any]) -> str:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in Question.AnswerKind.values:
        raise ValidationError(_("”kind” ska vara ett av %(kinds)s.") % {"kinds": ", ".join(Question.AnswerKind.values)})
    return kind


def _choices(row: dict[str, Any]) -> list[str]:
    if row.get("kind") != Question.AnswerKind.CHOICE:
        return []
    given = row.get("choices")
    known = isinstance(given, list) and all(isinstance(one, str | int | float) for one in given)
    choices = list(dict.fromkeys(str(one).strip()[:200] for one in given)) if known else []
    if not 2 <= len(choices) <= 60 or "" in choices:
        raise ValidationError(_("”choices” ska vara en lista med minst två svar."))
    return choices
