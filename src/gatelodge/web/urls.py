"""Every address of the screens. A name that `web.access` does not list is denied."""

from django.urls import URLPattern, URLResolver, path

from gatelodge.web import converters, court_answer
from gatelodge.web.accounts import views as accounts
from gatelodge.web.alarms import views as alarms
from gatelodge.web.api.court import court_callback
from gatelodge.web.dates import hazards, recall, second, slip
from gatelodge.web.dates import views as dates
from gatelodge.web.entering import (
    by_hand,
    conditions,
    correcting,
    days,
    enquiries,
    for_many,
    identity,
    orders,
    registers,
    sentences,
    stated_days,
)
from gatelodge.web.entering import release_marks as entering_marks
from gatelodge.web.entering import views as entering
from gatelodge.web.exits import exit_day, happened, overriding, passes
from gatelodge.web.exits import identity as exit_identity
from gatelodge.web.exits import views as exits
from gatelodge.web.exits.addresses import addresses
from gatelodge.web.gate import views as gate
from gatelodge.web.guidance import views as guidance
from gatelodge.web.home import views as home
from gatelodge.web.inbox import reading
from gatelodge.web.inbox import views as inbox
from gatelodge.web.people import conditions as ledger_conditions
from gatelodge.web.people import days as ledger_days
from gatelodge.web.people import identity as ledger_identity
from gatelodge.web.people import immigration as ledger_immigration
from gatelodge.web.people import views as people
from gatelodge.web.releases import days_ahead, near_misses, packs
from gatelodge.web.releases import views as releases

