//! For a stranger, somebody else's project and workshop do not exist: every address of the staff
//! answers as it does for one that never was.
//!
//! Pages come from the server's own list; forms and pictures are read off the features' sources, so a
//! new one is tested as soon as it is written.

use crate::support::{
    browser::{Browser, FORM, Reply},
    forms::{plan_fields, project_fields},
    seed::Room,
    server::{TestServer, with_server},
};
use app::workshop::{self, model::Confirmation};
use domain::actor::InstallationRole;
use http::Method;
use std::path::Path;
use uuid::Uuid;

/// A staff address: method and template.
type Address = (Method, String);

/// Every staff address inside a project or workshop.
fn addresses(server: &TestServer) -> Vec<Address> {
    let pages = server::router::page_list(&server.state)
        .into_iter()
        .map(|page| (Method::GET, page.path().to_owned()));
    let mut addresses: Vec<Address> = pages.chain(form_addresses()).collect();
    addresses.retain(|(_, path)| path.contains("{project}") || path.contains("{workshop}"));
    let steps = [
        "open",
        "lock",
        "unlock",
        "close",
        "close-wave",
        "undo",
        "open-after",
        "join-cap",
        "headcount",
        "again",
    ];
    let (with_step, mut rest): (Vec<_>, Vec<_>) =
        addresses.into_iter().partition(|(_, path)| path.contains("{step}"));
    for (method, path) in with_step {
        rest.extend(steps.map(|step| (method.clone(), path.replace("{step}", step))));
    }
    rest
}

/// Routes in the sources of the features.
fn form_addresses() -> Vec<Address> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("app/src");
    let mut found = Vec::new();
    for feature in std::fs::read_dir(app).unwrap() {
        let Ok(text) = std::fs::read_to_string(feature.unwrap().path().join("forms.rs")) else {
            continue;
        };
        for route in text.split(".route(").skip(1) {
            let (_, rest) = route.split_once('"').unwrap();
            let (path, handler) = rest.split_once('"').unwrap();
            let handler = handler.trim_start_matches([',', ' ', '\n']);
            let method = if handler.starts_with("get(") { Method::GET } else { Method::POST };
            found.push((method, path.to_owned()));
        }
    }
    found
}

fn filled(template: &str, project: &str, workshop: &str, staff: &str) -> String {
    let path = template
        .replace("{project}", project)
        .replace("{workshop}", workshop)
        .replace("{staff}", staff);
    path.replace("{file}", "results.csv")
}

async fn ask(browser: &Browser, method: &Method, path: &str, room: &Room) -> Reply {
    if *method == Method::GET {
        return browser.get(path).await;
    }
    let (group, partner) = (room.group.to_string(), room.partner.to_string());
    let mut fields = project_fields("Taken over");
    fields.extend(plan_fields(&group, &partner));
    fields.extend([
        ("partner_name", "A partner"),
        ("wave", "before"),
        ("number", "1"),
        ("headcount", "3"),
        ("email", "x@example.org"),
        ("role", "coach"),
    ]);
    browser
        .send(
            Method::POST,
            path,
            &[("content-type", FORM)],
            crate::support::browser::encode(&fields),
        )
        .await
        .unwrap()
}

/// The whole database as text would be too much: what a stranger could have changed.
async fn fingerprint(server: &TestServer, room: &Room) -> String {
    let detail = server.detail(room.workshop).await;
    let mut counts = Vec::new();
    for table in [
        "staff",
        "project",
        "project_member",
        "partner",
        "partner_group",
        "workshop",
        "sign_in_link",
        "workshop_meeting",
    ] {
        counts.push((table, server.count(table).await));
    }
    let project =
        app::project::service::find_project(&server.state, room.manager.actor, room.project)
            .await
            .unwrap();
    format!("{detail:?} {counts:?} {project:?}")
}

fn without_numbers(page: &Reply, path: &str, ids: &[&str]) -> String {
    let mut text = page.body.replace(path, "PATH");
    for id in ids {
        text = text.replace(id, "ID");
    }
    let pieces: Vec<&str> = text
        .split("nonce=\"")
        .map(|piece| piece.split_once('"').map_or(piece, |(_, rest)| rest))
        .collect();
    format!("{} {}", page.status, pieces[1..].concat())
}

