//! Setting up, signing in and out, and how long a session lives.

use crate::support::{
    browser::Reply,
    forms::{PASSWORD, path_of, project_fields},
    server::{TestServer, with_server},
};
use app::{account, account::model::NewStaff, workshop};
use domain::{actor::InstallationRole, workshop::WorkshopState};

async fn account_with_password(server: &TestServer, email: &str) {
    let new = NewStaff {
        email: email.to_owned(),
        name: "A coach".to_owned(),
        role: InstallationRole::None,
    };
    account::service::add_demonstration_account(&server.state, &new, PASSWORD).await.unwrap();
}

/// A page without what differs each time.
fn settled(page: &Reply, email: &str) -> String {
    let mut rest = page.body.replace(email, "EMAIL");
    while let Some((before, after)) = rest.split_once("nonce=\"") {
        let (_, after) = after.split_once('"').unwrap();
        rest = format!("{before}{after}");
    }
    rest
}

#[test]
fn set_up_link_makes_one_administrator() {
    with_server(async |server| {
        let link = account::service::setup_link(&server.state).await.unwrap().unwrap();
        let path = path_of(&link);
        let admin = server.browser();
        admin.get(path).await.expect(200);
        let refused = admin
            .post(path, &[("email", "admin@example.org"), ("name", "Admin"), ("password", "short")])
            .await;
        assert!(refused.expect(422).body.contains("admin@example.org"), "what was typed is gone");
        assert_eq!(admin.set_up(path, "admin@example.org").await.location(), "/staff");
        admin.get("/staff/accounts").await.expect(200);

        let second = server.browser();
        assert_eq!(second.set_up(path, "second@example.org").await.location(), path);
        assert_eq!(second.cookie("mis_staff"), None);
        assert!(
            !second.get(path).await.body.contains("name=\"password\""),
            "a used link still shows its form"
        );
        assert_eq!(server.count("staff").await, 1);
        assert_eq!(account::service::setup_link(&server.state).await.unwrap(), None);
    });
}

#[test]
fn set_up_link_is_void_after_a_day() {
    with_server(async |server| {
        let link = account::service::setup_link(&server.state).await.unwrap().unwrap();
        server.pass_minutes(24 * 60 + 1);
        let browser = server.browser();
        assert_eq!(
            browser.set_up(path_of(&link), "admin@example.org").await.location(),
            path_of(&link)
        );
        assert_eq!(server.count("staff").await, 0);
    });
}

#[test]
fn wrong_password_and_unknown_name_get_the_same_answer() {
    with_server(async |server| {
        account_with_password(server, "coach@example.org").await;
        let browser = server.browser();
        let wrong = browser.sign_in("coach@example.org", "four other words here").await.expect(422);
        let unknown = browser.sign_in("nobody@example.org", PASSWORD).await.expect(422);
        let no_address = browser.sign_in("nobody", PASSWORD).await.expect(422);
        assert_eq!(settled(&wrong, "coach@example.org"), settled(&unknown, "nobody@example.org"));
        assert_eq!(settled(&wrong, "coach@example.org"), settled(&no_address, "nobody"));
        assert_eq!(browser.cookie("mis_staff"), None);
        assert!(!wrong.body.contains("four other words"), "a password came back");

        let right = browser.sign_in(" Coach@Example.org ", PASSWORD).await;
        assert_eq!(right.location(), "/staff");
        let cookie = right.headers["set-cookie"].to_str().unwrap();
        assert!(
            cookie.contains("HttpOnly")
                && cookie.contains("SameSite=Lax")
                && !cookie.contains("Max-Age"),
            "{cookie}"
        );
        browser.get("/staff").await.expect(200);
    });
}

#[test]
fn signing_out_ends_the_session_on_the_server() {
    with_server(async |server| {
        let person = server.person("coach@example.org", InstallationRole::None).await;
        let token = person.browser.cookie("mis_staff").unwrap();
        assert_eq!(person.browser.post("/staff/sign-out", &[]).await.location(), "/sign-in");
        assert_eq!(person.browser.cookie("mis_staff"), None);
        person.browser.set_cookie("mis_staff", &token);
        assert_eq!(person.browser.get("/staff").await.location(), "/sign-in");
    });
}

#[test]
fn signing_out_everywhere_ends_other_sessions_of_that_person_only() {
    with_server(async |server| {
        let person = server.person("coach@example.org", InstallationRole::None).await;
        let other = server.person("other@example.org", InstallationRole::None).await;
        let laptop = server.browser();
        laptop.set_cookie("mis_staff", &person.browser.cookie("mis_staff").unwrap());
        server.sign_in_again(&person).await;
        laptop.get("/staff").await.expect(200);
        assert_eq!(
            person.browser.post("/staff/sign-out-everywhere", &[]).await.location(),
            "/sign-in"
        );
        assert_eq!(laptop.get("/staff").await.location(), "/sign-in");
        other.browser.get("/staff").await.expect(200);
    });
}

