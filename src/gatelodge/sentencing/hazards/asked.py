"""Doubts about a date that no booking shows: what a person must be asked, and why.

The engine finds none of these. Each stands here until the input holds what would show it.
"""

import msgspec


class AskedDoubt(msgspec.Struct, frozen=True, kw_only=True):
    """A doubt that the engine cannot find, and the question that settles it.

    `because` says what the input does not hold, and what the dates rest on meanwhile.
    """

    title: str
    question: str
    because: str
    source: str


def asked_of_a_person() -> tuple[AskedDoubt, ...]:
    """Give every doubt that a person must be asked about, because no booking shows it."""
    return _ASKED


_ASKED = (
    AskedDoubt(
        title="A notice that refers somebody to the Parole Board as a high risk",
        question="Is such a notice in force? Then no automatic date lets the person go.",
        because="The input holds no notice; the dates are those without one.",
        source="CJA 2003 ss.244ZB, 244ZC",
    ),
    AskedDoubt(
        title="A recall that was cancelled",
        question="Was the recall cancelled? Then it is treated as never made.",
        because="A recall is given or it is not: leave a cancelled one out.",
        source="CJA 2003 s.254(2A)-(2C)",
    ),
    AskedDoubt(
        title="A terrorist connection that no offence code shows",
        question="Did the court find a terrorist connection? Then CJA 2003 s.247A governs release.",
        because="An extended sentence carries an offence code and no finding of the court.",
        source="CJA 2003 s.247A",
    ),
    AskedDoubt(
        title="A listed offence whose maximum was raised to life after the sentence",
        question="Was life available for this offence on the day of sentence? If not, it is no "
        "SDS+.",
        because="SDS+ is given as a mark; the day on which a maximum was raised is not held.",
        source="CJA 2003 s.244ZA(4)(d)(ii)",
    ),
    AskedDoubt(
        title="A sentence of a service court",
        question="Was an SDS+ sentence passed by a court martial, and is its mark right?",
        because="The input does not hold the court.",
        source="CJA 2003 s.244ZA(9)-(11)",
    ),
    AskedDoubt(
        title="An offence of several days across a change of law",
        question="Is the day given the last day of the offence?",
        because="The input holds one day of the offence, and takes it for the last.",
        source="CJA 2003 Sch. 20B para. 1(11)",
    ),
    AskedDoubt(
        title="Days at large that count after all",
        question="Was the person held under another sentence in the United Kingdom, or did the "
        "Secretary of State direct that the time counts? Then enter no days.",
        because="A row holds days and a reason, and neither of these two facts.",
        source="Prison Act 1952 s.49(2), (3A)",
    ),
    AskedDoubt(
        title="Payment towards a default term",
        question="Was any of the sum paid? Then the term is shorter, or over.",
        because="The input holds the term as it was set; the term as shortened must be given.",
        source="Magistrates' Courts Act 1980 s.79",
    ),
    AskedDoubt(
        title="Awards and a licence that runs to the end of the sentence",
        question="Do added days lengthen such a licence too?",
        because="Section 257 says so of every licence, section 249 ends this one with the "
        "sentence; the dates follow section 249.",
        source="CJA 2003 ss.249, 257(2)(c)",
    ),
    AskedDoubt(
        title="An exit or a return whose day or reason nobody knows",
        question="Was the person in custody on the day of each tranche?",
        because="The input refuses a movement without a day and a known reason.",
        source="S.I. 2024/844 art. 3(4); Sentencing Act 2026 s.23(12)",
    ),
    AskedDoubt(
        title="A licence of an earlier time in custody",
        question="Does an earlier sentence, which is not given, end later than these?",
        because="The input holds one time in custody; release after a standard recall falls on "
        "the end of its own sentences.",
        source="CJA 2003 s.263(2)(c)",
    ),
    AskedDoubt(
        title="A date that another system or a paper shows",
        question="Is there a date on the warrant or in another system that is not this one?",
        because="The input holds what the court and the prison did, and no dates worked out "
        "elsewhere.",
        source="our decision",
    ),
    AskedDoubt(
        title="A decision to release before a weekend or holiday",
        question="Has the person served long enough, and is the release none on curfew or by the "
        "Parole Board? The policy leaves short stays out.",
        because="The policy was not read; a decision moves the day of release without asking how "
        "long the person was held on remand and sentence together.",
        source="Criminal Justice Act 1961 s.23(3B)-(3D); its policy framework (source not "
        "confirmed)",
    ),
    AskedDoubt(
        title="Home detention curfew on a long sentence",
        question="Did the bar for sentences of four years or more still hold when curfew was due?",
        because="No provision was found that lifts the bar; the dates leave it out on every day.",
        source="CJA 2003 s.246(4)(aa) (source not confirmed)",
    ),
    AskedDoubt(
        title="A sentence of the International Criminal Court",
        question="Was the sentence passed by that court? Then weekends, absence and remand count "
        "in another way.",
        because="The input does not hold the court.",
        source="International Criminal Court Act 2001 Sch. 7 para. 2",
    ),
)
