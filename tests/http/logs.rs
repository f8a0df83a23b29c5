//! What the program writes while people use it: nothing that identifies, no code, no token, no answer.

use crate::support::{
    engine::{TestDatabase, runtime},
    forms::{PASSWORD, path_of},
    program::Program,
};
use http::Method;
use std::net::{Ipv4Addr, SocketAddr};

#[test]
fn logs_carry_no_code_no_token_no_address_and_no_answer() {
    let database = TestDatabase::sqlite();
    let demo = Program::command(&database, &["demo"]).output().unwrap();
    assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
    let level = [("MAKEITSAFE_TELEMETRY__LEVEL", "trace")];
    let program = Program::serve(&database, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), &level);
    let code = program.printed.split("/j/").nth(1).unwrap()[..6].to_owned();
    let phone = crate::support::browser::Browser::new(program.address);
    let secrets = runtime().block_on(async {
        phone.join(&code).await.expect(303);
        phone.get(&format!("/j/{code}")).await.expect(303);
        phone.get("/j/AAAAAAAAAAAAAAAAAAAAAA").await.expect(303);
        phone.get("/here").await.expect(200);
        phone.save("Q5", &"ab".repeat(16), &[], "unsure").await.expect(200);
        phone.send_form("before", &[("Q6", "unsure"), ("Q13", "5")]).await.expect(303);
        phone.join("NQNQNQ").await.expect(422);
        let staff = crate::support::browser::Browser::new(program.address);
        staff.sign_in("somebody.secret@example.org", PASSWORD).await.expect(422);
        staff.sign_in("coach@demo.invalid", "only-for-trying-out").await.expect(303);
        staff.get("/staff").await.expect(200);
        staff.get(path_of("http://x/welcome/BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB")).await;
        let headers = [("user-agent", "Telling/1.0"), ("x-forwarded-for", "203.0.113.77")];
        phone
            .send(Method::GET, "/?code=ZZZZZZ&q=whatever", &headers, String::new())
            .await
            .unwrap()
            .expect(200);
        vec![phone.cookie("mis_p").unwrap(), staff.cookie("mis_staff").unwrap()]
    });
    let log = program.log_after_kill();
    assert!(log.contains("/here") && log.contains("/j/{link}"), "{log}");
    let never = [
        code.as_str(),
        "NQNQNQ",
        "ZZZZZZ",
        "whatever",
        "AAAAAAAA",
        "BBBBBBBB",
        "unsure",
        "abababab",
        "127.0.0.1",
        "203.0.113.77",
        "Telling",
        "somebody.secret",
        "coach@demo",
        PASSWORD,
        "only-for-trying-out",
        &secrets[0],
        &secrets[1],
        "SELECT",
        "INSERT",
    ];
    for word in never {
        assert!(!log.contains(word), "the log says {word}: {log}");
    }
}