#[test]
fn a_strangers_project_and_workshop_do_not_exist() {
    with_server(async |server| {
        let room = server.open_room().await;
        let strangers = [
            server.person("stranger@example.org", InstallationRole::Manager).await,
            server.person("admin@example.org", InstallationRole::Admin).await,
        ];
        let addresses = addresses(server);
        assert!(addresses.len() > 30, "{addresses:?}");
        let (project, workshop, staff) =
            (room.project.to_string(), room.workshop.to_string(), room.coach.id.to_string());
        let nothing = Uuid::new_v4().simple().to_string();
        let before = fingerprint(server, &room).await;
        for stranger in &strangers {
            for (method, template) in &addresses {
                let path = filled(template, &project, &workshop, &staff);
                let answer = ask(&stranger.browser, method, &path, &room).await;
                assert_eq!(answer.status, 404, "{method} {path}");
                let nowhere = filled(template, &nothing, &nothing, &nothing);
                let never = ask(&stranger.browser, method, &nowhere, &room).await;
                let ids = [project.as_str(), &workshop, &staff, &nothing];
                assert_eq!(
                    without_numbers(&answer, &path, &ids),
                    without_numbers(&never, &nowhere, &ids),
                    "{method} {template}"
                );
            }
        }
        assert_eq!(fingerprint(server, &room).await, before);
    });
}

#[test]
fn nobody_is_sent_to_sign_in_and_changes_nothing() {
    with_server(async |server| {
        let room = server.open_room().await;
        let (project, workshop, staff) =
            (room.project.to_string(), room.workshop.to_string(), room.coach.id.to_string());
        let before = fingerprint(server, &room).await;
        let nobody = server.browser();
        for (method, template) in addresses(server) {
            let path = filled(&template, &project, &workshop, &staff);
            let answer = ask(&nobody, &method, &path, &room).await;
            let sent = answer.status == 303 && answer.headers["location"] == "/sign-in";
            // Pictures and downloads have no page to send to.
            assert!(sent || answer.status == 401, "{method} {path}: {}", answer.status);
        }
        for page in server::router::page_list(&server.state) {
            let path = page.path();
            if path.starts_with("/staff") && !path.contains('{') {
                assert_eq!(nobody.get(path).await.location(), "/sign-in", "{path}");
            }
        }
        assert_eq!(fingerprint(server, &room).await, before);
    });
}

#[test]
fn members_reach_all_pages_that_strangers_do_not() {
    with_server(async |server| {
        let room = server.open_room().await;
        let (project, workshop) = (room.project.to_string(), room.workshop.to_string());
        // The console belongs to a workshop that runs step by step.
        let steps = server.room_named("steps-").await;
        let said = Confirmation { steps: true, ..Confirmation::letter_given() };
        workshop::service::open_workshop(&server.state, steps.coach.actor, steps.workshop, &said)
            .await
            .unwrap();
        for page in server::router::page_list(&server.state) {
            let template = page.path();
            if template.ends_with("workshops/{workshop}/run") {
                let path = filled(template, "", &steps.workshop.to_string(), "");
                steps.manager.browser.get(&path).await.expect(200);
                continue;
            }
            // Results come once a wave has closed.
            if !template.starts_with("/staff/projects/{project}")
                && !template.starts_with("/staff/workshops")
                || template.ends_with("workshops/{workshop}/results")
            {
                continue;
            }
            let path = filled(template, &project, &workshop, "");
            room.manager.browser.get(&path).await.expect(200);
        }
    });
}

#[test]
fn a_coach_sees_no_project_results_and_changes_no_project() {
    with_server(async |server| {
        let room = server.room().await;
        let project = format!("/staff/projects/{}", room.project);
        let coach = &room.coach.browser;
        coach.get(&project).await.expect(200);
        coach.get(&format!("{project}/results")).await.expect(403);
        coach.post(&format!("{project}/settings"), &project_fields("Mine now")).await.expect(403);
        coach.post(&format!("{project}/partners"), &[("partner_name", "Mine")]).await.expect(403);
        coach
            .post(
                &format!("{project}/people"),
                &[("email", "x@example.org"), ("name", "X"), ("role", "coach")],
            )
            .await
            .expect(403);
        coach.post(&format!("{project}/close"), &[]).await.expect(403);
    });
}

#[test]
fn a_group_of_another_project_cannot_be_planned_with() {
    with_server(async |server| {
        let room = server.room().await;
        let other = server.room_named("other-").await;
        let (group, partner) = (other.group.to_string(), other.partner.to_string());
        let path = format!("/staff/projects/{}/workshops/new", room.project);
        room.coach.browser.post(&path, &plan_fields(&group, &partner)).await.expect(422);
        room.coach.browser.post(&path, &plan_fields("new", &partner)).await.expect(422);
        assert_eq!(server.count("workshop").await, 2);
        assert_eq!(server.count("partner_group").await, 2);
    });
}
