//! The print pack, and the check of a room's network.

use crate::support::{
    seed::{group_facts, plan},
    server::with_server,
};
use app::{project, workshop};
use domain::{age::AgeBand, locale::Language, module::Module, questionnaire::Wave};
use std::time::{Duration, Instant};

#[test]
fn the_pack_is_whole_in_every_language_and_its_code_comes_with_the_opening() {
    with_server(async |server| {
        let room = server.room().await;
        let coach = &room.coach.browser;
        let base = format!("/staff/workshops/{}", room.workshop);
        let draft = coach.get(&base).await.expect(200);
        assert!(draft.body.contains(&format!("href=\"{base}/pack\"")));
        let pack = coach.get(&format!("{base}/pack")).await.expect(200);
        assert!(pack.body.contains("pack-note") && !pack.body.contains("qr.svg"));
        assert!(!pack.body.contains("part=ladder"), "only sexting has a ladder");

        coach.step(room.workshop, "open", &[]).await.expect(303);
        let code = server.detail(room.workshop).await.join_code.unwrap();
        let spaced = format!("{} {}", &code[..3], &code[3..]);
        let questionnaire = server.state.questionnaires.newest("youth").unwrap();
        for language in Language::ALL {
            let lang = language.code();
            let page = coach.get(&format!("{base}/pack?lang={lang}")).await.expect(200);
            assert!(page.body.contains(&spaced) && page.body.contains("qr.svg"), "{lang}");
            assert!(page.body.contains(&format!("lang=\"{lang}\" class=\"pack\"")), "{lang}");
            for item in questionnaire.form(&[Module::Passwords].into(), Wave::After) {
                let text = item.text.get(language).replace('&', "&amp;");
                assert!(page.body.contains(&text), "{lang}: {text}");
                assert!(page.body.contains(&format!("class=\"item-code\">{}<", item.code)));
            }
        }
        let poster = coach.get(&format!("{base}/pack?part=poster")).await.expect(200);
        assert!(poster.body.contains(&spaced) && !poster.body.contains("item-code"));
        let help = coach.get(&format!("{base}/pack?part=help")).await.expect(200);
        assert_eq!(help.body.matches("class=\"cut-card\"").count(), 8);
        assert!(help.body.contains("103") && !help.body.contains(&spaced));
        let cards = coach.get(&format!("{base}/pack?part=cards")).await.expect(200);
        assert_eq!(cards.body.matches("class=\"cut-card\"").count(), 10);

        coach.step(room.workshop, "close", &[]).await.expect(303);
        let over = coach.get(&format!("{base}/pack?part=poster")).await.expect(200);
        assert!(!over.body.contains("qr.svg") && !over.body.contains(&spaced));
    });
}

#[test]
fn the_help_ladder_names_the_countrys_helpline_and_young_groups_skip_older_prompts() {
    with_server(async |server| {
        let room = server.room().await;
        let state = &server.state;
        let mut facts = group_facts("Class 1A");
        facts.age_band = AgeBand::From12;
        let group = project::service::add_group(
            state,
            room.manager.actor,
            room.project,
            room.partner,
            &facts,
        )
        .await
        .unwrap();
        let mut wanted = plan(group, 20);
        wanted.modules = [Module::Sexting].into();
        let sexting =
            workshop::service::plan_workshop(state, room.coach.actor, room.project, &wanted)
                .await
                .unwrap();
        let page = format!("/staff/workshops/{sexting}/pack");
        let ladder = room.coach.browser.get(&format!("{page}?part=ladder&lang=fr")).await;
        let ladder = ladder.expect(200);
        assert_eq!(ladder.body.matches("class=\"cut-line\"").count(), 8, "two ladders of four");
        assert!(ladder.body.contains("Écoute-Enfants") && !ladder.body.contains("{helpline}"));
        let agenda = room.coach.browser.get(&format!("{page}?part=agenda")).await.expect(200);
        assert!(agenda.body.contains("coach-card") && !agenda.body.contains("14+"));
    });
}

#[test]
fn a_rooms_network_is_measured_by_a_stream_that_begins_at_once() {
    with_server(async |server| {
        let room = server.room().await;
        let page = room.coach.browser.get("/staff/room").await.expect(200);
        assert!(
            page.body.contains("text/event-stream")
                && page.body.contains(&server.state.settings.public_url)
        );
        assert!(room.coach.browser.get("/staff").await.body.contains("href=\"/staff/room\""));
        let nobody = server.browser();
        assert_eq!(nobody.get("/staff/room").await.location(), "/sign-in");
        nobody.get("/staff/room/stream").await.expect(401);

        let start = Instant::now();
        let cookie = room.coach.browser.cookie("mis_staff").unwrap();
        let first = first_message(server.address, &cookie).await;
        assert!(start.elapsed() < Duration::from_secs(4));
        assert!(
            first.contains("text/event-stream") && first.contains("x-accel-buffering: no"),
            "{first}"
        );
        assert!(first.contains("data: 0"), "{first}");
    });
}

/// Head and first message of the stream; the connection is then dropped.
async fn first_message(address: std::net::SocketAddr, cookie: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /staff/room/stream HTTP/1.1\r\nhost: {address}\r\ncookie: mis_staff={cookie}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    while !String::from_utf8_lossy(&read).contains("data: 0") {
        let mut part = [0; 1024];
        let count = stream.read(&mut part).await.unwrap();
        assert!(count > 0, "the stream ended: {}", String::from_utf8_lossy(&read));
        read.extend_from_slice(&part[..count]);
    }
    String::from_utf8_lossy(&read).into_owned()
}
