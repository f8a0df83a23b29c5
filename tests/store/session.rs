//! Staff sessions and facts about the installation.

use crate::support::server::with_server;
use app::session::{self, token::Token};
use domain::actor::{Actor, InstallationRole};

#[test]
fn a_session_is_found_by_its_token_and_ends_once() {
    with_server(async |server| {
        let person = server.person("coach@example.org", InstallationRole::None).await;
        let cookie = person.browser.cookie("mis_staff");
        let actor = async |cookie: Option<&str>| {
            let (rules, now) = (server.state.settings.sessions, server.state.clock.now());
            session::service::actor(&server.state.db, rules, now, cookie).await.unwrap()
        };
        assert_eq!(actor(cookie.as_deref()).await, person.actor);
        assert_eq!(actor(Some(&Token::random().text())).await, Actor::Nobody);
        assert_eq!(actor(Some("no token")).await, Actor::Nobody);
        assert_eq!(actor(None).await, Actor::Nobody);
        session::service::end(&server.state.db, cookie.as_deref()).await.unwrap();
        assert_eq!(actor(cookie.as_deref()).await, Actor::Nobody);
    });
}
