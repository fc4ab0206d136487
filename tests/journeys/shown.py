"""Where each template of a page is shown, on the furnished demonstration (tests/furniture)."""

from uuid import UUID

# Addresses below /<language>/. {course}, {lesson}, {news} and {standard} stand for the address of such a page, {key} for the course's key.
SIGNED_OUT = {
    "hub/home_page.html": "",
    "hub/programme_page.html": "pomeil/",
    "hub/news_page.html": "{news}",
    "hub/standard_page.html": "{standard}",
    "learning/courses.html": "learn/",
    "learning/course_page.html": "{course}",
    "learning/lesson_page.html": "{lesson}",
    "learning/mistakes/report.html": "learn/mistakes/in/{talked_about}/",
    "learning/countries/compare.html": "learn/countries/?country=NO&country=SE&country=PL",
    "learning/countries/cell.html": "learn/countries/PL/recognition/?old={old}&new={new}",
    "learning/practices/list.html": "learn/practices/?country=SE&topic=services-far-away",
    "learning/practices/practice.html": "learn/practices/{practice}/",
    "learning/resources/bank.html": "learn/resources/?language=en",
    "learning/resources/resource.html": "learn/resources/{link}/",
    "learning/practices/endorsements.html": "learn/practices/{tried}/tried/",
    "learning/stories/list.html": "learn/stories/",
    "learning/stories/story.html": "learn/stories/{bread}/",
    "learning/methods/library.html": "learn/methods/",
    "learning/methods/method.html": "learn/methods/{assessed}/",
    "learning/tools/index.html": "learn/tools/",
    "learning/portfolio/guest.html": "learn/portfolio/",
    "people/directory.html": "people/",
    "search/search.html": "search/?q=school&country=NO",
    "networks/list.html": "people/networks/",
    "people/person.html": "people/{found}/",
    "people/how.html": "people/matches/how/",
    "people/posts/list.html": "people/posts/?kind=offer",
    "people/posts/post.html": "people/posts/{laundry}/",
    "events/list.html": "events/?past=1",
    "events/month.html": "events/{month}/",
    "events/event.html": "events/{event}/",
    "events/themes.html": "events/themes/",
    "events/registration/register.html": "events/{event}/register/",
    "events/registration/code.html": "events/{event}/register/{proof}/",
    "events/challenges/board.html": "events/challenges/",
    "organisations/directory.html": "organisations/?country=NO",
    "organisations/organisation.html": "organisations/carrowmere-shore-co-op/",
    "entrepreneurs/guest.html": "me/",
    "errors/error.html": "nothing-here/",
    "account/login.html": "account/login/",
    "account/request_login_code.html": "account/login/code/",
    "account/signup.html": "account/signup/",
    "account/signup_by_passkey.html": "account/signup/passkey/",
    "account/password_reset.html": "account/password/reset/",
}
SIGNED_IN = {
    "learning/mine.html": "learn/mine/",
    "learning/countries/write.html": "learn/countries/PL/recognition/write/",
    "learning/countries/translate.html": "learn/countries/PL/recognition/in/nb/",
    "learning/countries/withdraw.html": "learn/countries/PL/recognition/withdraw/",
    "learning/countries/waiting.html": "learn/countries/waiting/",
    "learning/countries/decide.html": "learn/countries/waiting/{handed_in}/",
    "learning/finished.html": "learn/mine/{key}/finished/",
    "learning/report.html": "learn/reports/",
    "learning/dialogue/facilitators.html": "learn/facilitating/{sing}/",
    "learning/dialogue/facilitating.html": "learn/facilitating/",
    "learning/mistakes/list.html": "learn/mistakes/",
    "learning/mistakes/mistake.html": "learn/mistakes/{mistake}/",
    "learning/mistakes/mine.html": "learn/mistakes/mine/",
    "entrepreneurs/discussions/page.html": "discussions/in/lesson:{talked_about}/",
    "entrepreneurs/discussions/change.html": "discussions/{own}/change/",
    "entrepreneurs/discussions/remove.html": "discussions/{asked_there}/remove/",
    "learning/feedback.html": "learn/reports/{key}/feedback/",
    "learning/practices/begin.html": "learn/practices/new/?from={practice}",
    "learning/practices/write.html": "learn/practices/{practice}/write/",
    "learning/practices/translate.html": "learn/practices/{practice}/in/nb/",
    "learning/practices/mine.html": "learn/practices/mine/",
    "learning/practices/waiting.html": "learn/practices/waiting/",
    "learning/resources/new.html": "learn/resources/new/",
    "learning/resources/form.html": "learn/resources/new/document/",
    "learning/resources/words.html": "learn/resources/{link}/in/sv/",
    "learning/resources/waiting.html": "learn/resources/waiting/",
    "learning/practices/readers.html": "learn/practices/{tried}/readers/",
    "learning/practices/remove.html": "learn/practices/{tried}/tried/{endorsement}/remove/",
    "learning/stories/write.html": "learn/stories/{bread}/write/",
    "learning/stories/words.html": "learn/stories/{bread}/in/nb/",
    "learning/stories/consents.html": "learn/stories/{bread}/consents/",
    "learning/stories/consent.html": "learn/stories/{bread}/consents/{signed}/",
    "learning/stories/about_me.html": "learn/stories/about-me/",
    "learning/stories/mine.html": "learn/stories/about-me/{consent}/",
    "learning/methods/mine.html": "learn/methods/mine/",
    "learning/methods/template.html": "learn/methods/mine/{template}/",
    "learning/methods/edit.html": "learn/methods/mine/{template}/change/",
    "learning/methods/changes.html": "learn/methods/mine/{template}/changes/",
    "learning/methods/publish.html": "learn/methods/mine/{template}/publish/",
    "learning/methods/publish_again.html": "learn/methods/mine/{published}/publish/",
    "learning/methods/translation.html": "learn/methods/{assessed}/in/",
    "learning/portfolio/mine.html": "learn/portfolio/",
    "learning/portfolio/piece.html": "learn/portfolio/pieces/{piece}/",
    "learning/portfolio/change.html": "learn/portfolio/pieces/{piece}/change/",
    "learning/portfolio/share.html": "learn/portfolio/share/",
    "learning/portfolio/folio.html": "learn/portfolio/shared/{link_key}/",
    "learning/advising/advisers.html": "learn/advisers/",
    "learning/advising/ask.html": "learn/advisers/ask/",
    "learning/advising/mine.html": "learn/advising/{advised}/",
    "learning/advising/request.html": "learn/advising/{wanted}/",
    "learning/advising/learner.html": "learn/advising/{followed}/",
    "learning/advising/desk.html": "learn/advising/",
    "learning/advising/away.html": "learn/advising/away/",
    "learning/advising/together.html": "learn/advising/together/",
    "learning/advising/hand_in.html": "learn/submissions/new/{practical}/",
    "learning/advising/submission.html": "learn/submissions/{submission}/",
    "learning/tools/sheet.html": "learn/sheets/{sheet}/",
    "learning/tools/share.html": "learn/sheets/{sheet}/share/",
    "learning/tools/versions.html": "learn/sheets/{sheet}/versions/",
    "learning/tools/version.html": "learn/sheets/{sheet}/versions/1/",
    "events/subscribe.html": "events/calendar/",
    "entrepreneurs/home.html": "me/",
    "entrepreneurs/facts.html": "me/facts/",
    "entrepreneurs/letters.html": "me/letters/",
    "entrepreneurs/letter.html": "me/letters/{letter}/",
    "entrepreneurs/erase.html": "me/erase/",
    "people/profile.html": "me/profile/",
    "people/matches.html": "people/matches/",
    "people/posts/form.html": "people/posts/new/",
    "people/section.html": "me/profile/help/",
    "search/saved.html": "search/saved/",
    "notices/news.html": "me/news/",
    "notices/choices.html": "me/news/how/",
    "messages/inbox.html": "messages/",
    "messages/conversation.html": "messages/{talk}/",
    "messages/people.html": "messages/{talk}/people/",
    "messages/change.html": "messages/{talk}/{said}/",
    "messages/new_group.html": "messages/new/",
    "messages/request.html": "messages/requests/{asked}/",
    "messages/ask.html": "messages/ask/{key_of_person}/",
    "messages/block.html": "messages/with/{person}/block/",
    "messages/report.html": "messages/{talk}/{reportable}/report/",
    "entrepreneurs/reports.html": "me/reports/",
    "moderation/queue.html": "moderation/",
    "moderation/report.html": "moderation/{report}/",
    "events/room.html": "events/{room}/room/",
    "events/waiting.html": "events/{waiting}/room/",
    "events/polls.html": "events/{room}/polls/",
    "events/groups.html": "events/{room}/groups/",
    "events/projector.html": "events/{room}/room/projector/",
    "events/desk.html": "events/desk/",
    "events/make.html": "events/new/",
    "events/plan.html": "events/{event}/plan/",
    "events/part.html": "events/{event}/plan/part/whom/",
    "events/rows.html": "events/{event}/plan/list/order/",
    "events/words.html": "events/{room}/plan/in/sv/",
    "events/hosts.html": "events/{event}/plan/hosts/",
    "events/recording_edit.html": "events/{recorded}/plan/recording/",
    "events/recording.html": "events/{recorded}/recording/",
    "events/asked.html": "events/{waiting}/host/",
    "events/recap.html": "events/{recorded}/recap/",
    "events/recap_edit.html": "events/{recorded}/plan/recap/",
    "events/afterwards/feedback.html": "events/{group}/feedback/",
    "events/afterwards/given.html": "events/{talked}/plan/feedback/",
    "events/afterwards/notes.html": "events/{talked}/plan/notes/",
    "events/afterwards/note.html": "events/{talked}/plan/notes/{note}/",
    "events/hours/list.html": "events/office-hours/",
    "events/hours/hour.html": "events/office-hours/{hour}/",
    "events/hours/mine.html": "events/office-hours/mine/",
    "events/registration/mine.html": "events/mine/",
    "events/registration/people.html": "events/{room}/people/",
    "events/registration/poster.html": "events/{room}/poster/",
    "events/challenges/challenge.html": "events/challenges/{challenge}/",
    "events/challenges/form.html": "events/challenges/{challenge}/venture/",
    "events/challenges/plan.html": "events/challenges/{challenge}/plan/",
    "circles/list.html": "people/circles/",
    "circles/circle.html": "people/circles/{circle}/",
    "circles/form.html": "people/circles/{circle}/log/",
    "circles/invited.html": "people/circles/invited/{invited}/",
    "circles/plan.html": "people/circles/{circle}/plan/",
    "circles/hours.html": "people/circles/hours/",
    "circles/back.html": "people/circles/{circle}/back/",
    "circles/end.html": "people/circles/{circle}/end/",
    "circles/together.html": "people/circles/{circle}/together/",
    "events/networks.html": "events/{event}/networks/",
    "networks/network.html": "people/networks/houses-that-open-again/",
    "networks/make.html": "people/networks/new/",
    "networks/desk.html": "people/networks/houses-that-open-again/desk/",
    "networks/words.html": "people/networks/houses-that-open-again/desk/words/sv/",
    "networks/subjects.html": "people/networks/houses-that-open-again/desk/subjects/",
    "networks/waiting.html": "people/networks/waiting/",
    "networks/decide.html": "people/networks/omsorg-i-grenda/decide/",
    "organisations/ask.html": "organisations/ask/",
    "organisations/mine.html": "organisations/mine/",
    "organisations/belong.html": "organisations/carrowmere-shore-co-op/belong/",
    "organisations/invited.html": "organisations/invited/a-key-for-the-walk/",
    "organisations/desk.html": "organisations/rastebakken/desk/",
    "organisations/facts.html": "organisations/rastebakken/desk/facts/",
    "organisations/words.html": "organisations/rastebakken/desk/words/",
    "organisations/logo.html": "organisations/rastebakken/desk/logo/",
    "organisations/waiting.html": "organisations/waiting/",
    "organisations/bring.html": "organisations/invite/",
    "organisations/decide.html": "organisations/rastebakken/decide/",
    "workspaces/mine.html": "workspaces/",
    "workspaces/front.html": "workspaces/sing/",
    "workspaces/tasks.html": "workspaces/sing/tasks/",
    "workspaces/decisions.html": "workspaces/sing/decisions/",
    "workspaces/decision.html": "workspaces/sing/decisions/{decision}/",
    "workspaces/documents.html": "workspaces/sing/documents/",
    "workspaces/document.html": "workspaces/sing/documents/{document}/",
    "workspaces/remove.html": "workspaces/sing/documents/{document}/remove/",
    "workspaces/form.html": "workspaces/sing/decisions/{decision}/change/",
    "workspaces/meetings.html": "workspaces/sing/meetings/",
    "workspaces/translations.html": "workspaces/sing/translations/?all",
    "account/email_change.html": "account/email/",
    "account/logout.html": "account/logout/",
    "account/password_change.html": "account/password/change/",
    "account/reauthenticate.html": "account/reauthenticate/",
    "mfa/index.html": "account/2fa/",
    "mfa/totp/activate_form.html": "account/2fa/totp/activate/",
    "mfa/webauthn/authenticator_list.html": "account/2fa/webauthn/",
    "mfa/webauthn/add_form.html": "account/2fa/webauthn/add/",
}
BY_THE_WAY = {  # what is reached by doing something
    "account/base_confirm_code.html",
    "entrepreneurs/gone.html",
    "errors/send_again.html",
    "errors/500.html",
    "people/begin.html",
    "learning/practices/return.html",
    "learning/resources/return.html",
    "learning/practices/endorse.html",
    "learning/stories/decide.html",
    "learning/dialogue/share.html",
    "notices/stop.html",
}


