//! Following in the browser.

mod connection;
mod forms;
mod keys;
mod screen;
mod swap;

use crate::{
    browser::{between, sleep},
    live::model::Following,
};
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// What the parts of the island share.
pub(super) struct Page {
    following: Following,
    /// Version of what is shown.
    shown: RefCell<String>,
    /// Whether a fresh page is being fetched, and whether another one is wanted after it.
    busy: Cell<bool>,
    again: Cell<bool>,
}

/// Starts following.
pub fn start(following: Following) {
    let page = Rc::new(Page {
        shown: RefCell::new(following.version.clone()),
        busy: Cell::new(false),
        again: Cell::new(false),
        following,
    });
    screen::start(&page);
    keys::start();
    forms::start(&page);
    spawn_local(connection::follow(page));
}

impl Page {
    /// A version was told: renews the page where it differs from what is shown.
    pub(super) fn heard(self: &Rc<Self>, version: &str) {
        if *self.shown.borrow() != version {
            self.shown.replace(version.to_owned());
            self.renew();
        }
    }

    /// Reads the page again and puts its parts in place; one fetch at a time.
    pub(super) fn renew(self: &Rc<Self>) {
        if self.busy.replace(true) {
            self.again.set(true);
            return;
        }
        let page = Rc::clone(self);
        spawn_local(async move {
            if !page.following.hurry {
                sleep(between(0, 400)).await;
            }
            loop {
                page.again.set(false);
                match swap::fetch(&page.following.page, None).await {
                    Ok(fresh) => swap::apply(&fresh),
                    // The stream, or the next beat, says it again.
                    Err(_) => {
                        page.shown.replace(String::new());
                        sleep(between(800, 1_600)).await;
                    }
                }
                if !page.again.get() {
                    break;
                }
            }
            page.busy.set(false);
        });
    }
}
