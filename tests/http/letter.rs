//! The parents' letter, its public page, and opening only when they know.

use crate::support::{
    forms::plan_fields,
    seed::{Room, group_facts, plan},
    server::{TestServer, with_server},
};
use app::{
    project,
    ui::qr::qr_svg,
    workshop::{self, model::Confirmation},
};
use domain::{id::WorkshopId, locale::Language, module::Module, opening::Parents};

/// Path of a workshop's public page, as its letter links it.
async fn public_path(room: &Room) -> String {
    let page = room.coach.browser.get(&format!("/staff/workshops/{}/letter", room.workshop)).await;
    format!("/letter/{}", page.expect(200).between("/letter/", "\"").split('?').next().unwrap())
}

async fn set_parents(server: &TestServer, room: &Room, parents: Parents) {
    let state = &server.state;
    let mut facts = project::service::find_project(state, room.manager.actor, room.project)
        .await
        .unwrap()
        .facts;
    facts.parents = parents;
    project::service::update_project(state, room.manager.actor, room.project, &facts)
        .await
        .unwrap();
}

async fn sexting(server: &TestServer, room: &Room, named: bool) -> WorkshopId {
    let state = &server.state;
    let mut facts = group_facts("Nobody named");
    if !named {
        facts.safeguarding_person = String::new();
        facts.safeguarding_phone = String::new();
    }
    let group =
        project::service::add_group(state, room.manager.actor, room.project, room.partner, &facts)
            .await
            .unwrap();
    let mut wanted = plan(group, 20);
    wanted.modules = [Module::Sexting].into();
    workshop::service::plan_workshop(state, room.coach.actor, room.project, &wanted).await.unwrap()
}

#[test]
fn the_letter_and_its_public_page_are_there_in_every_language() {
    with_server(async |server| {
        let room = server.room().await;
        let public = public_path(&room).await;
        assert!(public.len() > 20, "{public}");
        let questionnaire = server.state.questionnaires.newest("youth").unwrap();
        for language in Language::ALL {
            let code = language.code();
            let letter = format!("/staff/workshops/{}/letter?lang={code}", room.workshop);
            let page = room.coach.browser.get(&letter).await.expect(200);
            assert!(page.body.contains(&format!("lang=\"{code}\" class=\"letter\"")), "{code}");
            assert!(page.body.contains("contact@example.org"), "{code}");
            assert!(page.body.contains(&public), "{code}");
            let picture = letter.replace("/letter?", "/letter.svg?");
            let drawn = room.coach.browser.get(&picture).await.expect(200).body;
            let link = server.state.link(&format!("{public}?lang={code}"));
            assert_eq!(drawn, qr_svg(&link).unwrap(), "{code}: the code leads to the public page");

            let page = server.browser().get(&format!("{public}?lang={code}")).await.expect(200);
            assert!(page.body.contains(&format!("<html lang=\"{code}\"")), "{code}");
            assert_eq!(page.headers["x-robots-tag"], "noindex");
            for wave in [domain::questionnaire::Wave::Before, domain::questionnaire::Wave::After] {
                for item in questionnaire.form(&[Module::Passwords].into(), wave) {
                    let text = item.text.get(language).replace('&', "&amp;");
                    assert!(page.body.contains(&text), "{code}: {text}");
                }
            }
            assert!(page.body.contains("An organisation"), "{code}");
            assert!(page.body.contains("116 000"), "{code}: help for families");
            assert!(!page.body.contains("Class 3B"), "the group is named on paper only");
        }
    });
}

#[test]
fn the_public_page_lets_nobody_join_and_ends_with_the_answers() {
    with_server(async |server| {
        let room = server.room().await;
        let public = public_path(&room).await;
        server.browser().get(&public).await.expect(200);
        workshop::service::open_workshop(
            &server.state,
            room.coach.actor,
            room.workshop,
            &Confirmation::letter_given(),
        )
        .await
        .unwrap();
        let detail = server.detail(room.workshop).await;
        let (code, token) = (detail.join_code.unwrap(), detail.join_token.unwrap());
        let page = server.browser().get(&public).await.expect(200);
        assert!(!page.body.contains(&code) && !page.body.contains(&token));
        let visitor = server.browser();
        let join = public.replace("/letter/", "/j/");
        assert_eq!(visitor.get(&join).await.location(), "/?door=unknown");
        assert_eq!(visitor.cookie("mis_p"), None);
        for foreign in [token, code, "x".to_owned()] {
            server.browser().get(&format!("/letter/{foreign}")).await.expect(404);
        }
        let project =
            project::service::find_project(&server.state, room.manager.actor, room.project)
                .await
                .unwrap();
        let today = server.state.clock.today(&server.state.settings.time_zone);
        let days = project.deletion_day().0.since(today.0).unwrap().get_days();
        server.set_hour(days - 1, 10);
        server.browser().get(&public).await.expect(200);
        server.set_hour(days, 10);
        server.browser().get(&public).await.expect(404);
    });
}

