//! The word lists: a page to print, and the text that the drawing reads.

use crate::support::server::with_server;
use domain::locale::Language;

#[test]
fn every_word_stands_on_its_page_and_in_the_text() {
    with_server(async |server| {
        let browser = server.browser();
        for language in Language::ALL {
            let list = browser.get(&format!("/words/{language}.txt")).await.expect(200);
            assert_eq!(list.headers["content-type"], "text/plain; charset=utf-8");
            assert!(list.headers["cache-control"].to_str().unwrap().contains("max-age"));
            let page = browser.get(&format!("/words/{language}")).await.expect(200);
            assert!(page.body.contains(&format!("lang=\"{language}\" class=\"word-list\"")));
            let words: Vec<&str> = list.body.lines().collect();
            assert_eq!(words.len(), 1_296, "{language}");
            for (number, word) in [("1111", words[0]), ("3162", words[463]), ("6666", words[1_295])]
            {
                assert!(
                    page.body.contains(&format!("<b>{number}</b> {word}<")),
                    "{language} {word}"
                );
            }
        }
    });
}

#[test]
fn there_is_no_other_list_and_nothing_to_type_in() {
    with_server(async |server| {
        let browser = server.browser();
        for path in ["/words/xx", "/words/xx.txt", "/words/en.TXT", "/words"] {
            browser.get(path).await.expect(404);
        }
        let page = browser.get("/words/en").await.expect(200);
        assert!(!page.body.contains("<input type=\"text\"") && !page.body.contains("password\""));
        assert!(page.body.len() < 60_000, "{} bytes", page.body.len());
    });
}
