"""Rules that can be read in two ways. A law file chooses one; without it the other one holds.

Each is a switch on one rule, so that one engine works either reading out. What nobody chooses is
read as the official service reads it.
"""

from enum import StrEnum

import msgspec


class Construction(StrEnum):
    """A reading that departs from the official service's, by name."""

    ABSENCE_ENDS_BY_ITS_DAYS = "ABSENCE_ENDS_BY_ITS_DAYS"
    ABSENCE_FLOORS_NO_END = "ABSENCE_FLOORS_NO_END"
    ABSENCE_MOVES_OLD_ORDER = "ABSENCE_MOVES_OLD_ORDER"
    ABSENCE_MOVES_RECALLED_ALIKE = "ABSENCE_MOVES_RECALLED_ALIKE"
    ARD_WAITS_FOR_TRANCHE = "ARD_WAITS_FOR_TRANCHE"
    AWARDS_ALWAYS_SERVED = "AWARDS_ALWAYS_SERVED"
    AWARDS_KEEP_TO_THEIR_SPELL = "AWARDS_KEEP_TO_THEIR_SPELL"
    AWARDS_LENGTHEN_OWN_LICENCE = "AWARDS_LENGTHEN_OWN_LICENCE"
    AWARDS_OF_ONE_DAY_TWICE = "AWARDS_OF_ONE_DAY_TWICE"
    AWARDS_PAST_END_HOLD = "AWARDS_PAST_END_HOLD"
    BAIL_OF_ONE_DATE_ONCE = "BAIL_OF_ONE_DATE_ONCE"
    BOOKING_RETURN_COUNTS = "BOOKING_RETURN_COUNTS"
    CHAIN_RECALLED_BY_LATER_PART = "CHAIN_RECALLED_BY_LATER_PART"
    CREDIT_ALWAYS_COUNTS = "CREDIT_ALWAYS_COUNTS"
    CREDIT_COVERS_NO_AWARDS = "CREDIT_COVERS_NO_AWARDS"
    CREDIT_HANDED_ON_BY_KIND = "CREDIT_HANDED_ON_BY_KIND"
    CURFEW_BARRED_BY_CHAINS = "CURFEW_BARRED_BY_CHAINS"
    CURFEW_BARRED_BY_LATER_RECALL = "CURFEW_BARRED_BY_LATER_RECALL"
    CURFEW_ENDS_FOR_MOVED_DATES = "CURFEW_ENDS_FOR_MOVED_DATES"
    CURFEW_FOR_CHAINS_OF_CHILDREN = "CURFEW_FOR_CHAINS_OF_CHILDREN"
    CURFEW_NOT_BARRED_BY_RELEASED = "CURFEW_NOT_BARRED_BY_RELEASED"
    CURFEW_ONLY_BEFORE_RELEASE = "CURFEW_ONLY_BEFORE_RELEASE"
    DETENTION_AT_HALF_REACHES_BACK = "DETENTION_AT_HALF_REACHES_BACK"
    DETENTION_KEEPS_EARLIER_POINT = "DETENTION_KEEPS_EARLIER_POINT"
    EVERY_LONG_OLD_SENTENCE_LISTED = "EVERY_LONG_OLD_SENTENCE_LISTED"
    EXITS_END_NO_NEW_SENTENCE = "EXITS_END_NO_NEW_SENTENCE"
    EXPIRED_SENTENCES_COUNT = "EXPIRED_SENTENCES_COUNT"
    EXTENDED_ALWAYS_BY_BOARD = "EXTENDED_ALWAYS_BY_BOARD"
    EXTENDED_RECALLED_TO_END = "EXTENDED_RECALLED_TO_END"
    FIXED_TERMS_NOT_IN_FORCE = "FIXED_TERMS_NOT_IN_FORCE"
    FULL_TERM_ONLY_ABOVE_SUM = "FULL_TERM_ONLY_ABOVE_SUM"
    LAST_NAMED_PARENT = "LAST_NAMED_PARENT"
    LAST_RELEASE_OF_ITS_OWN_GOVERNS = "LAST_RELEASE_OF_ITS_OWN_GOVERNS"
    LET_GO_ON_CALCULATED_DAY = "LET_GO_ON_CALCULATED_DAY"
    LICENCE_OF_ITS_OWN_UNKNOWN = "LICENCE_OF_ITS_OWN_UNKNOWN"
    LIMIT_BY_EACH_SENTENCE = "LIMIT_BY_EACH_SENTENCE"
    LISTED_LONG_OLD_SENTENCES_BY_BOARD = "LISTED_LONG_OLD_SENTENCES_BY_BOARD"
    MIXED_LICENCE_TO_WHOLE_TERM = "MIXED_LICENCE_TO_WHOLE_TERM"
    MODEL_ASKS_ON_EACH_EVE = "MODEL_ASKS_ON_EACH_EVE"
    MODEL_COMPARES_UNMOVED_DATES = "MODEL_COMPARES_UNMOVED_DATES"
    MODEL_COUNTS_AWARDS_SERVED = "MODEL_COUNTS_AWARDS_SERVED"
    MODEL_LETS_GO_AFTER_AWARDS = "MODEL_LETS_GO_AFTER_AWARDS"
    MODEL_RELEASES_ON_ITS_DAY = "MODEL_RELEASES_ON_ITS_DAY"
    MODEL_WORKS_CURFEW_OUT_ANEW = "MODEL_WORKS_CURFEW_OUT_ANEW"
    MORE_EXCLUSIONS_REACH_THE_RETURNED = "MORE_EXCLUSIONS_REACH_THE_RETURNED"
    MOVEMENTS_OF_THE_DAY_COUNT = "MOVEMENTS_OF_THE_DAY_COUNT"
    NEW_TERM_LEAVES_EARLIER_RECALLS = "NEW_TERM_LEAVES_EARLIER_RECALLS"
    NO_REMOVAL_FROM_RELEASE = "NO_REMOVAL_FROM_RELEASE"
    NO_REMOVAL_OF_OLD_CHAINS = "NO_REMOVAL_OF_OLD_CHAINS"
    OLD_ORDERS_WITHOUT_BAIL = "OLD_ORDERS_WITHOUT_BAIL"
    ORDERS_WITHIN_CAP = "ORDERS_WITHIN_CAP"
    OVERLAPPING_BAIL_LEFT_OUT = "OVERLAPPING_BAIL_LEFT_OUT"
    PARENTS_HAD_NOT_LET_GO = "PARENTS_HAD_NOT_LET_GO"
    PAROLE_PARTS_FROM_DAY_AFTER = "PAROLE_PARTS_FROM_DAY_AFTER"
    PERIODS_COUNT = "PERIODS_COUNT"
    RECALLS_OF_OTHER_LENGTH = "RECALLS_OF_OTHER_LENGTH"
    RECORDED_LENGTH_COUNTS = "RECORDED_LENGTH_COUNTS"
    RECORDED_SUPERVISION_STANDS = "RECORDED_SUPERVISION_STANDS"
    REMAND_ON_RECALL_LEFT_OUT = "REMAND_ON_RECALL_LEFT_OUT"
    REMOVAL_AFTER_WHOLE_YEARS = "REMOVAL_AFTER_WHOLE_YEARS"
    REMOVAL_AT_ANY_TIME = "REMOVAL_AT_ANY_TIME"
    REMOVAL_ENDS_NO_SENTENCE = "REMOVAL_ENDS_NO_SENTENCE"
    REMOVAL_FLOOR_AFTER_CREDIT = "REMOVAL_FLOOR_AFTER_CREDIT"
    REMOVAL_OF_OLD_SINGLES = "REMOVAL_OF_OLD_SINGLES"
    REMOVAL_OF_THE_RECALLED = "REMOVAL_OF_THE_RECALLED"
    REPEAL_ENDS_RECORDED_SUPERVISION = "REPEAL_ENDS_RECORDED_SUPERVISION"
    SDS_PLUS_MARK_TOO_EARLY = "SDS_PLUS_MARK_TOO_EARLY"
    SERVED_DAYS_ADDED_UP = "SERVED_DAYS_ADDED_UP"
    SERVED_DAYS_ARE_AWARDS = "SERVED_DAYS_ARE_AWARDS"
    SHORT_SENTENCES_STAY_OLD = "SHORT_SENTENCES_STAY_OLD"
    SINGLE_TERM_OF_ALL_PARTS = "SINGLE_TERM_OF_ALL_PARTS"
    SUPERVISION_AGE_WITHOUT_ABSENCE = "SUPERVISION_AGE_WITHOUT_ABSENCE"
    SUPERVISION_BY_AGE_AT_RELEASE = "SUPERVISION_BY_AGE_AT_RELEASE"
    SUPERVISION_BY_CALENDAR_YEAR = "SUPERVISION_BY_CALENDAR_YEAR"
    SUPERVISION_FROM_TRANCHE = "SUPERVISION_FROM_TRANCHE"
    SUPERVISION_NOT_BEFORE_SENTENCE = "SUPERVISION_NOT_BEFORE_SENTENCE"
    SUPERVISION_OUTLASTS_LICENCE = "SUPERVISION_OUTLASTS_LICENCE"
    SWITCH_DAY_UNDER_OLD_LAW = "SWITCH_DAY_UNDER_OLD_LAW"
    TERRORISTS_NOT_REMOVED = "TERRORISTS_NOT_REMOVED"
    TERRORISTS_WITHOUT_PAROLE = "TERRORISTS_WITHOUT_PAROLE"
    TIE_KEEPS_RELEASE = "TIE_KEEPS_RELEASE"
    UNCONDITIONAL_FOR_DETAINED_ALONE = "UNCONDITIONAL_FOR_DETAINED_ALONE"
    UNEXPLAINED_ABSENCE_LEAVES_OUT = "UNEXPLAINED_ABSENCE_LEAVES_OUT"
    WIDER_WINDOW_FROM_ITS_DAY = "WIDER_WINDOW_FROM_ITS_DAY"
    WINDOW_DAY_IS_BEFORE = "WINDOW_DAY_IS_BEFORE"


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """How the two readings of a rule are spoken: with the construction, and without it."""

    chosen: str
    otherwise: str


