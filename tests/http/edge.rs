//! What every answer carries, and what is refused at the door.

use crate::support::server::with_server;

#[test]
fn front_page_answers() {
    with_server(async |server| {
        let page = server.browser().get("/").await.expect(200);
        assert!(page.body.contains("name=\"code\""), "{}", page.body);
    });
}
