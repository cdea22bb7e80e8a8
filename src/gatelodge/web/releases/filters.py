"""Which rows of a board are shown: by exit type, whose move and state, told in words when set."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from django.http import QueryDict

from gatelodge.record.facts import ExitType, Role
from gatelodge.web.exit_words import EXIT_WORDS
from gatelodge.web.releases.board import Row
from gatelodge.web.states import AWAY, Group, sentence_case
from gatelodge.web.whose_move import SECOND_GOVERNOR

_NO_EXIT: Final = "none"
_NAMED: Final = "named"
_NOBODY: Final = "nobody"
_ROLES: Final = (
    *(Role.CASE_ADMINISTRATOR, Role.SECOND_CHECKER, Role.HEAD_OF_OMU, Role.RECEPTION_OFFICER),
    *(Role.CUSTODIAL_MANAGER, Role.DUTY_GOVERNOR, Role.NATIONAL_OPERATIONS),
)


def slug(words: str) -> str:
    """Words as they stand in an address."""
    return words.replace(" ", "-").lower()


KINDS: Final[Mapping[str, str]] = {
    **{slug(each.value): EXIT_WORDS[each] for each in ExitType},
    _NO_EXIT: "No exit planned",
}
MOVES: Final[Mapping[str, str]] = {
    **{slug(each.value): sentence_case(each.value) for each in _ROLES},
    slug(SECOND_GOVERNOR): sentence_case(SECOND_GOVERNOR),
    _NAMED: "A member of staff by name",
    _NOBODY: "Nobody",
}
STATES: Final[Mapping[str, str]] = {each.name.lower(): sentence_case(each.value) for each in Group}
NAMES: Final = ("kind", "whose", "state")
"""The parts of the filter, as in the address."""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader asked for; an empty part leaves nobody out."""

    kind: str = ""
    whose: str = ""
    state: str = ""

    @property
    def is_set(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.kind or self.whose or self.state)

    @property
    def words(self) -> str:
        """The filter in words; empty when none is set."""
        said = (
            ("exit", KINDS.get(self.kind)),
            ("whose move", MOVES.get(self.whose)),
            ("state", STATES.get(self.state)),
        )
        return "; ".join(f"{name}: {words}" for name, words in said if words)

    def shows(self, row: Row) -> bool:
        """Whether a row is to be shown."""
        return (
            self.kind in ("", _kind_of(row))
            and self.whose in ("", _whose_of(row))
            and self.state in ("", row.state.group.name.lower())
        )


def asked(query: QueryDict) -> Filter:
    """Read the filter from an address; what is no answer of the form is left out."""
    return Filter(
        kind=_known(query.get("kind"), KINDS),
        whose=_known(query.get("whose"), MOVES),
        state=_known(query.get("state"), STATES),
    )


def shown(rows: Iterable[Row], chosen: Filter) -> list[Row]:
    """The rows that a filter leaves."""
    return [row for row in rows if chosen.shows(row)]


def _known(value: str | None, choices: Mapping[str, str]) -> str:
    return value if value is not None and value in choices else ""


def _kind_of(row: Row) -> str:
    record = row.record
    if row.state.group in AWAY and record.exits:
        return slug(record.exits[-1].left.fact.exit_type.value)
    return slug(record.plan.fact.exit_type.value) if record.plan else _NO_EXIT


def _whose_of(row: Row) -> str:
    if not row.state.whose:
        return _NOBODY
    named = slug(row.state.whose)
    return named if named in MOVES else _NAMED
