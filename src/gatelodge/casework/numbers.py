"""Prison numbers, each filed once more under itself, so that one number opens one record.

A stream a number: the ledger refuses the later of two receptions that file it at once. The stream's
name is made of the number's hash, for names of streams are never erased.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from gatelodge.casework.office import REGISTER, ActRefused, Office, load
from gatelodge.record import CustodyRecord, Draft, Entry, Write, number_key, ourselves
from gatelodge.record.facts import Fact, IdentifierRecorded, Issuer

_NUMBERS = REGISTER + "prison-number/"


def filed(office: Office, prison_number: str) -> tuple[Entry, ...]:
    """What is filed under a number, oldest first; the source of each names its record."""
    stream = _stream(prison_number)
    return office.ledger.stream(stream) if stream else ()


def must_be_free(office: Office, prison_number: str, filings: Sequence[Entry]) -> None:
    """Refuse a number that a record has. One that was corrected or withdrawn there is free again.

    Raises `ActRefused` with the field.
    """
    for record_id in dict.fromkeys(each.envelope.source.reference for each in filings):
        if _has(load(office, record_id), prison_number):
            raise ActRefused(
                f"The prison number {prison_number} is on a record already. Find the person by "
                "this number and open that record; do not open a second one.",
                code="NUMBER_TAKEN",
                field="prison_number",
            )


def filing(
    record_id: str, prison_number: str, expected_version: int | None, *, by: str
) -> tuple[Write, ...]:
    """File a number for a record. Nothing is filed of a text without a figure: it tells nobody."""
    stream = _stream(prison_number)
    if not stream:
        return ()
    draft = Draft(
        fact=IdentifierRecorded(issuer=Issuer.PRISON_NUMBER, value=prison_number),
        by=by,
        reason="filed under its number",
        source=ourselves(record_id),
    )
    return (Write(stream=stream, drafts=(draft,), expected_version=expected_version),)


def filing_of(record_id: str, facts: Iterable[Fact], *, by: str) -> tuple[Write, ...]:
    """File the prison numbers among facts that staff state, whoever else has them."""
    return tuple(
        write
        for fact in facts
        if isinstance(fact, IdentifierRecorded) and fact.issuer is Issuer.PRISON_NUMBER
        for write in filing(record_id, fact.value, None, by=by)
    )


def _has(record: CustodyRecord, prison_number: str) -> bool:
    key = number_key(Issuer.PRISON_NUMBER, prison_number)
    return any(
        each.fact.issuer is Issuer.PRISON_NUMBER
        and number_key(Issuer.PRISON_NUMBER, each.fact.value) == key
        for each in record.identifiers
    )


def _stream(prison_number: str) -> str:
    key = number_key(Issuer.PRISON_NUMBER, prison_number)
    return _NUMBERS + sha256(key.encode()).hexdigest()[:32] if key else ""