_C = Construction
WAYS: dict[Construction, Ways] = {
    _C.ABSENCE_ENDS_BY_ITS_DAYS: Ways(
        chosen="An absence without a last day lasts as many days as were entered, and the sentence "
        "ends after it.",
        otherwise="After an absence without a last day the end waits for no absence, not even for "
        "an earlier one.",
    ),
    _C.ABSENCE_FLOORS_NO_END: Ways(
        chosen="Days at large put off the end of a sentence by their number alone.",
        otherwise="A sentence does not end before the day after the last absence.",
    ),
    _C.ABSENCE_MOVES_OLD_ORDER: Ways(
        chosen="Days at large put off the mid-term date of an order beside other sentences too.",
        otherwise="Beside other sentences the mid-term date of an order of before remand counted "
        "stays where the term puts it, days at large or not.",
    ),
    _C.ABSENCE_MOVES_RECALLED_ALIKE: Ways(
        chosen="Days at large before release was due put it off, whether the sentence is recalled "
        "or not.",
        otherwise="Days at large of somebody let go early put off release from a sentence that is "
        "not recalled alone.",
    ),
    _C.ARD_WAITS_FOR_TRANCHE: Ways(
        chosen="No automatic release before the day on which the scheme reached the person.",
        otherwise="The automatic release date stays where the new release point puts it.",
    ),
    _C.AWARDS_ALWAYS_SERVED: Ways(
        chosen="Added days are served on the sentence of their day, else on the next one, else on "
        "the last.",
        otherwise="Added days of a day on which no sentence takes them are lost.",
    ),
    _C.AWARDS_KEEP_TO_THEIR_SPELL: Ways(
        chosen="Added days of after a release belong to what came before it, and not to the next "
        "sentence.",
        otherwise="Added days of after a release are held for the next sentence.",
    ),
    _C.AWARDS_LENGTHEN_OWN_LICENCE: Ways(
        chosen="Added days put off the end of a licence with an end of its own.",
        otherwise="Added days leave the end of a licence with an end of its own where it is.",
    ),
    _C.AWARDS_OF_ONE_DAY_TWICE: Ways(
        chosen="Awards and restorations of one day, while nobody serves, are read twice.",
        otherwise="Awards and restorations of one day are read once.",
    ),
    _C.AWARDS_PAST_END_HOLD: Ways(
        chosen="Added days past the end hold the person until they are set aside on a release.",
        otherwise="Added days past the end of a sentence are lost at once.",
    ),
    _C.BAIL_OF_ONE_DATE_ONCE: Ways(
        chosen="Equal tagged bail on sentences of one date is one credit.",
        otherwise="Each row of tagged bail is a credit of its own.",
    ),
    _C.BOOKING_RETURN_COUNTS: Ways(
        chosen="Every recall runs from the booking's own day of return.",
        otherwise="Each recall runs from the day of return recorded with its sentence.",
    ),
    _C.CHAIN_RECALLED_BY_LATER_PART: Ways(
        chosen="The recall of the later sentence counts for the whole chain, or that it has none.",
        otherwise="The recall of the first sentence counts for the whole chain.",
    ),
    _C.CREDIT_ALWAYS_COUNTS: Ways(
        chosen="Credit that hangs on no sentence, or on one that counts none, comes off all the "
        "same.",
        otherwise="Credit that hangs on no sentence, or on one that counts none, is lost.",
    ),
    _C.CREDIT_COVERS_NO_AWARDS: Ways(
        chosen="Added days are served after credit has covered the whole of custody.",
        otherwise="Credit of more than the whole of custody covers added days too.",
    ),
    _C.CREDIT_HANDED_ON_BY_KIND: Ways(
        chosen="A new sentence takes over credit from the sentences of its own kind (recalled or "
        "not).",
        otherwise="A new sentence takes over what the sentence with the most days holds, whatever "
        "its kind.",
    ),
    _C.CURFEW_BARRED_BY_CHAINS: Ways(
        chosen="A sentence that would be SDS+ today bars curfew, chained or not.",
        otherwise="A sentence that would be SDS+ today bars curfew for its own chain alone.",
    ),
    _C.CURFEW_BARRED_BY_LATER_RECALL: Ways(
        chosen="A recall on any part bars curfew for the whole chain.",
        otherwise="A recall on a later part leaves curfew open to the chain.",
    ),
    _C.CURFEW_ENDS_FOR_MOVED_DATES: Ways(
        chosen="Adult curfew has ended by the day to which the date was moved: there is none.",
        otherwise="A curfew date of before the end of adult curfew stands, though moved past it.",
    ),
    _C.CURFEW_FOR_CHAINS_OF_CHILDREN: Ways(
        chosen="Sentences of detention of children keep home detention curfew, chained or not.",
        otherwise="A chain loses home detention curfew, also where every part is detention of a "
        "child.",
    ),
    _C.CURFEW_NOT_BARRED_BY_RELEASED: Ways(
        chosen="A sentence that would be SDS+ today bars curfew only until it lets go.",
        otherwise="A sentence that would be SDS+ today bars curfew after it let go, too.",
    ),
    _C.CURFEW_ONLY_BEFORE_RELEASE: Ways(
        chosen="Another sentence holds the person until release: there is no curfew.",
        otherwise="The curfew date moves to where another sentence lets go, release or not.",
    ),
    _C.DETENTION_AT_HALF_REACHES_BACK: Ways(
        chosen="Detention of a child passed before the new law is served at one half too.",
        otherwise="Detention of a child passed before the new law keeps its release point.",
    ),
    _C.DETENTION_KEEPS_EARLIER_POINT: Ways(
        chosen="Detention of a child passed under the new law keeps the release point of before.",
        otherwise="Detention of a child passed under the new law is served at one half.",
    ),
    _C.EVERY_LONG_OLD_SENTENCE_LISTED: Ways(
        chosen="The offence is taken to be a listed one: parole from one half, automatic release "
        "at two thirds.",
        otherwise="The offence is taken not to be listed: automatic release at one half.",
    ),
    _C.EXITS_END_NO_NEW_SENTENCE: Ways(
        chosen="An exit from a recall or on immigration bail ends no sentence that is not "
        "recalled.",
        otherwise="Every exit ends the sentences being served.",
    ),
    _C.EXPIRED_SENTENCES_COUNT: Ways(
        chosen="A concurrent sentence that was over before the scheme counts for the tranche too.",
        otherwise="Only sentences that still run when the scheme begins count for the tranche.",
    ),
    _C.EXTENDED_ALWAYS_BY_BOARD: Ways(
        chosen="The Parole Board decides: the offence is a terrorist one.",
        otherwise="Release is automatic at two thirds: the offence is no terrorist one.",
    ),
    _C.EXTENDED_RECALLED_TO_END: Ways(
        chosen="A fixed-term recall of an extended sentence is served as a standard one: to the "
        "end, unless released before.",
        otherwise="A fixed-term recall of an extended sentence ends with its fixed term.",
    ),
    _C.FIXED_TERMS_NOT_IN_FORCE: Ways(
        chosen="The fixed term is no longer in force: the recall lasts to the end of the sentence.",
        otherwise="The fixed term is in force: the person leaves at its end.",
    ),
    _C.FULL_TERM_ONLY_ABOVE_SUM: Ways(
        chosen="The whole term is served only where the sum is more than the limit.",
        otherwise="The whole term is served from the limit itself.",
    ),
    _C.LAST_NAMED_PARENT: Ways(
        chosen="A sentence that follows several follows the last one named.",
        otherwise="A sentence that follows several follows the first one named.",
    ),
    _C.LAST_RELEASE_OF_ITS_OWN_GOVERNS: Ways(
        chosen="The sentence with the latest release of its own governs, whatever day another one "
        "waits for.",
        otherwise="The sentence that lets go last governs, each having waited for its tranche.",
    ),
    _C.LET_GO_ON_CALCULATED_DAY: Ways(
        chosen="The sentences let go on the calculated day, whatever day of the week it is.",
        otherwise="The sentences let go on the working day before.",
    ),
    _C.LICENCE_OF_ITS_OWN_UNKNOWN: Ways(
        chosen="A licence with an end of its own does not count as running after release.",
        otherwise="A licence with an end of its own runs to that end.",
    ),
    _C.LIMIT_BY_EACH_SENTENCE: Ways(
        chosen="A chain beside others is short enough as a whole, or if every sentence is so by "
        "itself.",
        otherwise="A chain is measured as a whole for the tranche, beside other sentences too.",
    ),
    _C.LISTED_LONG_OLD_SENTENCES_BY_BOARD: Ways(
        chosen="Parole from one half, automatic release at two thirds, licence to three quarters.",
        otherwise="Automatic release at one half, licence to the end.",
    ),
    _C.MIXED_LICENCE_TO_WHOLE_TERM: Ways(
        chosen="The licence lasts for the custody of the older offences and the whole of the "
        "other terms.",
        otherwise="The licence lasts for half of the other terms, from release.",
    ),
    _C.MODEL_ASKS_ON_EACH_EVE: Ways(
        chosen="The model leaves out whoever was at large on the eve of their own day.",
        otherwise="The model asks who was at large on its own eve alone.",
    ),
    _C.MODEL_COMPARES_UNMOVED_DATES: Ways(
        chosen="A date kept from before the model loses the day of the tranche it waited for.",
        otherwise="A date kept from before the model keeps the day of the tranche it waited for.",
    ),
    _C.MODEL_COUNTS_AWARDS_SERVED: Ways(
        chosen="Only added days that the governing sentence holds are served after the tranche "
        "day.",
        otherwise="Every award of the booking is served after the tranche day.",
    ),
    _C.MODEL_LETS_GO_AFTER_AWARDS: Ways(
        chosen="The person was in custody until the awards after the tranche day were served.",
        otherwise="The person was let go on the tranche day, whatever is calculated.",
    ),
    _C.MODEL_RELEASES_ON_ITS_DAY: Ways(
        chosen="Whoever has served their part with all awards by the tranche day leaves on it.",
        otherwise="Awards are served after the tranche day, or keep the date of before the model.",
    ),
    _C.MODEL_WORKS_CURFEW_OUT_ANEW: Ways(
        chosen="The curfew date is worked out anew under the progression model.",
        otherwise="The curfew date of before the progression model stands.",
    ),
    _C.MORE_EXCLUSIONS_REACH_THE_RETURNED: Ways(
        chosen="Whoever came back from curfew, compassionate release or removal before release was "
        "due serves one half.",
        otherwise="Whoever was out before the change keeps the release point of then.",
    ),
    _C.MOVEMENTS_OF_THE_DAY_COUNT: Ways(
        chosen="An exit or return on the day itself decides whether the person was in custody.",
        otherwise="Only exits and returns before the day decide whether the person was in custody.",
    ),
    _C.NEW_TERM_LEAVES_EARLIER_RECALLS: Ways(
        chosen="The new fixed term does not reach a recall from before it: the person is held to "
        "the end.",
        otherwise="The new fixed term reaches a recall from before it, on the day of the tranche.",
    ),
    _C.NO_REMOVAL_FROM_RELEASE: Ways(
        chosen="A removal date that does not come before release is none.",
        otherwise="The removal date stands, though release comes first or on the same day.",
    ),
    _C.NO_REMOVAL_OF_OLD_CHAINS: Ways(
        chosen="A term or chain under the older law allows no early removal, as a single "
        "sentence does not.",
        otherwise="A term or chain under the older law allows early removal.",
    ),
    _C.OLD_ORDERS_WITHOUT_BAIL: Ways(
        chosen="Tagged bail is left out: the court took it into account when it fixed the term.",
        otherwise="Tagged bail is taken off the order.",
    ),
    _C.ORDERS_WITHIN_CAP: Ways(
        chosen="Everything past the longest time for orders is remitted.",
        otherwise="The first day past the longest time for orders is served.",
    ),
    _C.OVERLAPPING_BAIL_LEFT_OUT: Ways(
        chosen="Tagged bail of days of remand, absence, custody or other bail does not count.",
        otherwise="Tagged bail counts, whatever else is recorded of its days.",
    ),
    _C.PARENTS_HAD_NOT_LET_GO: Ways(
        chosen="The person had not been released from what it follows: both are one chain.",
        otherwise="The person had been released from what the sentence follows: it stands alone.",
    ),
    _C.PAROLE_PARTS_FROM_DAY_AFTER: Ways(
        chosen="The later parole parts are counted from the day after the first ones' parole date.",
        otherwise="The later parole parts are counted from the first ones' parole date itself.",
    ),
    _C.PERIODS_COUNT: Ways(
        chosen="The days of the period count.",
        otherwise="The number of days entered counts, whatever the period.",
    ),
    _C.RECALLS_OF_OTHER_LENGTH: Ways(
        chosen="The recall is for the other fixed term: the longer one for the shorter, or the "
        "reverse.",
        otherwise="The recall is for the fixed term of its type.",
    ),
    _C.RECORDED_LENGTH_COUNTS: Ways(
        chosen="The recall is for the number of days recorded.",
        otherwise="The recall is for the days of its type.",
    ),
    _C.RECORDED_SUPERVISION_STANDS: Ways(
        chosen="Supervision recorded with a committal stands beside a default term.",
        otherwise="Supervision recorded with a committal is lost beside a default term.",
    ),
    _C.REMAND_ON_RECALL_LEFT_OUT: Ways(
        chosen="Remand of days on which the person was held on a recall does not count.",
        otherwise="Remand counts, also of days of a recall.",
    ),
    _C.REMOVAL_AFTER_WHOLE_YEARS: Ways(
        chosen="Removal from the day after the minimum period is served.",
        otherwise="Removal from the day itself, whole years before release.",
    ),
    _C.REMOVAL_AT_ANY_TIME: Ways(
        chosen="Removal at any time after sentence, from the day on which the Act was passed.",
        otherwise="Removal once the minimum period is served.",
    ),
    _C.REMOVAL_ENDS_NO_SENTENCE: Ways(
        chosen="An early removal only stops the clock: whoever returns serves the same sentence.",
        otherwise="An early removal of then ended the sentence.",
    ),
    _C.REMOVAL_FLOOR_AFTER_CREDIT: Ways(
        chosen="Removal once the part is served, credit counted against days at large and added, "
        "but not before sentence.",
        otherwise="Days at large and added are served from the day of sentence before removal, "
        "whatever credit there is.",
    ),
    _C.REMOVAL_OF_OLD_SINGLES: Ways(
        chosen="A single sentence under the older law allows early removal, as a term or chain "
        "does.",
        otherwise="A single sentence under the older law allows no early removal.",
    ),
    _C.REMOVAL_OF_THE_RECALLED: Ways(
        chosen="A recalled person may be removed from the return to custody, if the part was "
        "served by then.",
        otherwise="A recalled person may not be removed early.",
    ),
    _C.REPEAL_ENDS_RECORDED_SUPERVISION: Ways(
        chosen="The repeal ended supervision on its day, whatever is recorded with the committal.",
        otherwise="Supervision recorded with the committal stands, though supervision was "
        "repealed.",
    ),
    _C.SDS_PLUS_MARK_TOO_EARLY: Ways(
        chosen="The mark is wrong: a sentence from before SDS+ is released as any other.",
        otherwise="The mark is right: the sentence is released at the point of SDS+.",
    ),
    _C.SERVED_DAYS_ADDED_UP: Ways(
        chosen="Added days served before each later sentence add up.",
        otherwise="Only those served before the last sentence count.",
    ),
    _C.SERVED_DAYS_ARE_AWARDS: Ways(
        chosen="Only added days count as served before the later sentence.",
        otherwise="Every day past the release without awards counts as an added day served.",
    ),
    _C.SHORT_SENTENCES_STAY_OLD: Ways(
        chosen="A short sentence passed before all sentences came under the 2003 Act stands under "
        "the older law, whatever the day of the offence.",
        otherwise="A short sentence stands under the older law only for an offence of before the "
        "2003 Act.",
    ),
    _C.SINGLE_TERM_OF_ALL_PARTS: Ways(
        chosen="All sentences under the older law make one term.",
        otherwise="The first two sentences alone make the term.",
    ),
    _C.SUPERVISION_AGE_WITHOUT_ABSENCE: Ways(
        chosen="The age is asked on the day of release without the days at large.",
        otherwise="Days at large put off the day on which the age is asked.",
    ),
    _C.SUPERVISION_BY_AGE_AT_RELEASE: Ways(
        chosen="The age is asked on the last day of custody alone.",
        otherwise="The age is asked when half is served, too.",
    ),
    _C.SUPERVISION_BY_CALENDAR_YEAR: Ways(
        chosen="Supervision follows every licence that ends within twelve calendar months.",
        otherwise="Supervision follows a licence of fewer days than a common year has.",
    ),
    _C.SUPERVISION_FROM_TRANCHE: Ways(
        chosen="Supervision is counted from the day of the tranche on which the person leaves.",
        otherwise="Supervision is counted from the release point, though the person waits for "
        "the tranche.",
    ),
    _C.SUPERVISION_NOT_BEFORE_SENTENCE: Ways(
        chosen="Supervision is counted from the day of sentence at the earliest.",
        otherwise="Supervision is counted from the day to which credit reaches back, before the "
        "sentence.",
    ),
    _C.SUPERVISION_OUTLASTS_LICENCE: Ways(
        chosen="Supervision that does not outlast the licence is none.",
        otherwise="Supervision of one sentence is published, though the licence ends no sooner.",
    ),
    _C.SWITCH_DAY_UNDER_OLD_LAW: Ways(
        chosen="A sentence of the day on which the law changed stands under the old law.",
        otherwise="A sentence of the day on which the law changed stands under the new law.",
    ),
    _C.TERRORISTS_NOT_REMOVED: Ways(
        chosen="The offence is a terrorist one: there is no early removal.",
        otherwise="The offence is no terrorist one: early removal is as for anybody else.",
    ),
    _C.TERRORISTS_WITHOUT_PAROLE: Ways(
        chosen="The offence is of the gravest terrorist ones: the whole custodial term is served.",
        otherwise="The Parole Board may direct release before the custodial term ends.",
    ),
    _C.TIE_KEEPS_RELEASE: Ways(
        chosen="Release stands beside the release after recall.",
        otherwise="Release after recall stands alone.",
    ),
    _C.UNCONDITIONAL_FOR_DETAINED_ALONE: Ways(
        chosen="Under the progression model only short detention of a child ends without licence.",
        otherwise="Under the progression model every child leaves a short sentence without "
        "licence.",
    ),
    _C.UNEXPLAINED_ABSENCE_LEAVES_OUT: Ways(
        chosen="The person was at large on the eve of the model, so it does not reach them.",
        otherwise="The person was in custody on the eve of the model, so it reaches them.",
    ),
    _C.WIDER_WINDOW_FROM_ITS_DAY: Ways(
        chosen="A chain begun before the wider window has the narrower one until its day.",
        otherwise="A chain with a part of since then has the wider window, from a day of before "
        "it was law too.",
    ),
    _C.WINDOW_DAY_IS_BEFORE: Ways(
        chosen="A sentence of the very day on which the window grew wider counts as one of before.",
        otherwise="A sentence of the very day on which the window grew wider counts as one of "
        "since.",
    ),
}
"""The words of every construction."""
