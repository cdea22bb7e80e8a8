"""What a second person has typed so far, kept page by page until the two are compared.

It is kept as it was typed, whole or not, so that nobody types anything twice: a page that was left
half filled comes back half filled. Nobody else can read it.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from django import forms
from django.http import QueryDict

from gatelodge.record import CustodyRecord
from gatelodge.record.facts import EnteredDays, EnteredInputs, EnteredRecall, EnteredSentence
from gatelodge.store import drafts
from gatelodge.web.dates.second_forms import ReadDaysForm, ReadRecallForm, ReadSentenceForm
from gatelodge.web.words_of_time import day

_FORM: Final = "second calculation"
_NOT_TYPED: Final = frozenset({"csrfmiddlewaretoken", "keep", "then"})
Fields = dict[str, list[str]]
"""What one page was sent with, by box."""


class SecondDraft(msgspec.Struct, frozen=True, kw_only=True):
    """The pages so far.

    `compared_with` is the calculation with which they differed, if they did: for a later one
    everything is typed anew.
    """

    sentences: tuple[Fields, ...] = ()
    days: tuple[Fields, ...] = ()
    recall: Fields | None = None
    compared_with: int | None = None


_DECODER: Final = msgspec.json.Decoder(SecondDraft)


def draft_for(account: str, record: CustodyRecord) -> SecondDraft:
    """What an account has typed for the calculation of now; empty where nothing counts."""
    kept = drafts.draft_of(account, _FORM, record.record_id)
    draft = SecondDraft() if kept is None else _DECODER.decode(kept)
    now = record.calculation.seq if record.calculation else None
    is_of_former = draft.compared_with is not None and draft.compared_with != now
    return SecondDraft() if is_of_former else draft


def keep(account: str, record: CustodyRecord, draft: SecondDraft) -> None:
    """Keep what was typed."""
    drafts.keep_draft(account, _FORM, record.record_id, msgspec.json.encode(draft))


def drop(account: str, record: CustodyRecord) -> None:
    """Forget what was typed: the two agree."""
    drafts.drop_draft(account, _FORM, record.record_id)


def typed(data: QueryDict) -> Fields:
    """What a page was sent with, as a draft keeps it."""
    return {
        name: [str(value) for value in values]
        for name, values in data.lists()
        if name not in _NOT_TYPED
    }


def as_sent(fields: Fields | None) -> QueryDict | None:
    """The same for a form; none = the page was never filled, and is shown empty."""
    if fields is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data


def with_page(pages: tuple[Fields, ...], place: int, fields: Fields) -> tuple[Fields, ...]:
    """The pages with one of them filled anew, or a new one at their end; `place` counts from 1."""
    return (*pages[: place - 1], fields, *pages[place:])


def without_sentence(draft: SecondDraft, place: int) -> SecondDraft:
    """The draft without one sentence: those after it move up, and what followed it is open."""
    left = (*draft.sentences[: place - 1], *draft.sentences[place:])
    return msgspec.structs.replace(
        draft, sentences=tuple(_following_on(each, place) for each in left)
    )


def _following_on(fields: Fields, removed: int) -> Fields:
    (follows,) = fields.get("consecutive_to", [""])[:1] or [""]
    if not follows.isdecimal() or int(follows) < removed:
        return fields
    number = int(follows)
    return fields | {"consecutive_to": [] if number == removed else [str(number - 1)]}


def sentence_form(draft: SecondDraft, place: int) -> ReadSentenceForm:
    """The page of one sentence, as it was left."""
    others = [
        (number, _words_of(fields))
        for number, fields in enumerate(draft.sentences, start=1)
        if number != place
    ]
    fields = draft.sentences[place - 1] if place <= len(draft.sentences) else None
    return ReadSentenceForm(as_sent(fields), others=others)


def days_form(draft: SecondDraft, place: int) -> ReadDaysForm:
    """The page of one row of days, as it was left."""
    fields = draft.days[place - 1] if place <= len(draft.days) else None
    return ReadDaysForm(as_sent(fields))


def recall_form(draft: SecondDraft) -> ReadRecallForm:
    """The page of the recall, as it was left."""
    return ReadRecallForm(as_sent(draft.recall))


class NotWhole(Exception):
    """A page is not filled in whole; the text names it."""


def entered_inputs(draft: SecondDraft) -> EnteredInputs:
    """Everything as it was read. Raises `NotWhole`."""
    sentences = [sentence_form(draft, n) for n in range(1, len(draft.sentences) + 1)]
    rows = [days_form(draft, n) for n in range(1, len(draft.days) + 1)]
    recall = recall_form(draft) if draft.recall is not None else None
    pages: list[tuple[str, forms.Form]] = [
        *((f"Sentence {n}", form) for n, form in enumerate(sentences, start=1)),
        *((f"Days {n}", form) for n, form in enumerate(rows, start=1)),
        *([("The recall", recall)] if recall else []),
    ]
    for name, form in pages:
        if not form.is_valid():
            raise NotWhole(f"{name} is not complete. Open it and fill in what is missing.")
    return EnteredInputs(
        sentences=tuple(each.entered for each in sentences),
        days=tuple(each.entered for each in rows),
        recall=recall.entered if recall else None,
    )


def lines(draft: SecondDraft) -> Iterator[tuple[str, int, str, str]]:
    """Each page so far: its kind, its place, its name, and what it says; empty = not complete."""
    for n in range(1, len(draft.sentences) + 1):
        form = sentence_form(draft, n)
        yield "sentence", n, f"Sentence {n}", _sentence(form.entered) if form.is_valid() else ""
    for n in range(1, len(draft.days) + 1):
        row = days_form(draft, n)
        yield "days", n, f"Days {n}", _days(row.entered) if row.is_valid() else ""
    if draft.recall is not None:
        recall = recall_form(draft)
        yield "recall", 1, "Recall", _recall(recall.entered) if recall.is_valid() else ""


def _words_of(fields: Fields) -> str:
    """A sentence in few words, for the choice of those that another can follow."""
    form = ReadSentenceForm(as_sent(fields), others=[(n, "") for n in range(1, 100)])
    return _short(form.entered) if form.is_valid() else "not complete yet"


def _short(sentence: EnteredSentence) -> str:
    return f"{sentence.term} for {sentence.offence_code}, imposed on {day(sentence.imposed_on)}"


def _sentence(sentence: EnteredSentence) -> str:
    licence = f", extended licence {sentence.extension}" if sentence.extension else ""
    follows = sentence.consecutive_to
    how = f"Consecutive to sentence {follows}." if follows else "Alone or concurrent."
    return f"{_short(sentence)} ({sentence.sentence_kind}){licence}. {how}"


def _days(row: EnteredDays) -> str:
    number = "1 day" if row.days == 1 else f"{row.days} days"
    last = f" to {day(row.last_on)}" if row.last_on else ""
    return f"{number}, {row.kind}, {day(row.on)}{last}."


def _recall(recall: EnteredRecall) -> str:
    back = f", back on {day(recall.returned_on)}" if recall.returned_on else ""
    return f"{recall.recall_kind}, licence revoked on {day(recall.revoked_on)}{back}."
