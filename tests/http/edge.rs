//! What every answer carries, and what is refused at the door.

use crate::support::{
    browser::{FORM, Reply},
    server::{TestServer, with_server},
};
use http::Method;

async fn post(server: &TestServer, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    server.browser().send(Method::POST, path, headers, body.to_owned()).await.unwrap()
}

#[test]
fn every_answer_carries_the_security_headers() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let coach = &room.coach.browser;
        let workshop = format!("/staff/workshops/{}", room.workshop);
        let replies = [
            phone.get("/").await.expect(200),
            phone.get("/here").await.expect(200),
            phone.get("/help").await.expect(200),
            phone.get("/nothing/here").await.expect(404),
            phone.join("222222").await.expect(422),
            phone.send_form("before", &[("Q5", "true")]).await.expect(303),
            coach.get("/staff").await.expect(200),
            coach.get(&workshop).await.expect(200),
            coach.get(&format!("{workshop}/qr.svg")).await.expect(200),
            server.browser().get("/livez").await.expect(200),
            server.browser().get("/readyz").await.expect(200),
        ];
        for reply in replies {
            let header = |name: &str| {
                reply.headers.get(name).unwrap_or_else(|| panic!("no {name}")).to_str().unwrap()
            };
            let policy = header("content-security-policy");
            for part in [
                "default-src 'none'",
                "frame-ancestors 'none'",
                "form-action 'self'",
                "base-uri 'none'",
            ] {
                assert!(policy.contains(part), "{policy}");
            }
            assert!(
                !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
                "{policy}"
            );
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("referrer-policy"), "same-origin");
            assert_eq!(header("cache-control"), "no-store");
            assert!(header("x-request-id").len() == 16);
            assert!(
                !reply.headers.contains_key("x-csp-nonce")
                    && !reply.headers.contains_key("strict-transport-security")
            );
        }
    });
}

#[test]
fn only_scripts_with_this_answers_nonce_are_allowed() {
    with_server(async |server| {
        let mut seen = Vec::new();
        for path in ["/", "/help", "/sign-in", "/"] {
            let page = server.browser().get(path).await.expect(200);
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            let (_, rest) =
                policy.split_once("'nonce-").unwrap_or_else(|| panic!("{path}: {policy}"));
            let nonce = rest.split('\'').next().unwrap().to_owned();
            for script in page.body.split("<script").skip(1) {
                let tag = script.split('>').next().unwrap();
                assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
            }
            assert!(!page.body.contains(" style=\""), "{path} has an inline style");
            assert!(!page.body.contains(" onclick="), "{path} has an inline handler");
            assert!(!seen.contains(&nonce), "a nonce was used twice");
            seen.push(nonce);
        }
    });
}

#[test]
fn forms_of_foreign_sites_are_refused_everywhere() {
    with_server(async |server| {
        let room = server.open_room().await;
        let kind = ("content-type", FORM);
        for path in ["/sign-in", "/join", "/here", "/language", "/staff/sign-out", "/demonstration"]
        {
            post(server, path, &[kind, ("sec-fetch-site", "cross-site")], "a=b").await.expect(403);
            post(server, path, &[kind, ("sec-fetch-site", "same-site")], "a=b").await.expect(403);
            post(server, path, &[kind, ("origin", "https://evil.example")], "a=b")
                .await
                .expect(403);
        }
        let close = format!("/staff/workshops/{}/close", room.workshop);
        let foreign = room
            .coach
            .browser
            .send(Method::POST, &close, &[kind, ("sec-fetch-site", "cross-site")], String::new())
            .await
            .unwrap();
        foreign.expect(403);
        assert!(server.detail(room.workshop).await.state.running());
    });
}

#[test]
fn large_bodies_and_other_shapes_are_refused() {
    with_server(async |server| {
        let large = format!("code={}", "a".repeat(64 * 1024));
        post(server, "/join", &[("content-type", FORM)], &large).await.expect(413);
        post(server, "/here", &[("content-type", FORM)], &large).await.expect(413);
        for kind in ["application/json", "multipart/form-data; boundary=x", "text/plain"] {
            post(server, "/join", &[("content-type", kind)], "code=222222").await.expect(415);
        }
        post(server, "/join", &[], "code=222222").await.expect(415);
        post(server, "/join", &[("content-type", FORM)], "%ff%fe=%00&&&==").await.expect(422);
    });
}

#[test]
fn unknown_addresses_and_methods_are_told_so() {
    with_server(async |server| {
        let browser = server.browser();
        let page = browser.get("/no/such/page").await.expect(404);
        assert!(page.body.contains("<html") && page.body.contains("href=\"/\""), "{}", page.body);
        browser.get("/staff/workshops/no-id").await.expect(404);
        browser.get("/assets/nothing.js").await.expect(404);
        browser.get("/assets/..%2f..%2fetc%2fpasswd").await.expect(404);
        browser.send(Method::DELETE, "/join", &[], String::new()).await.unwrap().expect(405);
        browser.get("/demonstration").await.expect_client_error();
    });
}

#[test]
fn demonstration_doors_do_not_exist_elsewhere() {
    with_server(async |server| {
        server.open_room().await;
        for door in ["participant", "coach", "manager"] {
            let browser = server.browser();
            browser.post("/demonstration", &[("door", door)]).await.expect(404);
            assert_eq!(browser.cookie("mis_staff"), None);
        }
        assert!(!server.browser().get("/").await.body.contains("/demonstration"));
    });
}

#[test]
fn reports_about_content_rules_are_taken() {
    with_server(async |server| {
        post(
            server,
            "/csp-report",
            &[("content-type", "application/csp-report")],
            "{\"csp-report\":{}}",
        )
        .await
        .expect(204);
    });
}

impl Reply {
    /// Checks that the client is told it did something wrong, whatever exactly.
    #[track_caller]
    pub fn expect_client_error(self) -> Self {
        assert!(self.status.is_client_error(), "{}: {}", self.status, self.body);
        self
    }
}
