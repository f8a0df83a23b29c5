//! A trial on the local network, asked from another address than this machine's own.

use crate::support::{
    browser::{Browser, FORM},
    engine::TestDatabase,
    engine::runtime,
    program::Program,
    server::with_changed_server,
};
use domain::locale::Language;
use http::Method;
use server::router::page_list;
use std::net::{Ipv4Addr, SocketAddr};

const BANNER: &str = "class=\"lan-banner\"";

#[test]
fn only_a_demonstration_is_served_on_the_local_network() {
    let database = TestDatabase::sqlite();
    let path = database.url().strip_prefix("sqlite:").unwrap().to_owned();
    let trial = ["serve", "--trial-lan", "--listen", "127.0.0.1:0"];
    let (code, text) = Program::run(&database, &trial, &[]);
    assert!(code == 1 && text.contains("demo"), "{text}");
    assert!(!std::path::Path::new(&path).exists(), "a database was made");

    assert_eq!(Program::run(&database, &["migrate"], &[]).0, 0);
    let (code, text) = Program::run(&database, &trial, &[]);
    assert!(code == 1 && text.contains("not encrypted"), "{text}");
}

#[test]
fn a_phone_on_the_same_network_takes_part() {
    let database = TestDatabase::sqlite();
    assert_eq!(Program::run(&database, &["demo"], &[]).0, 0);
    let program = Program::serve_with(&database, &["--trial-lan", "--listen", "127.0.0.1:0"], &[]);
    assert!(program.address.ip().is_unspecified());
    let port = program.address.port();
    let printed = &program.printed;
    assert!(printed.contains("TRIAL ON THIS NETWORK") && printed.contains('█'), "{printed}");
    let (_, rest) = printed.split_once("network open http://").unwrap();
    let shown: SocketAddr = rest.split('/').next().unwrap().parse().unwrap();
    assert_eq!(shown.port(), port);
    for address in [SocketAddr::from((Ipv4Addr::new(127, 0, 0, 2), port)), shown] {
        runtime().block_on(take_part(address, shown));
    }
}

/// As a phone's browser over plain HTTP: it says `Origin`, and never `Sec-Fetch-Site`.
async fn take_part(address: SocketAddr, shown: SocketAddr) {
    let (phone, origin) = (Browser::new(address), format!("http://{address}"));
    let post = async |phone: &Browser, path: &str, kind: &str, origin: &str, body: &str| {
        let headers = [("content-type", kind), ("origin", origin), ("accept", "application/json")];
        phone.send(Method::POST, path, &headers, body.to_owned()).await.unwrap()
    };
    let front = phone.get("/").await.expect(200);
    assert!(front.body.contains(BANNER) && front.body.contains("\"/demonstration\""));
    assert!(!front.headers.contains_key("strict-transport-security"));

    let door = post(&phone, "/demonstration", FORM, &origin, "door=participant").await;
    let joined = phone.get(door.location()).await;
    assert_eq!(joined.location(), "/here");
    let cookie = joined.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.starts_with("mis_p=") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(cookie.contains("SameSite=Lax") && !cookie.contains("Secure"), "{cookie}");
    assert!(phone.get("/here").await.expect(200).body.contains(BANNER));

    let answer = crate::support::forms::saving(
        "before",
        "Q5",
        "00000000000040008000000000000001",
        &[],
        "true",
    )
    .to_string();
    let json = "application/json";
    post(&phone, "/api/here/answer", json, "http://203.0.113.9:3000", &answer).await.expect(403);
    post(&phone, "/api/here/answer", json, &origin, &answer).await.expect(200);
    let form = post(&phone, "/here", FORM, &origin, "wave=before&Q6=false").await;
    assert_eq!(form.location(), "/here");

    let coach = Browser::new(address);
    let door = post(&coach, "/demonstration", FORM, &origin, "door=coach").await;
    assert!(coach.cookie("mis_staff").is_some());
    let page = coach.get(door.location()).await.expect(200);
    assert!(
        page.body.contains(BANNER) && page.body.contains(&shown.to_string()),
        "codes lead elsewhere"
    );
}

#[test]
fn every_page_says_that_this_is_a_trial() {
    with_changed_server(
        |config| config.http.trial_lan = true,
        async |server| {
            let room = server.open_room().await;
            let phone = server.phone(room.workshop).await;
            let (mut seen, mut texts) = (Vec::new(), Vec::new());
            for page in page_list(&server.state) {
                let path = page
                    .path()
                    .replace("{project}", &room.project.to_string())
                    .replace("{workshop}", &room.workshop.to_string());
                for browser in [&phone, &room.manager.browser, &room.coach.browser] {
                    let page = browser.get(&path).await;
                    if !page.status.is_redirection() && page.body.contains("<html") {
                        assert!(page.body.contains(BANNER), "{path} ({})", page.status);
                        seen.extend((page.status == 200).then(|| path.clone()));
                    }
                }
            }
            seen.dedup();
            assert!(seen.len() >= 10, "{seen:?}");
            for language in Language::ALL {
                phone.set_cookie("lang", language.code());
                texts.push(phone.get("/").await.between(BANNER, "<"));
            }
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), Language::ALL.len(), "{texts:?}");
        },
    );
}
