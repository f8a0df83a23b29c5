//! The component page stands in development builds, and in no other.

use crate::support::server::with_server;

#[test]
fn the_component_page_is_for_development_builds() {
    with_server(async |server| {
        let page = server.browser().get("/_ui").await;
        if cfg!(debug_assertions) {
            let body = page.expect(200).body;
            assert!(body.contains("data-theme=\"light\"") && body.contains("data-theme=\"dark\""));
            assert!(body.contains("</html>") && !body.contains("style=\""));
            server.browser().get("/_ui/qr.svg").await.expect(200);
        } else {
            page.expect(404);
            server.browser().get("/_ui/qr.svg").await.expect(404);
        }
    });
}
