"""Why a check answers as it does: every reason code with its plain English, in this one file.

The code is stored with each finding and never changes; the words may. `{}` holds what the check
found. Words say what is known and what is not; what to do stands with the check.
"""

from enum import Enum, unique


@unique
class Reason(Enum):
    """A reason code and its words."""

    # For every check
    CHECK_BROKE = "This check could not be run. It counts as not met. Fault: {fault}."
    NO_EVIDENCE = "The check found nothing to rest on, so it counts as not known."
    EVIDENCE_FROM_LATER = "The evidence is dated {when}, later than this assessment."
    TOO_OLD = "Too old: the evidence is of {when}, the limit is {limit}."
    NOT_DONE_YET = "Not done yet: {what}."

    # G01 one record
    WHO_NOT_RECORDED = "Nobody has entered who this is."
    NOT_COMPARED = "The record was not compared with the others."
    MAY_BE_ANOTHER_RECORD = "Nobody has decided whether this is the same person: {numbers}."
    ONE_RECORD = "No other record may be this person's, or a person has decided."

    # G02 authorities
    NO_AUTHORITY_EVER = "No authority to hold was ever recorded. That is not known, not none."
    ALL_ENDED = "Every authority to hold has ended, each with its own source."
    ALL_COVERED = "Every authority to hold has ended or is met today: {covered}."
    STILL_HELD = "Still held under {authorities}. Nothing with a source ends it."
    HELD_UNTIL_LATER = "{what_holds} until {release_day}."
    END_HEARD_WITHOUT_GOVERNOR = (
        "The end of {authority} was heard by two, and neither was the duty governor."
    )
    END_HEARD_BY_ONE = "One person alone heard that {authority} ended. A second must ring back."
    RELEASE_DAY_NOT_KNOWN = "A sentence is in force and its release day is not settled: {why}."
    GOES_WITH_PERSON = "The authority goes with the person: {authorities}."
    NOTHING_TO_GO_WITH = "No authority to hold is in force that could go along."

    # G03 cases
    CASES_NOT_STATED = "Nobody has stated the person's court cases. That is not known, not none."
    CASES_ANSWERED_BY_NOBODY = "The statement of court cases names nobody who answered."
    CASES_HANDLED = "Every court case has its result or a live authority: {cases}."
    NO_CASES = "The courts were asked by number and by each name, and know no case."
    CASES_OPEN = "No result and no live authority in {cases}."

    # G04, G05, G06 court results
    RESULTS_COMPLETE = "Each court result is here with its paper, matched, read and applied."
    PAPERS_SEEN = "No result came by message; each court order was entered from its paper."
    PAPER_AWAITED = "An order of {court} was entered on a person's word; its paper is awaited."
    NO_RESULT_KNOWN = "No court result and no court order is on the record."
    RESULT_WAITS = "A court item is not finished: {what}."
    MOUTHS_AGREE = "Message, paper and record say the same."
    NOTHING_TO_COMPARE = "No result came by message, so there is nothing to compare."
    READING_AWAITED = "Nobody has confirmed what the paper says."
    MOUTHS_DIFFER = "Message, paper and record differ on {fields}."
    NOTHING_UNREAD = "Nothing from a court is unread, unanswered or too new."
    UNREAD = "Something from a court is not yet applied: {what}."
    QUERY_OPEN = "A question to the court is open: {about}."
    TOO_NEW = "A result was shared at {shared_at}; the court may still amend it until {until}."

    # G07 co-defendants
    CO_DEFENDANTS_NOT_LOOKED_FOR = "Nobody looked for others in the same case."
    RESULT_OF_ANOTHER = "The paper names a co-defendant, not this person: {who}."
    DEFENDANT_NOT_CLEAR = "The paper names {name}: that is not this person alone."
    ENTERED_BY_HAND = "Others are in the same case, and nobody has read these papers a second time."
    RESULTS_OWN = "Each result and order is this person's own."

    # G08, G09 dates
    TWO_AGREE = "Two people reached {release_date} from the same facts."
    MARKS_NOT_STATED = "{what}."
    NOT_CALCULATED = "Nobody has calculated the dates."
    ENGINE_REFUSED = "Gatelodge refused to date this: {words}"
    NOT_CHECKED = "Nobody has made the second check."
    CHECKED_OTHER = "The second check is of an earlier calculation."
    SAME_PERSON_CHECKED = "One person made both calculations."
    DATES_DIFFER = "The two calculations differ: {differences}."
    MOVED_UNEXPECTEDLY = (
        "The dates did not move as the papers should have moved them, and no second person has"
        " confirmed that it is right: {moved}"
    )
    FACTS_CHANGED = "Facts that move dates changed after the calculation."
    HAZARD_UNDECIDED = (
        "The law is in doubt here, and nobody has decided: {doubt}. The readings: {readings}. The"
        " head of OMU decides, with a reason, before the first release day. Until then nobody"
        " leaves."
    )
    HAZARD_DECIDED_BY_CALCULATOR = (
        "A doubt about the law was decided by somebody who made a calculation, or gave the answer"
        " that it is about: {doubt}. Another head of OMU must decide it."
    )
    BY_HAND_BY_ONE = (
        "The engine cannot date every reading of a doubt about the law, and one person alone worked"
        " the dates out by hand: {doubt}. Another head of OMU must decide for the very same dates."
        " Until then nobody leaves."
    )
    HAZARDS_TOGETHER = (
        "More than one doubt is decided against the law book's own reading ({doubts}), and nobody"
        " dated them together. Work the dates out by hand and decide each for those same dates."
    )
    TWO_AGREE_AND_DECIDED = (
        "Two people reached the dates from the same facts, and every doubt about the law is"
        " decided ({doubts}): {release_date} counts."
    )
    NO_SENTENCE_HOLDS = "No sentence is in force: {ended}."
    DAY_IS_LAWFUL = "{day} is the lawful day. {steps}"
    DAY_IS_LATE = "LATE: the lawful day was {day}. {steps}"
    DAY_IS_EARLY = "Too early: the first lawful day is {day}. {steps}"
    DAY_NOT_SETTLED = "The lawful day cannot be found: {why}."
    NOT_THE_PLANNED_DAY = "The exit is planned for {planned}, and today is {today}."

    # G10 days
    DAYS_RECONCILED = "Days of record and registers agree: {days}."
    DAYS_DIFFER = "Days of record and registers differ: {differences}."
    AT_LARGE_NOT_ENTERED = "The person was at large and came back, and the days are not entered."
    NO_SENTENCE_TO_MOVE = "No sentence is in force, so no days move a date."

    # G11 early release
    NO_STANDARD_SENTENCE = "No sentence here has a release point that an offence could move."
    RELEASE_POINT_NOT_ANSWERED = "Nobody has answered what decides the release point: {offence}."
    OFFENCE_EXCLUDED = "The register excludes {offence} ({lists}), and the answer does not."
    OFFENCE_NOT_REGISTERED = "The register does not know {offence}; no paper answers for it."
    RELEASE_POINT_ALLOWED = "The answers agree with the register: {offences}."

    # G12, G14, G15, G16: what others answer
    NOT_ASKED = "Nobody has asked about {about}. That is not known, not none."
    ANSWERED_BY_NOBODY = "The answer about {about} names nobody who gave it."
    NOTHING_FOUND = "{who}: nothing found ({about})."
    SOMETHING_FOUND = "Found, and not cleared since by those who found it: {what}."
    NO_RECALL = "No recall is outstanding, and none is in force on the record."
    RECALLS_CONFIRMED = "The recalls in force are those on file, in kind and end."
    RECALL_NOT_APPLIED = "A recall is outstanding that is not on this record: {recalls}."
    RECALL_NOT_ON_FILE = "A recall in force here is not on their file: {recall}."

    # G13 immigration
    IMMIGRATION_NOT_KNOWN = "Not known: immigration interest. Not known is not no."
    IMMIGRATION_CITIZEN = "No interest was ever stated, and evidence of citizenship was seen."
    IMMIGRATION_NEVER = "The Home Office states in writing that it has no interest."
    IMMIGRATION_CLOSED = "The interest once stated is closed by a Home Office document."
    IMMIGRATION_BAILED = "The Home Office granted immigration bail in writing."
    IMMIGRATION_OPEN = "The Home Office has an interest: {interest}."
    IMMIGRATION_DETAINS = "Held under the Immigration Acts: IS91 {reference}."
    IMMIGRATION_GOES_ON = "Custody goes on with the escort: IS91 {reference}."
    IMMIGRATION_NO_PAPER = "The statement does not rest on a Home Office document."
    IMMIGRATION_REOPENED = "A name or nationality came in after the evidence of immigration status."
    REMOVAL_DECIDED = "The Home Office's decision takes the person out of the country: {decision}."
    REMOVAL_NOT_DECIDED = "No deportation order and no decision on early removal is on the record."
    IMMIGRATION_NO_IS91 = "No IS91 is in force, so nobody may be handed to an immigration escort."

    # G20 to G24 conditions
    NO_LICENCE_NEEDED = "No licence follows: custody ends with nothing to come after it."
    LICENCE_NOT_ISSUED = "No licence is on the record."
    LICENCE_LACKS = "The licence lacks what was set: {what}."
    LICENCE_NOT_SIGNED = "The licence was not read and signed."
    LICENCE_SIGNED = "The licence was read and signed."
    LICENCE_REFUSED = "The licence was read; signing was refused before {witness}."
    CONDITIONS_NOT_STATED = "Nobody has entered the conditions, nor that there are none."
    NO_CONDITIONS = "No direction, bail or curfew sets a condition for this release."
    CONDITION_OPEN = "Not yet met: {conditions}."
    CONDITIONS_MET = "Each condition that was set is met."
    NO_SUPERVISION = "Nobody supervises after this release."
    PROBATION_NOT_TOLD = "Nobody has told probation."
    APPOINTMENT_PAST = "The appointment with probation is past: {when}."
    ADDRESS_NOT_CONFIRMED = "Probation ({officer}) has not confirmed the address."
    PROBATION_TOLD = "Probation knows. The person reports to {where}, {when}."
    NO_FLAGS = "No public-protection flag is on the register."
    POLICE_NOT_TOLD = "Flagged ({flags}), and the police were not told of {day}."
    POLICE_TOLD = "Flagged ({flags}); {named} of the police knows the day."
    NO_VICTIM_CONTACT = "No victim asked to be told."
    LIAISON_NOT_TOLD = "A victim is to be told, and their liaison officer does not know of {day}."
    LIAISON_TOLD = "The victim liaison officer, {named}, knows the day."

    # G30 exit type
    EXIT_MATCHES = "The authority allows this exit: {exit_type}."
    EXIT_IS_ANOTHER = "The authority allows another exit, not {exit_type}: {why}."
    EXIT_CONTRADICTED = "The plan contradicts itself: {why}."
    HEARING_NOT_LISTED = "No hearing is listed for {day}."
    HEARING_BY_VIDEO = "The hearing of {day} is by video link: nobody is taken to court for it."
    ESCORT_NOT_NAMED = "The escort is not named."
    NOTHING_LETS_OUT = "Nothing on the record lets somebody out for this: {what}."
    PAPER_FOR_ANOTHER_DAY = "What is on the record is for {days}, not for {day}."
    HAND_OVER_NOT_ACCEPTED = "{prison} has not taken over what is open."
    HAND_OVER_OPEN = "Not taken over by {prison}: {items}."
    IN_EMERGENCY = "Ordered at once by the officer in charge: {hospital}, escort {escort}."

    # G31 identity at the exit
    IDENTITY_NOT_CONFIRMED = "Nobody has confirmed on the day who this is."
    IDENTITY_BY_ONE = "One officer has confirmed who this is. A second must, independently."
    IDENTITY_IN_DOUBT = "An officer doubts who this is: {found}."
    IDENTITY_CONFIRMED = "Who this is was confirmed on the day."
    IDENTITY_BY_SIGHT = "{officer} held face and number against the record, {by} ordered it."

    # G32 people
    TWO_PEOPLE = "Two people who made no calculation authorised and confirmed it."
    SAME_PERSON_TWICE = "The same person did two acts that must be kept apart: {acts}."

    # G33, G34, G35 hand-over, instruction, footage
    NOT_A_REMOVAL = "Not needed: nobody is handed to an escort for removal."
    GOVERNOR_PRESENT = "The duty governor is present, and the escort is {escort}."
    ESCORT_IS_ANOTHER = "The escort at the gate ({here}) is not the one planned ({planned})."
    NO_INSTRUCTION = "No paper from outside lets the person out: the dates do."
    INSTRUCTION_TRUSTED = "What lets the person out came by a known way, or was rung back."
    INSTRUCTION_NOT_VERIFIED = "A paper lets them out ({what}); nobody has rung its sender back."
    FOOTAGE_NOT_NOTED = "No footage of the exit is noted."
    FOOTAGE_NOTED = "Footage: {reference}."

    # G36 nothing new
    NOTHING_NEW = "Nothing new since it was authorised; final check at {when}."
    NEW_SINCE = "New since it was authorised: {what}."
    FINAL_CHECK_OLD = "The final check is of {when}; it is good for {limit}."

    # Not needed for an exit type
    STAYS_IN_CUSTODY = "Not needed: the person stays in custody and the authority goes along."
    ASKED_AFTERWARDS = "Not needed before: in an emergency it is made good afterwards."

    @property
    def code(self) -> str:
        """The code as stored with findings."""
        return self.name

    def words(self, **found: str) -> str:
        """The words with what the check found; raises `KeyError` when something is missing."""
        return self.value.format(**found)


def as_a_part(words: str) -> str:
    """A sentence as a part of another one: small at its start, without its full stop.

    Our own name keeps its capital.
    """
    begins_with_name = words.startswith("Gatelodge")
    return (words if begins_with_name else words[:1].lower() + words[1:]).rstrip(".")
