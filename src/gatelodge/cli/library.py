"""The library at the command line: work out the dates of one file.

Answers go to standard output. Exit codes: 0 dated; 1 refused; 2 the input cannot be read.
"""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import msgspec
from cyclopts import Parameter

from gatelodge.sentencing import (
    BadCase,
    Calculation,
    Case,
    LawBookError,
    Profile,
    Refusal,
    Step,
    read_case,
    read_profile,
    run_case,
)

_REFUSED = 1
_UNREADABLE = 2


def _stop(message: str, code: int = _UNREADABLE) -> NoReturn:
    sys.stderr.write(message.rstrip() + "\n")
    sys.exit(code)


def _day(day: date) -> str:
    return f"{day:%a} {day.day:>2} {day:%b %Y}"


def calculate(
    file: Path,
    *,
    profile: str | None = None,
    working: bool = False,
    json_: Annotated[bool, Parameter(name="--json")] = False,
) -> None:
    """Work out the release dates of one case.

    Exit code 0: dated. 1: refused, with every reason. 2: the file cannot be read, or has a field
    that no case has. An offence dated after its sentence is warned of on standard error.

    Parameters
    ----------
    file
        A case in the shape of the outside cases (docs/engine.md describes it).
    profile
        The law to use: calculation-params, sds-50 or sds-progression-model-october. Without it the
        case's own `params` decide.
    working
        Show each date's working, step by step, with its authority.
    json_
        Write JSON.
    """
    try:
        case = read_case(file.read_bytes(), refuse_unknown_fields=True)
        chosen = read_profile(profile or case.profile, case.switches)
    except OSError as wrong:
        _stop(f"{file} cannot be read: {wrong.strerror}. Give the path of a case file.")
    except (BadCase, LawBookError) as wrong:
        _stop(f"{file}: {wrong}")
    sys.stderr.writelines(f"{file}: {warning}\n" for warning in _late_offences(case))
    answer = run_case(case, chosen)
    if json_:
        sys.stdout.write(_as_json(answer, chosen, working=working))
    elif isinstance(answer, Refusal):
        sys.stdout.write("\n".join(_refusal_lines(answer, chosen)) + "\n")
    else:
        sys.stdout.write("\n".join(_answer_lines(answer, chosen, working=working)) + "\n")
    if isinstance(answer, Refusal):
        sys.exit(_REFUSED)


def _late_offences(case: Case) -> Iterator[str]:
    """Name each offence dated after its sentence.

    Only a warning: outside cases hold such offences and expect dates all the same.
    """
    for place, sentence in enumerate(case.booking.sentences):
        committed = sentence.offence.committed_on
        if committed is not None and committed > sentence.sentenced_on:
            yield (
                f"WARNING: booking.sentences[{place}].offence.committedAt, {committed}, is after "
                f"sentencedAt, {sentence.sentenced_on}; correct the one that is wrong before you "
                "rely on these dates."
            )


def _as_json(answer: Calculation | Refusal, profile: Profile, *, working: bool) -> str:
    written: dict[str, Any] = {
        "profile": profile.name,
        "law_version": answer.law_version,
        "engine_version": answer.engine_version,
    }
    if isinstance(answer, Refusal):
        written["refused"] = [msgspec.to_builtins(reason) for reason in answer.reasons]
    else:
        written["dates"] = {each.type.value: each.on for each in answer.dates}
        written["effective_sentence_length"] = str(answer.effective_sentence_length)
        written["unapplied"] = [msgspec.to_builtins(each) for each in answer.unapplied]
        if working:
            written["working"] = {
                each.type.value: [_step(step) for step in each.steps] for each in answer.dates
            }
    return msgspec.json.format(msgspec.json.encode(written), indent=2).decode() + "\n"


def _step(step: Step) -> dict[str, Any]:
    return {
        "number": step.number,
        "rule": step.rule,
        "text": step.text,
        "authority": [msgspec.to_builtins(citation) for citation in step.authority],
    }


def _answer_lines(answer: Calculation, profile: Profile, *, working: bool) -> Iterator[str]:
    for each in answer.dates:
        yield f"{each.type.value:<6} {_day(each.on)}"
        if working:
            for step in each.steps:
                yield f"       {step.number}. {step.text}"
                if step.authority:
                    yield f"          [{'; '.join(map(str, step.authority))}]"
    yield f"Effective sentence length {answer.effective_sentence_length}"
    for reach in answer.schemes:
        yield f"{reach.scheme}: {reach.tranche}, {_day(reach.reached_on)}"
    for left in answer.unapplied:
        row = left.adjustment
        yield f"Not applied: {row.kind.value}, {row.days} days of {row.applies_on}. {left.reason}"
    yield _versions(answer, profile)


def _refusal_lines(answer: Refusal, profile: Profile) -> Iterator[str]:
    yield "Refused: no date is given."
    for reason in answer.reasons:
        concerned = f" [{', '.join(reason.sentence_ids)}]" if reason.sentence_ids else ""
        yield f"  {reason.code}: {reason.text}{concerned}"
    yield _versions(answer, profile)


def _versions(answer: Calculation | Refusal, profile: Profile) -> str:
    return f"Profile {profile.name}; law {answer.law_version}; engine {answer.engine_version}"
