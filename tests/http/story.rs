//! The whole story by plain forms: from the set-up link to what manager and coach see.

use crate::support::{
    forms::{PASSWORD, path_of},
    server::with_server,
};
use app::account;

#[test]
fn from_the_first_start_to_the_chart() {
    with_server(async |server| {
        let link = account::service::setup_link(&server.state).await.unwrap().unwrap();
        let admin = server.browser();
        admin.set_up(path_of(&link), "admin@example.org").await.expect(303);
        let manager = server.browser();
        manager
            .choose_password(&admin.add_account("manager@example.org", "manager").await, PASSWORD)
            .await
            .expect(303);
        let project = manager.create_project("Safe together").await;
        let partner = manager.add_partner(&project, "School by the river").await;
        let coach = server.browser();
        coach
            .choose_password(&manager.invite(&project, "coach@example.org").await, PASSWORD)
            .await
            .expect(303);
        let workshop = coach.plan(&project, &partner).await;
        coach.get(&workshop).await.expect(200);
        let step = async |step: &str, wave: &str| {
            let fields = [("wave", wave), ("parents", "confirmed")];
            coach.post(&format!("{workshop}/{step}"), &fields).await.expect(303)
        };
        step("open", "").await;
        let shown = coach.get(&workshop).await.expect(200).between("join-code\">", "<");

        let mut phones = Vec::new();
        for (number, language) in ["en", "fr", "nl", "de", "en", "fr"].into_iter().enumerate() {
            let phone = server.browser();
            phone.post("/language", &[("lang", language), ("back", "/")]).await.expect(303);
            phone.join(&shown).await.expect(303);
            assert!(
                phone
                    .get("/here")
                    .await
                    .expect(200)
                    .body
                    .contains(&format!("<html lang=\"{language}\""))
            );
            let knows = if number < 2 { "true" } else { "unsure" };
            phone
                .send_form("before", &[("Q5", knows), ("Q6", "unsure"), ("Q13", "2")])
                .await
                .expect(303);
            phones.push(phone);
        }
        step("close-wave", "before").await;
        server.pass_minutes(3);
        server.run_jobs().await;
        coach.get(&format!("{workshop}/results")).await.expect(200);
        step("open-after", "").await;
        for phone in &phones {
            assert!(phone.get("/here").await.expect(200).asks("P1"));
            phone
                .send_form("after", &[("Q5", "true"), ("Q6", "false"), ("Q13", "4")])
                .await
                .expect(303);
        }
        step("close-wave", "after").await;
        step("close", "").await;
        server.pass_minutes(3);
        server.run_jobs().await;
        coach.get(&format!("{workshop}/results")).await.expect(200);
        manager.get(&format!("{project}/results")).await.expect(200);
        coach.get(&format!("{project}/results")).await.expect(403);
        assert_eq!(server.count("answer").await, 36);
    });
}