#[test]
fn a_workshop_opens_when_the_parents_have_the_letter() {
    with_server(async |server| {
        let room = server.room().await;
        let path = format!("/staff/workshops/{}", room.workshop);
        let coach = &room.coach.browser;
        let draft = coach.get(&path).await.expect(200);
        assert!(draft.body.contains(&format!("{path}/letter")));
        let refused = coach.post(&format!("{path}/open"), &[]).await.expect(422);
        assert!(refused.body.contains("once the parents have the letter"), "{}", refused.body);
        set_parents(server, &room, Parents::Agree).await;
        let refused = coach.post(&format!("{path}/open"), &[("parents", "")]).await.expect(422);
        assert!(refused.body.contains("have agreed"), "{}", refused.body);
        assert_eq!(server.detail(room.workshop).await.join_code, None);
        let letter = coach.get(&format!("{path}/letter")).await.expect(200);
        assert!(letter.body.contains("letter-slip") && !letter.body.contains("Confirmed"));
        coach.post(&format!("{path}/open"), &[("parents", "confirmed")]).await.expect(303);
        let letter = coach.get(&format!("{path}/letter")).await.expect(200);
        let confirmed = letter.between("Confirmed at opening on ", "</p>");
        assert_eq!(confirmed, "24 Mar 2026 by Person coach@example.org.");
    });
}

#[test]
fn sexting_opens_only_with_somebody_to_turn_to_who_can_be_named_here() {
    with_server(async |server| {
        let room = server.room().await;
        let coach = &room.coach.browser;
        let said = [("parents", "confirmed")];
        let known = sexting(server, &room, true).await;
        coach.post(&format!("/staff/workshops/{known}/open"), &said).await.expect(303);

        let unknown = sexting(server, &room, false).await;
        let path = format!("/staff/workshops/{unknown}");
        coach.get(&path).await.expect(200).between("name=\"safeguarding_person\"", ">");
        let refused = coach.post(&format!("{path}/open"), &said).await.expect(422);
        assert!(refused.body.contains("named safeguarding person"), "{}", refused.body);
        let mut fields =
            vec![("parents", "confirmed"), ("safeguarding_person", "The school’s nurse")];
        coach.post(&format!("{path}/open"), &fields).await.expect(422);
        fields.push(("safeguarding_phone", "000 11 22"));
        coach.post(&format!("{path}/open"), &fields).await.expect(303);
        let partners =
            project::service::list_partners(&server.state, room.coach.actor, room.project)
                .await
                .unwrap();
        let group = server.detail(unknown).await.plan.group;
        let group = partners[0].groups.iter().find(|one| one.id == group).unwrap();
        assert_eq!(group.facts.safeguarding_person, "The school’s nurse");
        assert_eq!(group.facts.safeguarding_phone, "000 11 22");
    });
}

#[test]
fn a_phone_reads_what_happens_with_the_answers() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let start = phone.get("/here").await.expect(200);
        assert!(start.body.contains("href=\"/privacy\""));
        let page = phone.get("/privacy").await.expect(200);
        for said in ["An organisation", "contact@example.org", "18 July 2027", "18 January 2027"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert_eq!(server.browser().get("/privacy").await.location(), "/");
        assert_eq!(server.count("participant").await, 0, "reading writes nothing");
    });
}

#[test]
fn settings_say_the_day_on_which_answers_go() {
    with_server(async |server| {
        let room = server.room().await;
        let path = format!("/staff/projects/{}/settings", room.project);
        let page = room.manager.browser.get(&path).await.expect(200);
        assert_eq!(
            page.between("id=\"deletion-day\" class=\"small\">", "</p>"),
            "Answers are deleted on 18 July 2027 at the latest."
        );
        assert!(page.body.contains("not yet read by a native speaker"));
        // A new group can only have a country of the project.
        let plan = format!("/staff/projects/{}/workshops/new", room.project);
        let form = room.coach.browser.get(&plan).await.expect(200);
        assert!(
            form.body.contains("<option value=\"be\"")
                && !form.body.contains("<option value=\"nl\"")
        );
        let partner = room.partner.to_string();
        room.coach.browser.post(&plan, &plan_fields("new", &partner)).await.expect(303);
    });
}
