//! Accounts and the links that open them.

use crate::support::{
    forms::{PASSWORD, path_of},
    server::with_server,
};
use app::{
    account::{model::NewStaff, service},
    error::{AppError, Problem},
    session::limits::Source,
};
use domain::actor::{Actor, InstallationRole};
use std::net::IpAddr;

fn new(email: &str, role: InstallationRole) -> NewStaff {
    NewStaff { email: email.to_owned(), name: " Anna  B ".to_owned(), role }
}

fn token(link: &str) -> &str {
    path_of(link).rsplit('/').next().unwrap()
}

#[test]
fn an_account_is_found_as_it_was_made() {
    with_server(async |server| {
        let state = &server.state;
        let link = service::add_account_unchecked(
            state,
            &new("Anna@Example.org", InstallationRole::Manager),
        )
        .await
        .unwrap();
        let owner = service::link_owner(state, token(&link)).await.unwrap();
        assert_eq!(
            (owner.email.as_str(), owner.name.as_str(), owner.role, owner.active),
            ("anna@example.org", "Anna B", InstallationRole::Manager, false)
        );
        service::set_password_by_link(state, token(&link), PASSWORD, None).await.unwrap();
        assert_eq!(service::link_owner(state, token(&link)).await, Err(AppError::NotFound));

        let actor = Actor::Staff { id: owner.id, role: owner.role };
        let own = service::own_account(state, actor).await.unwrap();
        assert!(own.active);
        let taken =
            service::add_account_unchecked(state, &new("ANNA@example.org", InstallationRole::None))
                .await;
        assert_eq!(taken, Err(AppError::field("email", Problem::Taken)));
        let admin = server.person("admin@example.org", InstallationRole::Admin).await;
        let names: Vec<_> = service::list_accounts(state, admin.actor)
            .await
            .unwrap()
            .into_iter()
            .map(|account| account.email)
            .collect();
        assert_eq!(names, ["anna@example.org", "admin@example.org"], "sorted by name");
    });
}

#[test]
fn a_link_by_sign_in_name_replaces_the_one_before() {
    with_server(async |server| {
        let state = &server.state;
        let first =
            service::add_account_unchecked(state, &new("anna@example.org", InstallationRole::None))
                .await
                .unwrap();
        let second = service::reset_by_email(state, " ANNA@example.org").await.unwrap();
        assert_eq!(service::link_owner(state, token(&first)).await, Err(AppError::NotFound));
        service::link_owner(state, token(&second)).await.unwrap();
        assert_eq!(
            service::reset_by_email(state, "nobody@example.org").await,
            Err(AppError::NotFound)
        );
        assert_eq!(server.count("sign_in_link").await, 1);
    });
}

#[test]
fn two_people_cannot_use_one_link() {
    with_server(async |server| {
        let state = &server.state;
        let link =
            service::add_account_unchecked(state, &new("anna@example.org", InstallationRole::None))
                .await
                .unwrap();
        let both = [
            service::set_password_by_link(state, token(&link), PASSWORD, None),
            service::set_password_by_link(state, token(&link), "four other words here", None),
        ];
        let [first, second] = both.map(Box::pin);
        let (first, second) = tokio::join!(first, second);
        assert_eq!(
            usize::from(first.is_ok()) + usize::from(second.is_ok()),
            1,
            "{first:?} {second:?}"
        );
        assert_eq!(server.count("staff_session").await, 1);
    });
}

#[test]
fn an_account_without_a_password_cannot_sign_in() {
    with_server(async |server| {
        let state = &server.state;
        service::add_account_unchecked(state, &new("anna@example.org", InstallationRole::None))
            .await
            .unwrap();
        let source = Source::of(IpAddr::from([127, 0, 0, 1]));
        for password in ["", PASSWORD, "no account has this password"] {
            let refused = service::sign_in(state, "anna@example.org", password, source, None)
                .await
                .map(|_| ());
            assert_eq!(refused, Err(AppError::field("password", Problem::WrongPassword)));
        }
        assert_eq!(server.count("staff_session").await, 0);
    });
}
