"""The official service's breakdown of a calculation, read from the same working as the dates.

It explains single standard sentences and one chain; others it leaves out. The tokens, names and
signs are the service's own, kept so that its answers can be compared.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from gatelodge.sentencing.answer import ReleaseDateType
from gatelodge.sentencing.calculation import Worked
from gatelodge.sentencing.chains import Form, Part
from gatelodge.sentencing.days import length, total
from gatelodge.sentencing.extraction import Extract
from gatelodge.sentencing.pricing import spoken_term
from gatelodge.sentencing.release import Entry, Serving


def breakdown(worked: Worked) -> dict[str, Any]:
    """Give the breakdown as the service's own JSON has it."""
    flat = [each for group in worked.answer.groups for each in group.servings]
    found = worked.answer.extract
    singles = sorted(
        (each for each in flat if each.each.only is not None and each.each.only.track.is_standard),
        key=lambda each: _place(each.each.parts[0]),
    )
    chains = [each for each in flat if each.each.form is Form.CHAIN]
    other = {}
    if len(flat) > 1 and found.last_recall is not None:
        other["PRRD"] = _iso(found.last_recall)
    return {
        "concurrentSentences": [_single(each) for each in singles],
        "consecutiveSentence": _chain(chains[0]) if len(chains) == 1 else None,
        "breakdownByReleaseDateType": entries(found),
        "otherDates": other,
        "ersedNotApplicableDueToDtoLaterThanCrd": found.removal_is_barred_by_order,
        "showSds40Hints": found.shows_scheme_hints,
    }


def entries(found: Extract) -> dict[str, Any]:
    """Give the service's account of each date type."""
    return {kind.value: _entry(entry) for kind, entry in found.entries.items()}


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "rules": sorted(entry.rules),
        "rulesWithExtraAdjustments": {
            token: {"adjustmentValue": amount, "type": unit} for token, amount, unit in entry.extras
        },
        "adjustedDays": entry.adjusted_days,
        "releaseDate": _iso(entry.released_on),
        "unadjustedDate": _iso(entry.unadjusted_on),
    }


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _place(part: Part) -> tuple[int, int]:
    return part.sentence.case_sequence or 0, part.sentence.line_sequence or 0


def _single(each: Serving) -> dict[str, Any]:
    part = each.each.parts[0]
    return {
        "sentencedAt": _iso(each.at),
        "sentenceLength": spoken_term(part.track.whole),
        "sentenceLengthDays": each.price.to_end,
        "dates": _own_dates(each),
        **_named(part),
    }


def _named(part: Part) -> dict[str, Any]:
    case, line = _place(part)
    external = part.sentence.external_id
    return {
        "lineSequence": line,
        "caseSequence": case,
        "externalSentenceId": {
            "sentenceSequence": 0 if external is None else external.sequence,
            "bookingId": 0 if external is None else external.booking,
        },
        "caseReference": part.sentence.case_reference,
    }


def _own_dates(each: Serving) -> dict[str, Any]:
    types = each.types
    expiry = ReleaseDateType.SLED if ReleaseDateType.SLED in types else ReleaseDateType.SED
    release = ReleaseDateType.ARD
    if each.recalled is not None:
        release = ReleaseDateType.PRRD
    elif ReleaseDateType.CRD in types:
        release = ReleaseDateType.CRD
    elif ReleaseDateType.MTD in types:
        release = ReleaseDateType.MTD
    return {
        expiry.value: _moved(each.unadjusted_end, each.adjusted_end, each.price.to_end),
        release.value: _moved(each.unadjusted_release, each.release, each.price.to_release),
    }


def _moved(unadjusted: int, adjusted: int, days: int) -> dict[str, Any]:
    return {
        "unadjusted": _iso(unadjusted),
        "adjusted": _iso(adjusted),
        "daysFromSentenceStart": days,
        "adjustedByDays": unadjusted - adjusted,
    }


def _chain(chain: Serving) -> dict[str, Any]:
    parts = chain.each.parts
    return {
        "sentencedAt": _iso(chain.at),
        "sentenceLength": spoken_term(total(part.track.whole for part in parts)),
        "sentenceLengthDays": chain.price.to_end,
        "dates": _own_dates(chain),
        "sentenceParts": [_part(part, parts) for part in sorted(parts, key=_place)],
    }


def _part(part: Part, parts: Sequence[Part]) -> dict[str, Any]:
    case, line = _parent_place(part, parts)
    return {
        **_named(part),
        "sentenceLength": spoken_term(part.track.whole) if part.track.is_standard else "",
        "sentenceLengthDays": length(part.at, part.track.whole),
        "consecutiveToLineSequence": line,
        "consecutiveToCaseSequence": case,
    }


def _parent_place(part: Part, parts: Iterable[Part]) -> tuple[int | None, int | None]:
    parent = next((each for each in parts if each.sentence.sentence_id == part.parent), None)
    if part.parent is None or parent is None:
        return None, None
    return parent.sentence.case_sequence, parent.sentence.line_sequence
