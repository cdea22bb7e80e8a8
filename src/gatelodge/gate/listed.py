"""The list of checks as data: what the command line and the API give out, from the one registry."""

from gatelodge.gate.assess import checks_version
from gatelodge.gate.check import Check
from gatelodge.gate.exit_types import EXIT_TYPES


def listed(checks: tuple[Check, ...]) -> dict[str, object]:
    """Give the list with its version, ready for JSON. Limits are whole minutes."""
    return {"version": checks_version(checks), "checks": [_told(each) for each in checks]}


def not_needed_for(check: Check) -> list[str]:
    """The types of exit for which a check is not asked."""
    return [
        str(exit_type) for exit_type, rule in EXIT_TYPES.items() if check.name in rule.not_needed
    ]


def _told(check: Check) -> dict[str, object]:
    fresh_for = check.fresh_for
    rule = check.rule
    return {
        "id": check.name,
        "question": check.question,
        "what_to_do": check.what_to_do,
        "source": check.source,
        "on_fail": str(check.on_fail),
        "fresh_for_minutes": int(fresh_for.total_seconds() // 60) if fresh_for else None,
        "cases": list(check.cases),
        "not_needed_for": not_needed_for(check),
        "rule": {
            "accepts": rule.accepts,
            "supplied_by": [str(role) for role in rule.by],
            "words": rule.words,
            "where": rule.where,
            "on": rule.on.isoformat() if rule.on else None,
            "footing": str(rule.footing),
            "example": rule.example,
        }
        if rule
        else None,
    }
