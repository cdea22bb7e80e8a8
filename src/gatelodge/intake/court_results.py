"""The court's two messages as typed values: the signed callback, and the register's answer.

The callback is read strictly, for it decides what is fetched. The register's answer is read
loosely: its contract requires no field at all, so each value is taken as it comes and judged in
`intake.reading`. Fields that we do not know are tolerated; both bodies are kept whole as documents,
so nothing is lost by not reading it here.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

Scalar = str | int | float | bool | None
"""A value of the register before anybody judged it."""


class Unreadable(ValueError):
    """A body that cannot be read as the contract says; the words name the field and the fault."""


class _Loose(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Base of what the court sends: frozen, camel case, unknown fields tolerated."""


_LINE = r"^[^\x00-\x1f\x7f]*$"
"""One line of text without control characters."""
_ADDRESS = r"^[\x21-\x7e]*$"


class CaseNamed(_Loose, frozen=True, kw_only=True):
    """A case that the message is about."""

    urn: Annotated[str, Meta(min_length=1, max_length=100, pattern=_LINE)]


class Callback(_Loose, frozen=True, kw_only=True):
    """The event notification of the court's result subscription (contract of April 2026)."""

    event_type: Annotated[str, Meta(min_length=1, max_length=100, pattern=_LINE)]
    cases: Annotated[tuple[CaseNamed, ...], Meta(min_length=1, max_length=100)]
    master_defendant_id: UUID
    document_id: UUID
    document_generated_timestamp: Annotated[datetime, Meta(tz=True)]
    prison_email_address: Annotated[str, Meta(min_length=1, max_length=254, pattern=_ADDRESS)]
    hearing_id: UUID | None = None

    @property
    def case_urns(self) -> tuple[str, ...]:
        """The cases named, in the order given."""
        return tuple(case.urn for case in self.cases)


class Text(_Loose, frozen=True, kw_only=True):
    """One labelled text."""

    label: Scalar = None
    value: Scalar = None


class Result(_Loose, frozen=True, kw_only=True):
    """One judicial result: its labelled texts."""

    result_texts: tuple[Text, ...] | None = None


Results = tuple[Result, ...] | None


class Offence(_Loose, frozen=True, kw_only=True):
    """One offence with its results."""

    code: Scalar = None
    title: Scalar = None
    start_date: Scalar = None
    listing_number: Scalar = None
    conviction_date: Scalar = None
    results: Results = None


class Application(_Loose, frozen=True, kw_only=True):
    """An application to the court, its own results and the offences that it concerns."""

    type: Scalar = None
    decision: Scalar = None
    results: Results = None
    offences: tuple[Offence, ...] | None = None


class Court(_Loose, frozen=True, kw_only=True):
    """A court house."""

    court_house_name: Scalar = None


class CourtDetails(_Loose, frozen=True, kw_only=True):
    """Where the hearing was."""

    court: Court | None = None


class NextHearing(_Loose, frozen=True, kw_only=True):
    """The hearing that follows."""

    hearing_id: Scalar = None
    date_time: Scalar = None
    court: Court | None = None


class Hearing(_Loose, frozen=True, kw_only=True):
    """The hearing whose results these are."""

    id: Scalar = None
    hearing_date: Scalar = None
    court_details: CourtDetails | None = None
    next_hearing: NextHearing | None = None


class Defendant(_Loose, frozen=True, kw_only=True):
    """The defendant as the court knows them."""

    id: Scalar = None
    master_defendant_id: Scalar = None
    first_name: Scalar = None
    middle_name: Scalar = None
    last_name: Scalar = None
    date_of_birth: Scalar = None
    post_hearing_custody_status: Scalar = None
    results: Results = None

    @property
    def surname(self) -> str:
        """Surname; empty when not given."""
        return plain(self.last_name)

    @property
    def forenames(self) -> str:
        """First and middle names; empty when not given."""
        return " ".join(filter(None, (plain(self.first_name), plain(self.middle_name))))

    @property
    def born_on(self) -> date | None:
        """Birth date; none when not given or no such day."""
        return read_day(plain(self.date_of_birth))

    @property
    def court_ids(self) -> frozenset[str]:
        """The court's identifiers of this person, lower case."""
        return frozenset(
            plain(value).lower() for value in (self.id, self.master_defendant_id) if plain(value)
        )


class ProsecutionCase(_Loose, frozen=True, kw_only=True):
    """The case and the results on it that belong to no single offence."""

    case_urn: Scalar = msgspec.field(name="caseURN", default=None)
    results: Results = None


class RegisterRow(_Loose, frozen=True, kw_only=True):
    """One result of the register: what the court shared about one defendant after one hearing."""

    prosecution_case: ProsecutionCase = ProsecutionCase()
    defendant: Defendant = Defendant()
    hearing: Hearing = Hearing()
    shared_time: Scalar = None
    offences: tuple[Offence, ...] | None = None
    court_applications: tuple[Application, ...] | None = None

    @property
    def shared_at(self) -> datetime | None:
        """When the court shared the result; none when not given or without a time zone."""
        return read_instant(plain(self.shared_time))


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The register's answer: every row that could be read, and what was wrong with the others."""

    rows: tuple[RegisterRow, ...] = ()
    faults: tuple[str, ...] = ()


