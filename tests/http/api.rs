//! What islands call: JSON in, JSON out, and a status that says what became of it.

use crate::support::{
    forms::saving,
    server::{with_changed_server, with_server},
};
use http::Method;
use serde_json::{Value, json};

fn key(number: u8) -> String {
    format!("{number:02x}").repeat(16)
}

fn read(body: &str) -> Value {
    serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {body}"))
}

#[test]
fn saving_follows_decision_nine() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let receipt = phone.save("Q5", &key(1), &[], "true").await.expect(200);
        assert_eq!(read(&receipt.body), json!({ "key": key(1) }));
        let again = phone.save("Q5", &key(1), &[], "true").await.expect(200);
        assert_eq!(again.body, receipt.body);
        phone.save("Q5", &key(1), &[], "false").await.expect(422);
        let stale = phone.save("Q5", &key(2), &[], "false").await.expect(409);
        assert_eq!(
            read(&stale.body),
            json!({ "AnswerStored": { "key": key(1), "value": "true" } })
        );
        phone.save("Q5", &key(2), &[&key(9), &key(1)], "false").await.expect(200);
        // The first one arrives once more, late.
        phone.save("Q5", &key(1), &[], "true").await.expect(409);
        assert_eq!(server.count("answer").await, 1);
        assert!(phone.get("/here").await.expect(200).chosen("Q5", "false"));
    });
}

#[test]
fn what_is_no_answer_is_refused_and_changes_nothing() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        for (question, key, value) in [
            ("Q5", key(1), "maybe"),
            ("Q5", key(1), ""),
            ("Q1", key(1), "true"),
            ("P1", key(1), "4"),
            ("Q99", key(1), "true"),
            ("Q5", "no key".to_owned(), "true"),
        ] {
            phone.save(question, &key, &[], value).await.expect(422);
        }
        assert_eq!(server.count("participant").await, 0);
    });
}

#[test]
fn malformed_calls_are_the_callers_fault() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        for body in [json!({ "save": {} }), json!([]), json!({ "save": { "wave": "never" } })] {
            phone.call("/api/here/answer", &body).await.expect_client_error();
        }
        phone.call("/api/here/begin", &json!({ "wave": "never" })).await.expect_client_error();
    });
}

#[test]
fn beginning_and_finishing_are_counted() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let before = json!({ "wave": "before" });
        let screen = async || {
            read(&phone.call("/api/here/step", &json!({})).await.expect(200).body)["screen"].clone()
        };
        assert_eq!(screen().await, "Form");
        assert_eq!(server.count("participant").await, 0, "asking wrote a row");
        phone.call("/api/here/begin", &before).await.expect(200);
        assert_eq!(server.count("participant").await, 1);
        phone.save("Q5", &key(1), &[], "true").await.expect(200);
        phone.call("/api/here/send", &before).await.expect(200);
        assert_eq!(screen().await, "Sent");
        // A straggler's answer after "sent" is kept and does not open the form again.
        phone.save("Q6", &key(2), &[], "true").await.expect(200);
        assert_eq!(screen().await, "Sent");
        assert_eq!(server.count("answer").await, 2);
        phone.call("/api/here/begin", &json!({ "wave": "after" })).await.expect(409);
    });
}

#[test]
fn without_a_phones_cookie_nothing_is_found() {
    with_server(async |server| {
        server.open_room().await;
        let nobody = server.browser();
        nobody.save("Q5", &key(1), &[], "true").await.expect(404);
        nobody.call("/api/here/step", &json!({})).await.expect(404);
        nobody.call("/api/here/begin", &json!({ "wave": "before" })).await.expect(404);
        nobody.call("/api/here/send", &json!({ "wave": "before" })).await.expect(404);
        nobody.call("/api/staff/workshop/progress", &json!({ "workshop": "x" })).await.expect(404);
    });
}

#[test]
fn calls_of_foreign_sites_are_refused() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let body = saving("before", "Q5", &key(1), &[], "true").to_string();
        let kind = ("content-type", "application/json");
        let send = async |headers: &[(&str, &str)]| {
            phone.send(Method::POST, "/api/here/answer", headers, body.clone()).await.unwrap()
        };
        send(&[kind, ("sec-fetch-site", "cross-site")]).await.expect(403);
        send(&[kind, ("origin", "https://evil.example")]).await.expect(403);
        phone
            .send(Method::GET, "/api/here/answer", &[], String::new())
            .await
            .unwrap()
            .expect_client_error();
        assert_eq!(server.count("participant").await, 0);
        send(&[kind, ("sec-fetch-site", "same-origin")]).await.expect(200);
    });
}

#[test]
fn calls_that_are_no_json_are_refused() {
    with_server(async |server| {
        let room = server.open_room().await;
        let phone = server.phone(room.workshop).await;
        let body = saving("before", "Q5", &key(1), &[], "true").to_string();
        // These two a page of another site can send without asking first.
        for kind in ["text/plain", crate::support::browser::FORM] {
            phone
                .send(Method::POST, "/api/here/answer", &[("content-type", kind)], body.clone())
                .await
                .unwrap()
                .expect(415);
        }
        assert_eq!(server.count("participant").await, 0);
    });
}

#[test]
fn one_phone_that_floods_is_slowed_and_others_are_not() {
    with_changed_server(
        |config| {
            config.limits.participant_writes_burst = 5;
            config.limits.participant_writes_per_minute = 1;
        },
        async |server| {
            let room = server.open_room().await;
            let (troll, other) =
                (server.phone(room.workshop).await, server.phone(room.workshop).await);
            let mut taken = 0;
            for number in 0..9 {
                let known: Vec<String> = (0..number).map(key).collect();
                let known: Vec<&str> = known.iter().map(String::as_str).collect();
                taken +=
                    u8::from(troll.save("Q5", &key(number), &known, "true").await.status == 200);
            }
            assert_eq!(taken, 5);
            troll.save("Q6", &key(77), &[], "true").await.expect(429);
            other.save("Q5", &key(1), &[], "true").await.expect(200);
        },
    );
}