#[test]
fn changing_the_password_ends_other_sessions_and_needs_the_old_one() {
    with_server(async |server| {
        account_with_password(server, "coach@example.org").await;
        let (phone, laptop) = (server.browser(), server.browser());
        phone.sign_in("coach@example.org", PASSWORD).await.expect(303);
        laptop.sign_in("coach@example.org", PASSWORD).await.expect(303);
        let change = async |current: &str| {
            phone
                .post(
                    "/staff/account/password",
                    &[("current", current), ("new", "four louder words here")],
                )
                .await
        };
        change("not the old one at all").await.expect(422);
        laptop.get("/staff").await.expect(200);
        change(PASSWORD).await.expect(303);
        phone.get("/staff").await.expect(200);
        assert_eq!(laptop.get("/staff").await.location(), "/sign-in");
        laptop.sign_in("coach@example.org", PASSWORD).await.expect(422);
        laptop.sign_in("coach@example.org", "four louder words here").await.expect(303);
    });
}

#[test]
fn idle_sessions_end_and_used_ones_go_on() {
    with_server(async |server| {
        let coach = server.person("coach@example.org", InstallationRole::None).await;
        for _ in 0..3 {
            server.pass_minutes(59);
            coach.browser.get("/staff").await.expect(200);
        }
        server.pass_minutes(62);
        assert_eq!(coach.browser.get("/staff").await.location(), "/sign-in");
    });
}

#[test]
fn an_administrators_session_is_shorter() {
    with_server(async |server| {
        let admin = server.person("admin@example.org", InstallationRole::Admin).await;
        server.pass_minutes(19);
        admin.browser.get("/staff").await.expect(200);
        server.pass_minutes(22);
        assert_eq!(admin.browser.get("/staff").await.location(), "/sign-in");
    });
}

#[test]
fn coach_with_an_open_workshop_stays_signed_in_up_to_twelve_hours() {
    with_server(async |server| {
        let room = server.open_room().await;
        server.pass_minutes(5 * 60);
        room.coach.browser.get("/staff").await.expect(200);
        server.pass_minutes(6 * 60 + 50);
        room.coach.browser.get("/staff").await.expect(200);
        server.pass_minutes(11);
        assert_eq!(room.coach.browser.get("/staff").await.location(), "/sign-in");

        server.sign_in_again(&room.coach).await;
        workshop::service::set_state(
            &server.state,
            room.coach.actor,
            room.workshop,
            WorkshopState::Closed,
        )
        .await
        .unwrap();
        server.pass_minutes(62);
        assert_eq!(room.coach.browser.get("/staff").await.location(), "/sign-in");
    });
}

#[test]
fn only_administrators_keep_accounts() {
    with_server(async |server| {
        let manager = server.person("manager@example.org", InstallationRole::Manager).await;
        let admin = server.person("admin@example.org", InstallationRole::Admin).await;
        manager.browser.get("/staff/accounts").await.expect(403);
        let fields = [("email", "new@example.org"), ("name", "New"), ("role", "admin")];
        manager.browser.post("/staff/accounts", &fields).await.expect(403);
        manager.browser.post(&format!("/staff/accounts/{}/link", admin.id), &[]).await.expect(403);
        assert_eq!(server.count("staff").await, 2);
        assert_eq!(server.count("sign_in_link").await, 0);

        let path = admin.browser.add_account("new@example.org", "manager").await;
        let newcomer = server.browser();
        assert_eq!(newcomer.choose_password(&path, PASSWORD).await.location(), "/staff");
        newcomer.get("/staff/projects/new").await.expect(200);
        let taken = admin.browser.post("/staff/accounts", &fields).await.expect(422);
        assert!(taken.body.contains("new@example.org"));
        admin.browser.post(&format!("/staff/accounts/{}/link", manager.id), &[]).await.expect(200);
    });
}

#[test]
fn who_may_not_create_projects_cannot() {
    with_server(async |server| {
        let coach = server.person("coach@example.org", InstallationRole::None).await;
        let fields = crate::support::forms::project_fields("Mine");
        coach.browser.post("/staff/projects/new", &fields).await.expect(403);
        assert_eq!(server.count("project").await, 0);
    });
}

#[test]
fn a_project_names_a_contact_that_reaches_somebody() {
    with_server(async |server| {
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.browser;
        let fields = |contact| {
            let mut fields = project_fields("Safe together");
            fields.retain(|(name, _)| *name != "contact");
            fields.push(("contact", contact));
            fields
        };
        let refused = manager.post("/staff/projects/new", &fields("abc")).await.expect(422);
        assert!(refused.body.contains("phone number or a web address"), "{}", refused.body);
        manager.post("/staff/projects/new", &fields("Office: +32 2 000 00 00")).await.expect(303);
    });
}