def place_of(server, language: str, app: str, model: str) -> str:
    """The address below /<language>/ of a page of this kind: the newest of POMEIL, or else the newest."""
    found = server.rows(
        """
        SELECT p.url_path FROM wagtailcore_page p
        JOIN wagtailcore_locale l ON l.id = p.locale_id JOIN django_content_type t ON t.id = p.content_type_id
        WHERE p.live AND l.language_code = ? AND t.app_label = ? AND t.model = ?
        ORDER BY p.url_path LIKE '%/pomeil/%' DESC, p.id DESC
        """,
        *(language, app, model),
    )
    return found[0][0].split("/", 2)[2]


def places(server, language: str) -> dict[str, str]:
    [[key, letter]] = server.rows(
        "SELECT e.course_key, l.id FROM learning_enrolment e, hub_letter l WHERE e.completed_at IS NOT NULL ORDER BY l.id LIMIT 1"
    )
    [[talk, said]] = server.rows("SELECT conversation_id, id FROM entrepreneurs_message WHERE body LIKE 'Hei, %'")
    [[asked, person]] = server.rows("SELECT id, asker_id FROM entrepreneurs_connection WHERE accepted_at IS NULL")
    [[reportable]] = server.rows("SELECT id FROM entrepreneurs_message WHERE body LIKE 'Ja!%'")
    [[report]] = server.rows("SELECT id FROM entrepreneurs_report WHERE reason = 'fraud'")
    [[contact]] = server.rows("SELECT contact_key FROM entrepreneurs_user WHERE id = ?", person)
    [[found]] = server.rows("SELECT id FROM entrepreneurs_user WHERE email LIKE 'eero@%'")
    [[laundry]] = server.rows("SELECT id FROM entrepreneurs_post WHERE demo_key = 'weeks-in-the-laundry'")
    [[event, day]] = server.rows("SELECT id, day FROM events_event WHERE demo_key = 'closed-school'")
    [[room]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'Et rom'")
    [[waiting]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'Et annet rom'")
    [[talked]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'En fokusgruppe'")
    [[group]] = server.rows("SELECT event_id FROM events_eventtext WHERE title = 'En annen fokusgruppe'")
    [[note]] = server.rows("SELECT id FROM events_focusnote")
    [[proof]] = server.rows("SELECT key FROM events_addressproof")
    [[challenge]] = server.rows("SELECT id FROM events_challenge WHERE demo_key = 'school-stands-empty'")
    [[decision]] = server.rows("SELECT id FROM entrepreneurs_partnerdecision")
    [[document]] = server.rows("SELECT d.id FROM entrepreneurs_shareddocument d JOIN hub_programme p ON p.id = d.workspace_id WHERE p.key = 'sing'")
    [[tried]] = server.rows("SELECT id FROM learning_practice WHERE demo_key = 'ride-book'")
    [[endorsement]] = server.rows("SELECT min(id) FROM learning_endorsement")
    [[link]] = server.rows("SELECT id FROM learning_resource WHERE demo_key = 'merse'")
    [[practice]] = server.rows("SELECT id FROM learning_practice WHERE demo_key = 'ride-book-across'")
    [[assessed]] = server.rows("SELECT id FROM learning_resource WHERE demo_key = 'start-up-talk'")
    [[bread]] = server.rows("SELECT id FROM learning_story WHERE demo_key = 'bread-that-did-not-add-up'")
    [[signed]] = server.rows("SELECT id FROM learning_storyconsent WHERE story_id = ? AND how = 'paper'", bread)
    [[consent]] = server.rows("SELECT id FROM learning_storyconsent WHERE agreed_on IS NULL")
    [[template]] = server.rows("SELECT id FROM learning_template WHERE published_as_id IS NULL")
    [[published]] = server.rows("SELECT id FROM learning_template WHERE published_as_id IS NOT NULL")
    [[recorded]] = server.rows("SELECT event_id FROM events_recording")
    [[old], [new]] = server.rows("SELECT id FROM learning_statement WHERE source_title = 'The Act' AND state != 'waiting' ORDER BY id")
    [[handed_in]] = server.rows("SELECT id FROM learning_statement WHERE state = 'waiting'")
    [[circle]] = server.rows("SELECT id FROM entrepreneurs_circle WHERE name = 'Hvem henter ungene?'")
    [[invited]] = server.rows("SELECT id FROM entrepreneurs_circleinvitation WHERE message = 'Come along.'")
    [[sheet]] = server.rows("SELECT id FROM learning_sheet WHERE title = 'Et budsjett å se på'")
    [[link_key]] = server.rows("SELECT public_key FROM learning_portfolioshare WHERE public_key IS NOT NULL")
    [[piece]] = server.rows("SELECT id FROM learning_portfolioitem WHERE note = 'Slik regnet vi.'")
    [[advised]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Hvem kan hjelpe?'")
    [[followed]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Hva nå?'")
    [[wanted]] = server.rows("SELECT id FROM learning_advising WHERE question = 'Where to begin?'")
    [[submission, lesson_key, block_id]] = server.rows("SELECT id, lesson_key, block_id FROM learning_submission")
    [[hour]] = server.rows("SELECT h.id FROM events_officehour h JOIN events_booking b ON b.hour_id = h.id WHERE h.zone = 'Europe/Athens'")
    [[mistake]] = server.rows("SELECT id FROM learning_mistake")
    [[own, there]] = server.rows("SELECT id, place FROM entrepreneurs_contribution WHERE body LIKE 'Hva gjør dere%'")
    [[asked_there]] = server.rows("SELECT id FROM entrepreneurs_contribution WHERE body LIKE 'Hvor mange%'")
    [[sing]] = server.rows("SELECT DISTINCT course_key FROM learning_facilitator")
    return {
        "piece": piece,
        "link_key": link_key,
        "advised": advised,
        "followed": followed,
        "wanted": wanted,
        "submission": submission,
        "practical": f"{UUID(str(lesson_key))}/{block_id}",
        "hour": hour,
        "mistake": mistake,
        "own": own,
        "asked_there": asked_there,
        "talked_about": there.partition(":")[2],
        "sing": UUID(str(sing)),
        "old": old,
        "new": new,
        "handed_in": handed_in,
        "event": event,
        "sheet": sheet,
        "circle": circle,
        "invited": invited,
        "challenge": challenge,
        "decision": decision,
        "document": document,
        "recorded": recorded,
        "tried": tried,
        "endorsement": endorsement,
        "link": link,
        "practice": practice,
        "assessed": assessed,
        "bread": bread,
        "signed": signed,
        "consent": consent,
        "template": template,
        "published": published,
        "proof": UUID(str(proof)),
        "month": f"{int(day[:4])}/{int(day[5:7])}",
        "room": room,
        "waiting": waiting,
        "talked": talked,
        "group": group,
        "note": note,
        "found": found,
        "laundry": laundry,
        "talk": talk,
        "said": said,
        "reportable": reportable,
        "report": report,
        "asked": asked,
        "person": person,
        "key_of_person": UUID(contact),
        "course": place_of(server, language, "learning", "coursepage"),
        "lesson": place_of(server, language, "learning", "lessonpage"),
        "news": place_of(server, language, "hub", "newspage"),
        "standard": place_of(server, language, "hub", "standardpage"),
        "key": UUID(key),
        "letter": letter,
    }
