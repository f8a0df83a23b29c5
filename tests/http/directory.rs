//! The editors' pages of the help directory.

use crate::support::server::with_server;
use domain::actor::InstallationRole;

#[test]
fn an_administrator_changes_an_entry_and_young_people_see_it() {
    with_server(async |server| {
        let admin = server.person("admin@example.org", InstallationRole::Admin).await.browser;
        admin.get("/staff").await.expect(200).between("href=\"/staff/directory\"", ">");
        let list = admin.get("/staff/directory").await.expect(200);
        let path = "/staff/directory/be/awel-102";
        assert!(list.body.contains(&format!("href=\"{path}\"")));
        admin.get(path).await.expect(200);
        let hours = "Every day from 14:00";
        let mut fields = vec![
            ("kind1", "phone"),
            ("value1", "102"),
            ("kind2", "chat"),
            ("value2", "awel.be/chat"),
            ("mark", "seen"),
            ("status", "live"),
            ("hours_en", hours),
        ];
        let refused = admin.post(path, &fields).await.expect(422);
        assert!(refused.body.contains("value=\"awel.be/chat\""), "{}", refused.body);
        fields.extend([("hours_fr", "x"), ("hours_nl", "x"), ("hours_de", "x")]);
        fields.extend([("kind3", "phone"), ("value3", "call us")]);
        admin.post(path, &fields).await.expect(422);
        fields.truncate(fields.len() - 2);
        assert!(admin.post(path, &fields).await.location().starts_with(path));

        let help = server.browser().get("/help").await.expect(200);
        assert!(help.body.contains(hours) && help.body.contains("https://awel.be/chat"));
        let changes =
            admin.get("/staff/directory").await.expect(200).between("id=\"changes\"", "</section>");
        assert!(changes.contains("Awel") && changes.contains(hours), "{changes}");

        admin.post(&format!("{path}/check"), &[("checked", "2026-03-25")]).await.expect(422);
        admin.post(&format!("{path}/check"), &[("checked", "2026-03-24")]).await.expect(303);
        let page = admin.get(path).await.expect(200);
        assert!(page.body.contains("checked 24 Mar 2026: Person admin@example.org"));
    });
}

#[test]
fn others_have_no_business_there_and_nobody_sees_doubt() {
    with_server(async |server| {
        let manager = server.person("manager@example.org", InstallationRole::Manager).await.browser;
        let path = "/staff/directory/be/awel-102";
        for page in ["/staff/directory", path] {
            manager.get(page).await.expect(403);
            assert_eq!(server.browser().get(page).await.location(), "/sign-in");
        }
        manager.post(path, &[("mark", "seen"), ("status", "closed")]).await.expect(403);
        manager.post(&format!("{path}/check"), &[("checked", "2026-03-24")]).await.expect(403);
        let stale = "150";
        server.set_hour(500, 10);
        let manager = server.person("later@example.org", InstallationRole::Manager).await.browser;
        assert!(!manager.get("/staff").await.expect(200).body.contains(stale));
        let admin = server.person("admin@example.org", InstallationRole::Admin).await.browser;
        let home = admin.get("/staff").await.expect(200);
        assert!(home.body.contains(stale) && home.body.contains(path));
        let help = server.browser().get("/help").await.expect(200);
        assert!(help.body.contains("102") && !help.body.contains("check"), "{}", help.body);
        admin.get("/staff/directory/be/nobody").await.expect(404);
        admin.get("/staff/directory/zz/awel-102").await.expect(404);
    });
}