_CALLBACK = msgspec.json.Decoder(Callback)
_ROWS = msgspec.json.Decoder(list[msgspec.Raw])
_ROW = msgspec.json.Decoder(RegisterRow)


def read_callback(body: bytes) -> Callback:
    """Read a callback's body. Raises `Unreadable` with the first field that is not as it should be.

    Source: EventNotificationPayload of the result subscription's contract.
    """
    try:
        callback = _CALLBACK.decode(body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(plain_fault(fault)) from fault
    if _possible(callback.document_generated_timestamp) is None:
        raise Unreadable("documentGeneratedTimestamp is no possible date and time")
    return callback


def read_history(body: bytes) -> History:
    """Read the register's answer, row by row, so that one bad row does not hide the others.

    Raises `Unreadable` when it is not a list at all.
    """
    try:
        raws = _ROWS.decode(body)
    except (ValueError, RecursionError) as fault:
        raise Unreadable(plain_fault(fault)) from fault
    rows: list[RegisterRow] = []
    faults: list[str] = []
    for number, raw in enumerate(raws, start=1):
        try:
            rows.append(_ROW.decode(raw))
        except (ValueError, RecursionError) as fault:
            faults.append(f"row {number} of the register's answer: {plain_fault(fault)}")
    return History(rows=tuple(rows), faults=tuple(faults))


def named_person(body: bytes) -> str | None:
    """The court's master defendant id in a body that is otherwise unreadable, where it has one.

    A message that we cannot read still concerns somebody, and their pass must die.
    """
    try:
        loose: Any = msgspec.json.decode(body)
        return str(UUID(loose["masterDefendantId"]))
    except (ValueError, RecursionError, TypeError, LookupError, AttributeError):
        return None


def plain(value: Scalar) -> str:
    """A register's value as text without surrounding space; absent = empty.

    A NUL, which no database takes as text, becomes the sign for what cannot be read.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\0", "\ufffd").strip()


_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read_day(text: str) -> date | None:
    """A calendar day written 2026-08-12 or 12/08/2026; none for anything else and for no such day.

    A day before 1800 or after 2999 is none: nobody's case has one (our decision).

    >>> read_day("31/02/2026") is None
    True
    """
    slashed = _DAY.fullmatch(text)
    try:
        if slashed:
            day, month, year = (int(part) for part in slashed.groups())
            on = date(year, month, day)
        elif _ISO_DAY.fullmatch(text):
            on = date.fromisoformat(text)
        else:
            return None
    except ValueError:
        return None
    return on if on.year in _POSSIBLE_YEARS else None


def read_instant(text: str) -> datetime | None:
    """An instant with its time zone; none for anything else."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return _possible(at) if at.tzinfo is not None else None


_POSSIBLE_YEARS = range(1800, 3000)


def _possible(at: datetime) -> datetime | None:
    """An aware instant, if it lies in possible years; at the ends of the calendar none can be."""
    return at if at.year in _POSSIBLE_YEARS else None


_PLACE = re.compile(r"^(?P<what>.*?)(?: - at `\$\.?(?P<where>.*)`)?$", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<field>[^`]*)`")
_EXPECTED = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_WORDS = {
    "str": "text",
    "uuid": "an identifier such as 7f3b1c2d-4e5a-6789-abcd-ef0123456789",
    "datetime": "a date and time such as 2026-08-12T08:44:03Z",
    "object": "a JSON object",
    "array": "a list",
    "null": "nothing",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
}
_SAID = {
    "Invalid UUID": f"is not {_WORDS['uuid']}",
    "Invalid RFC3339 encoded datetime": f"is not {_WORDS['datetime']}",
    "Expected `datetime` with a timezone component": "has no time zone",
    "Expected `array` of length >= 1": "is empty; it must name at least one",
    "Expected `str` of length >= 1": "is empty",
    "Expected `array` of length <= 100": "names more than 100",
    "Expected `str` of length <= 100": "is longer than 100 characters",
    "Expected `str` of length <= 254": "is longer than 254 characters",
    f"Expected `str` matching regex {_LINE!r}": "has a sign that is no text",
    f"Expected `str` matching regex {_ADDRESS!r}": "is no mail address",
}


def plain_fault(fault: Exception) -> str:
    """What is wrong with a body, in plain English, with the name of the field."""
    if isinstance(fault, RecursionError):
        return "the message is nested too deeply"
    if not isinstance(fault, msgspec.ValidationError):
        return "the message is not JSON, or was cut short"
    found = _PLACE.match(str(fault))
    what, where = (found["what"], found["where"] or "") if found else (str(fault), "")
    if missing := _MISSING.fullmatch(what):
        field = f"{where}.{missing['field']}" if where else missing["field"]
        return f"{field} is missing"
    subject = where or "the message"
    if what in _SAID:
        return f"{subject} {_SAID[what]}"
    if expected := _EXPECTED.fullmatch(what):
        wanted, got = (_kind_in_words(expected[which]) for which in ("wanted", "got"))
        return f"{subject} must be {wanted}, not {got}"
    return f"{subject}: {what}"


def _kind_in_words(kinds: str) -> str:
    """JSON's kinds of value, such as `array | null`, in words."""
    return " or ".join(_WORDS.get(kind, kind) for kind in kinds.split(" | "))