converters.register()

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("sign-in/", accounts.sign_in, name="sign-in"),
    path("sign-out/", accounts.sign_out, name="sign-out"),
    path("lock/", accounts.lock, name="lock"),
    path("location/", accounts.location, name="location"),
    path("reason/", accounts.reason, name="reason"),
    path("releases/", releases.releases, name="releases"),
    path("releases/fortnight/", days_ahead.fortnight, name="releases-fortnight"),
    path("releases/overdue/", days_ahead.overdue, name="releases-overdue"),
    path("releases/wall/", days_ahead.wall, name="releases-wall"),
    path("releases/pack/", packs.packs, name="releases-pack"),
    path("releases/pack/make/", packs.make, name="releases-pack-make"),
    path("releases/pack/<number:pack>/", packs.paper, name="releases-pack-paper"),
    path("releases/out/", happened.people_out, name="releases-out"),
    path("evidence/", for_many.evidence, name="evidence"),
    path("people/", people.search, name="people"),
    path("people/receive/", by_hand.receive, name="person-receive"),
    path("people/found/<id:search_id>/", people.found, name="people-found"),
    path("people/<id:record_id>/", people.summary, name="person"),
    path("people/<id:record_id>/history/", people.history, name="person-history"),
    path("people/<id:record_id>/authorities/", people.authorities, name="person-authorities"),
    path("people/<id:record_id>/cases/", people.cases, name="person-cases"),
    path("people/<id:record_id>/days/", ledger_days.days, name="person-days"),
    path(
        "people/<id:record_id>/immigration/",
        ledger_immigration.immigration,
        name="person-immigration",
    ),
    path(
        "people/<id:record_id>/conditions/",
        ledger_conditions.conditions,
        name="person-conditions",
    ),
    path("people/<id:record_id>/identity/", ledger_identity.identity, name="person-identity"),
    path("people/<id:record_id>/documents/", people.documents, name="person-documents"),
    path(
        "people/<id:record_id>/documents/<hash:content_hash>/",
        people.document,
        name="person-document",
    ),
    path("people/<id:record_id>/cases/state/", entering.cases, name="cases-state"),
    path("people/<id:record_id>/cases/ask/", entering.query, name="query-ask"),
    path("people/<id:record_id>/cases/answer/<id:query>/", entering.answer, name="query-answer"),
    path("people/<id:record_id>/cases/hearing/", entering.hearing, name="hearing-list"),
    path(
        "people/<id:record_id>/authorities/<number:authority>/end/",
        entering.authority_end,
        name="authority-end",
    ),
    path(
        "people/<id:record_id>/authorities/<number:sentence>/release-marks/",
        entering_marks.release_marks,
        name="release-marks",
    ),
    path("people/<id:record_id>/authorities/remand/", by_hand.remand, name="remand-enter"),
    path("people/<id:record_id>/authorities/sentence/", sentences.sentence, name="sentence-enter"),
    path("people/<id:record_id>/authorities/recall/", orders.recall, name="recall-enter"),
    path("people/<id:record_id>/authorities/suspended/", orders.suspended, name="suspended-enter"),
    path("people/<id:record_id>/authorities/other/", orders.lodged, name="authority-lodge"),
    path("people/<id:record_id>/authorities/detention/", orders.detention, name="detention-enter"),
    path(
        "people/<id:record_id>/authorities/deportation/",
        orders.deportation,
        name="deportation-enter",
    ),
    path(
        "people/<id:record_id>/authorities/<number:sentence>/correct/",
        sentences.correct,
        name="sentence-correct",
    ),
    path(
        "people/<id:record_id>/immigration/state/",
        entering.immigration,
        name="immigration-state",
    ),
    path("people/<id:record_id>/nationality/", entering.nationality, name="nationality-state"),
    path("people/<id:record_id>/citizenship/", entering.citizenship, name="citizenship-see"),
    path(
        "people/<id:record_id>/enquiry/<enquiry:which>/",
        enquiries.enquiry,
        name="enquiry-answer",
    ),
    path("people/<id:record_id>/days/registers/", registers.registers, name="days-registers"),
    path("people/<id:record_id>/recalls/", enquiries.recall_status, name="recall-status"),
    path("people/<id:record_id>/conditions/set/", conditions.conditions, name="conditions-set"),
    path("people/<id:record_id>/conditions/met/", conditions.condition_met, name="condition-met"),
    path("people/<id:record_id>/licence/", conditions.licence, name="licence-issue"),
    path("people/<id:record_id>/probation/", conditions.probation, name="probation-told"),
    path(
        "people/<id:record_id>/public-protection/",
        conditions.public_protection,
        name="public-protection",
    ),
    path("people/<id:record_id>/victim-contact/", conditions.victim_contact, name="victim-contact"),
    path("people/<id:record_id>/notified/", conditions.notified, name="release-notified"),
    path("people/<id:record_id>/call-back/", conditions.call_back, name="call-back"),
    path("people/<id:record_id>/photo/add/", identity.photo, name="photo-add"),
    path("people/<id:record_id>/details/", identity.details, name="details-enter"),
    path(
        "people/<id:record_id>/same-person/<id:other_id>/", people.same_person, name="person-same"
    ),
    path("people/<id:record_id>/dates/", dates.dates, name="person-dates"),
    path("people/<id:record_id>/dates/recall/", recall.recall, name="dates-recall"),
    path("people/<id:record_id>/dates/calculate/", dates.calculate, name="dates-calculate"),
    path(
        "people/<id:record_id>/dates/decide/<number:place>/", hazards.decide, name="hazard-decide"
    ),
    path(
        "people/<id:record_id>/dates/decisions/<number:decision>/take-back/",
        hazards.take_back,
        name="hazard-take-back",
    ),
    path("people/<id:record_id>/days/enter/", days.days, name="days-enter"),
    path("people/<id:record_id>/days/stated/<id:item_id>/", stated_days.stated, name="days-stated"),
    path(
        "people/<id:record_id>/entries/<number:entry>/correct/",
        correcting.correct,
        name="entry-correct",
    ),
    path(
        "people/<id:record_id>/entries/<number:entry>/take-back/",
        correcting.take_back,
        name="entry-take-back",
    ),
    path("people/<id:record_id>/dates/check/", second.check, name="dates-check"),
    path(
        "people/<id:record_id>/dates/check/sentence/<number:place>/",
        second.sentence,
        name="dates-check-sentence",
    ),
    path(
        "people/<id:record_id>/dates/check/days/<number:place>/",
        second.days,
        name="dates-check-days",
    ),
    path("people/<id:record_id>/dates/check/recall/", second.recall, name="dates-check-recall"),
    path("people/<id:record_id>/dates/compare/", second.compared, name="dates-compared"),
    path("people/<id:record_id>/dates/confirm/", second.confirm, name="dates-confirm"),
    path("people/<id:record_id>/slip/", slip.slip, name="dates-slip"),
    path("people/<id:record_id>/slip/pdf/", slip.slip_pdf, name="dates-slip-pdf"),
    path("people/<id:record_id>/slip/copy/", slip.copy_pdf, name="dates-copy-pdf"),
    path("people/<id:record_id>/photo/", people.photo, name="person-photo"),
    path("people/<id:record_id>/exit/", exits.exit_checklist, name="exit"),
    path("people/<id:record_id>/exit/check/<check:check>/", exits.one_check, name="exit-check"),
    path(
        "people/<id:record_id>/exit/check/<check:check>/decide/",
        overriding.decide,
        name="exit-check-decide",
    ),
    path(
        "people/<id:record_id>/exit/check/<check:check>/override/",
        overriding.before,
        name="exit-override-before",
    ),
    path(
        "people/<id:record_id>/exit/check/<check:check>/override/sign/",
        overriding.override,
        name="exit-override",
    ),
    path(
        "people/<id:record_id>/exit/override/<number:override>/",
        overriding.agree,
        name="exit-override-agree",
    ),
    path("people/<id:record_id>/exit/plan/", exits.plan, name="exit-plan"),
    path("people/<id:record_id>/exit/plan/end/", exits.end_plan, name="exit-plan-end"),
    path("people/<id:record_id>/exit/authorise/", exits.authorise, name="exit-authorise"),
    path("people/<id:record_id>/exit/refuse/", exits.refuse, name="exit-refuse"),
    path("people/<id:record_id>/exit/confirm/", exits.confirm, name="exit-confirm"),
    path("people/<id:record_id>/exit/renew/", exits.renew, name="exit-renew"),
    path("people/<id:record_id>/exit/final-check/", exits.final_check, name="exit-final-check"),
    path("people/<id:record_id>/exit/day/", exit_day.day, name="exit-day"),
    path("people/<id:record_id>/exit/day/licence/", exit_day.licence, name="exit-licence"),
    path("people/<id:record_id>/exit/day/identity/", exit_identity.confirm, name="exit-identity"),
    path("people/<id:record_id>/exit/day/device/", exit_identity.device, name="exit-device"),
    path("people/<id:record_id>/exit/day/compare/", exit_identity.compare, name="exit-compare"),
    path("people/<id:record_id>/exit/day/doubt/", exit_day.doubt, name="exit-doubt"),
    path("people/<id:record_id>/exit/day/governor/", exit_day.attend, name="exit-governor"),
    path("people/<id:record_id>/exit/day/footage/", exit_day.footage, name="exit-footage"),
    path("people/<id:record_id>/exit/unfreeze/", exits.end_freeze, name="record-unfreeze"),
    path("people/<id:record_id>/exit/pass/", passes.exit_pass, name="exit-pass"),
    path("people/<id:record_id>/exit/pass/print/", passes.print_face, name="exit-pass-print"),
    path("people/<id:record_id>/exit/pass/pdf/", passes.pdf, name="exit-pass-pdf"),
    path("people/<id:record_id>/exit/pass/cancel/", passes.cancel, name="exit-pass-cancel"),
    path("people/<id:record_id>/happened/return/", happened.come_back, name="return-enter"),
    path("people/<id:record_id>/happened/exit/", happened.left_on_paper, name="exit-on-paper"),
    *addresses(),
    path("gate/desk/", gate.desk, name="gate-desk"),
    path("gate/desk/<id:answer_id>/", gate.answer, name="gate-answer"),
    path("gate/exit/<id:record_id>/", gate.leave, name="gate-exit"),
    path("gate/final-check/<id:record_id>/", gate.final_check, name="gate-final-check"),
    path("gate/return/", gate.return_to_custody, name="gate-return"),
    path("gate/return/<id:record_id>/", gate.paged, name="gate-return-paged"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<id:item_id>/", inbox.item, name="inbox-item"),
    path(
        "inbox/<id:item_id>/documents/<hash:content_hash>/",
        inbox.document,
        name="inbox-document",
    ),
    path("inbox/<id:item_id>/match/", inbox.match, name="inbox-match"),
    path("inbox/<id:item_id>/undo/<id:record_id>/", inbox.undo, name="inbox-undo"),
    path("inbox/<id:item_id>/bring/", inbox.bring, name="inbox-bring"),
    path("inbox/<id:item_id>/read/", reading.read, name="inbox-read"),
    path("inbox/<id:item_id>/apply/", inbox.apply_result, name="inbox-apply"),
    path("inbox/<id:item_id>/settle/<number:number>/", inbox.settle, name="inbox-settle"),
    path("inbox/<id:item_id>/query/", entering.query_from_item, name="inbox-query"),
    path("inbox/<id:item_id>/close/", inbox.close, name="inbox-close"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/<number:alarm>/", alarms.alarm, name="alarm"),
    path("alarms/<number:alarm>/take/", alarms.take, name="alarm-take"),
    path("alarms/<number:alarm>/end/", alarms.end, name="alarm-end"),
    path("court-answer/", court_answer.ask, name="court-answer"),
    path("api/court-answer/", court_answer.ask_by_machine, name="court-answer-api"),
    path("api/court/results/", court_callback, name="court-callback"),
    path("help/", guidance.help_page, name="help"),
    path("accessibility/", guidance.accessibility, name="accessibility"),
    path("privacy/", guidance.privacy, name="privacy"),
    path("near-misses/", near_misses.near_misses, name="near-misses"),
    path("api/checks/", guidance.checks_api, name="checks-api"),
    path("health/", guidance.health, name="health"),
]

handler400 = guidance.bad_request
handler403 = guidance.forbidden
handler404 = guidance.not_found
handler500 = guidance.broken
