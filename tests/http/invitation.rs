//! Links that let people set a password, and who may make them for whom.

use crate::support::{
    forms::{PASSWORD, link_in},
    server::with_server,
};
use app::{account, account::model::NewStaff, project};
use domain::actor::{InstallationRole, ProjectRole};

#[test]
fn invitation_link_sets_a_password_once() {
    with_server(async |server| {
        let room = server.room().await;
        let project = format!("/staff/projects/{}", room.project);
        let path = room.manager.browser.invite(&project, "new@example.org").await;
        let coach = server.browser();
        coach.get(&path).await.expect(200);
        coach.choose_password(&path, "short").await.expect(422);
        assert_eq!(coach.choose_password(&path, PASSWORD).await.location(), "/staff");
        coach.get(&project).await.expect(200);

        let thief = server.browser();
        assert_eq!(thief.choose_password(&path, "four stolen words here").await.location(), path);
        assert_eq!(thief.cookie("mis_staff"), None);
        assert!(!thief.get(&path).await.body.contains("name=\"password\""));
        server.browser().sign_in("new@example.org", PASSWORD).await.expect(303);
    });
}

#[test]
fn links_are_void_after_a_week_and_after_the_next_one() {
    with_server(async |server| {
        let room = server.room().await;
        let project = format!("/staff/projects/{}", room.project);
        let first = room.manager.browser.invite(&project, "new@example.org").await;
        let second = room.manager.browser.invite(&project, "new@example.org").await;
        assert_ne!(first, second);
        assert_eq!(server.browser().choose_password(&first, PASSWORD).await.location(), first);
        server.pass_minutes(7 * 24 * 60);
        assert_eq!(server.browser().choose_password(&second, PASSWORD).await.location(), second);
        server.sign_in_again(&room.manager).await;
        let third = room.manager.browser.invite(&project, "new@example.org").await;
        assert_eq!(server.browser().choose_password(&third, PASSWORD).await.location(), "/staff");
    });
}

#[test]
fn manager_makes_a_new_link_for_a_coach_who_forgot() {
    with_server(async |server| {
        let room = server.room().await;
        let path = format!("/staff/projects/{}/people/{}/link", room.project, room.coach.id);
        let page = room.manager.browser.post(&path, &[]).await.expect(200);
        let coach = server.browser();
        assert_eq!(coach.choose_password(&link_in(&page), PASSWORD).await.location(), "/staff");
        assert_eq!(
            room.coach.browser.get("/staff").await.location(),
            "/sign-in",
            "the old session goes on"
        );
        coach.post(&path, &[]).await.expect(403);
    });
}

#[test]
fn manager_cannot_reset_somebody_with_rights_elsewhere() {
    with_server(async |server| {
        let room = server.room().await;
        let state = &server.state;
        let other = server.room_named("other-").await;
        let links = server.count("sign_in_link").await;
        let reset = async |id| {
            room.manager
                .browser
                .post(&format!("/staff/projects/{}/people/{id}/link", room.project), &[])
                .await
        };

        // A coach of another manager's project too.
        project::service::invite_member(
            state,
            other.manager.actor,
            other.project,
            &room.coach.email,
            "",
            ProjectRole::Coach,
        )
        .await
        .unwrap();
        // A link the first manager handed out must not open the other project: it is void now.
        assert_eq!(server.count("sign_in_link").await, links - 1);
        reset(room.coach.id).await.expect(409);
        // Somebody with a role for the installation.
        let admin = server.person("admin@example.org", InstallationRole::Admin).await;
        project::service::invite_member(
            state,
            room.manager.actor,
            room.project,
            &admin.email,
            "",
            ProjectRole::Coach,
        )
        .await
        .unwrap();
        reset(admin.id).await.expect(409);
        // Somebody who is not in the project at all.
        reset(other.coach.id).await.expect(404);
        assert_eq!(server.count("sign_in_link").await, links - 1);

        // Once the coach has left the other project, the manager oversees all there is.
        project::service::remove_member(state, other.manager.actor, other.project, room.coach.id)
            .await
            .unwrap();
        reset(room.coach.id).await.expect(200);
    });
}

#[test]
fn inviting_somebody_with_rights_elsewhere_gives_no_link() {
    with_server(async |server| {
        let room = server.room().await;
        // Never used their link, and may create projects: only the administrator makes links for them.
        let new = NewStaff {
            email: "boss@example.org".to_owned(),
            name: "Boss".to_owned(),
            role: InstallationRole::Admin,
        };
        account::service::add_account_unchecked(&server.state, &new).await.unwrap();
        let people = format!("/staff/projects/{}/people", room.project);
        let page = room
            .manager
            .browser
            .post(&people, &[("email", "boss@example.org"), ("name", ""), ("role", "coach")])
            .await;
        assert!(!page.expect(200).body.contains("/welcome/"));
    });
}

#[test]
fn a_removed_coach_is_a_stranger_and_somebody_always_manages() {
    with_server(async |server| {
        let room = server.room().await;
        let remove = async |id| {
            room.manager
                .browser
                .post(&format!("/staff/projects/{}/people/{id}/remove", room.project), &[])
                .await
        };
        remove(room.manager.id).await.expect(409);
        remove(room.coach.id).await.expect(303);
        room.coach.browser.get(&format!("/staff/projects/{}", room.project)).await.expect(404);
        room.coach.browser.get(&format!("/staff/workshops/{}", room.workshop)).await.expect(404);
        room.manager.browser.get(&format!("/staff/workshops/{}", room.workshop)).await.expect(200);
    });
}
