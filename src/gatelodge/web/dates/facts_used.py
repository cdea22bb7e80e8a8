"""Which facts the dates that are shown were worked out from, and what came after them.

Dates do not move by themselves. Facts entered after them stand apart, and the dates say that they
are out of date until somebody works them out anew.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gatelodge.record import CustodyRecord, Entry, fold, inputs_digest
from gatelodge.record import facts as f
from gatelodge.web.record_page import RecordPage
from gatelodge.web.words_of_time import moment

_WHAT: Final[Mapping[type[f.Fact], str]] = MappingProxyType(
    {
        f.SentenceImposed: "a sentence",
        f.ReleaseMarksStated: "what decides a release point",
        f.RemandCredited: "a credit for days on remand",
        f.TaggedBailCredited: "a credit for days on tagged bail",
        f.UnlawfullyAtLargeRecorded: "time unlawfully at large",
        f.AddedDaysAwarded: "an award of added days",
        f.AddedDaysRestored: "added days that were given back",
        f.RecallOrdered: "a recall",
        f.AuthorityEnded: "the end of an authority",
        f.IdentityRecorded: "the person's name and birth date",
        f.ExitRecorded: "an exit",
        f.ReturnRecorded: "a return",
        f.EntryWithdrawn: "the withdrawal of an entry",
    }
)


def used(page: RecordPage) -> CustodyRecord:
    """The record as known when the dates that stand now were worked out; without dates, of now."""
    calculated = page.record.calculation
    return page.record if calculated is None else _up_to(page, calculated.entry.seq - 1)


def is_out_of_date(record: CustodyRecord) -> bool:
    """Whether facts that move dates changed after the dates that stand were worked out."""
    calculated = record.calculation
    return calculated is not None and calculated.fact.inputs_digest != inputs_digest(record)


def out_of_date(page: RecordPage) -> str:
    """Words for dates whose facts changed: what was entered since, when, and what to do."""
    if not is_out_of_date(page.record):
        return ""
    entered = ", ".join(
        f"{named(each)} was entered at {moment(each.envelope.recorded_at)}"
        for each in _moving(page)
    )
    what = entered or "the facts changed"
    return f"Out of date: {what}. The dates below do not know of it. Work the dates out anew."


def named(entry: Entry) -> str:
    """What kind of entry it is and its number, and nothing of what it says."""
    kind = entry.envelope.kind.replace("_", " ")
    what = kind if entry.fact is None else _WHAT.get(type(entry.fact), kind)
    about = f"entry {entry.seq}"
    if entry.envelope.corrects is not None:
        about = f"{about}, a correction of entry {entry.envelope.corrects}"
    return f"{what} ({about})"


def _moving(page: RecordPage) -> Iterator[Entry]:
    """Entries after the calculation, each of which changed what the engine would be given."""
    calculated = page.record.calculation
    if calculated is None:
        return
    before: str | None = calculated.fact.inputs_digest
    for entry in page.record.entries:
        if entry.seq <= calculated.entry.seq:
            continue
        after = inputs_digest(_up_to(page, entry.seq))
        if after != before:
            yield entry
        before = after


def _up_to(page: RecordPage, seq: int) -> CustodyRecord:
    """The record as its entries up to a number said it."""
    known = [each for each in page.record.entries if each.seq <= seq]
    return fold(page.record_id, known, effective_at=page.effective_at)
