//! Projects, partners, groups, members.

use crate::support::{
    seed::{facts, group_facts},
    server::with_server,
};
use app::{
    error::{AppError, FieldError, Problem},
    project::{model::Invitation, service},
};
use domain::{
    actor::{InstallationRole, ProjectRole},
    age::AgeBand,
    locale::Language,
};

#[test]
fn a_project_comes_back_as_it_was_written() {
    with_server(async |server| {
        let state = &server.state;
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.actor;
        let mut wanted = facts("Überall sicher – 安全 'quoted'");
        let id = service::create_project(state, manager, &wanted).await.unwrap();
        let found = service::find_project(state, manager, id).await.unwrap();
        assert_eq!(
            (found.facts, found.role, found.open),
            (wanted.clone(), ProjectRole::Manager, true)
        );

        wanted.languages = vec![Language::Nl, Language::De];
        wanted.countries = vec!["be".to_owned()];
        wanted.funder = String::new();
        wanted.retention_months = 12;
        wanted.ends_on = wanted.ends_on.plus_days(9);
        service::update_project(state, manager, id, &wanted).await.unwrap();
        assert_eq!(service::find_project(state, manager, id).await.unwrap().facts, wanted);
        let list = service::list_projects(state, manager).await.unwrap();
        assert_eq!(
            list.iter()
                .map(|project| (project.id, project.name.clone(), project.open))
                .collect::<Vec<_>>(),
            [(id, wanted.name, true)]
        );
    });
}

#[test]
fn facts_that_do_not_fit_together_are_all_told_and_nothing_is_kept() {
    with_server(async |server| {
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.actor;
        let mut wrong = facts("Wrong");
        wrong.ends_on = wrong.starts_on.plus_days(-1);
        wrong.languages.clear();
        wrong.countries = vec!["zz".to_owned()];
        wrong.retention_months = 7;
        let problems = vec![
            FieldError::new("ends_on", Problem::EndsBeforeStart),
            FieldError::new("countries", Problem::NoHelpline),
            FieldError::new("languages", Problem::Required),
            FieldError::new("retention_months", Problem::NotAChoice),
        ];
        assert_eq!(
            service::create_project(&server.state, manager, &wrong).await,
            Err(AppError::Invalid(problems))
        );
        assert_eq!(server.count("project").await, 0);
    });
}

#[test]
fn partners_and_groups_come_back_sorted_with_their_facts() {
    with_server(async |server| {
        let state = &server.state;
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.actor;
        let id = service::create_project(state, manager, &facts("Safe")).await.unwrap();
        let west = service::add_partner(state, manager, id, "West").await.unwrap();
        let east = service::add_partner(state, manager, id, "East").await.unwrap();
        let mut facts = group_facts("Group b");
        facts.age_band = AgeBand::From16;
        service::add_group(state, manager, id, west, &facts).await.unwrap();
        service::add_group(state, manager, id, west, &group_facts("Group a")).await.unwrap();
        let partners = service::list_partners(state, manager, id).await.unwrap();
        assert_eq!(
            partners.iter().map(|partner| (partner.id, partner.name.as_str())).collect::<Vec<_>>(),
            [(east, "East"), (west, "West")]
        );
        assert!(partners[0].groups.is_empty());
        let groups: Vec<_> = partners[1].groups.iter().map(|group| group.facts.clone()).collect();
        assert_eq!(groups, [group_facts("Group a"), facts.clone()]);
        facts.country = "zz".to_owned();
        let refused = service::add_group(state, manager, id, west, &facts).await.map(|_| ());
        assert_eq!(refused, Err(AppError::field("country", Problem::NoHelpline)));
    });
}

#[test]
fn members_are_listed_managers_first_and_may_change_role() {
    with_server(async |server| {
        let room = server.room().await;
        let state = &server.state;
        let manager = room.manager.actor;
        let invited = service::invite_member(
            state,
            manager,
            room.project,
            "new@example.org",
            "A new one",
            ProjectRole::Coach,
        )
        .await
        .unwrap();
        assert!(matches!(invited, Invitation::Link(_)));
        let itself = service::invite_member(
            state,
            manager,
            room.project,
            &room.manager.email,
            "",
            ProjectRole::Coach,
        )
        .await;
        assert_eq!(itself, Err(AppError::field("email", Problem::Taken)));
        let roles = async || {
            let members = service::list_members(state, manager, room.project).await.unwrap();
            members.into_iter().map(|member| (member.staff.email, member.role)).collect::<Vec<_>>()
        };
        assert_eq!(
            roles().await,
            [
                ("manager@example.org".to_owned(), ProjectRole::Manager),
                ("new@example.org".to_owned(), ProjectRole::Coach),
                ("coach@example.org".to_owned(), ProjectRole::Coach),
            ]
        );
        service::invite_member(
            state,
            manager,
            room.project,
            &room.coach.email,
            "",
            ProjectRole::Manager,
        )
        .await
        .unwrap();
        service::remove_member(state, room.coach.actor, room.project, room.manager.id)
            .await
            .unwrap();
        let members = service::list_members(state, room.coach.actor, room.project).await.unwrap();
        assert_eq!((members.len(), members[0].staff.id), (2, room.coach.id));
        assert_eq!(
            service::list_members(state, manager, room.project).await,
            Err(AppError::NotFound)
        );
    });
}

#[test]
fn closing_takes_the_key_behind_the_cards_and_reopening_makes_another() {
    with_server(async |server| {
        let state = &server.state;
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.actor;
        let id = service::create_project(state, manager, &facts("Safe")).await.unwrap();
        let key = async || {
            service::card_key(&mut state.db.read().await.unwrap().conn(), id).await.unwrap()
        };
        let first = key().await.unwrap();
        assert_eq!(first.len(), 32);
        service::set_project_open(state, manager, id, false).await.unwrap();
        assert_eq!(key().await, None);
        assert!(!service::list_projects(state, manager).await.unwrap()[0].open);
        service::set_project_open(state, manager, id, true).await.unwrap();
        assert!(key().await.is_some_and(|key| key != first));
    });
}
