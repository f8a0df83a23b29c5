//! The plain form, one question at a time.
//!
//! When the island starts, somebody may already have ticked something: what the controls show is the
//! truth. It is saved, never unticked, and the form stays at the question in view.

use super::answer_queue::{AnswerQueue, News, SaveState, watch_page};
use crate::{
    browser::{document, listen, replace_page, sleep, window},
    participate::{
        api,
        model::{FormPlan, FormWords},
    },
};
use domain::questionnaire::Wave;
use leptos::task::spawn_local;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlInputElement};

struct Form {
    root: Element,
    /// Start screen (if it is shown) and questions, in order.
    screens: Vec<Element>,
    current: Cell<usize>,
    queue: RefCell<Option<Rc<AnswerQueue>>>,
    words: FormWords,
    wave: Wave,
    finishing: Cell<bool>,
}

/// Takes the form over.
pub fn start(plan: FormPlan) {
    let Ok(Some(root)) = document().query_selector("form.questions") else { return };
    let screens = all(&root, ".screen");
    if screens.is_empty() {
        return;
    }
    let form = Rc::new(Form {
        root,
        screens,
        current: Cell::new(0),
        queue: RefCell::new(None),
        words: plan.words,
        wave: plan.wave,
        finishing: Cell::new(false),
    });
    let told = Rc::clone(&form);
    let queue = AnswerQueue::new(plan.wave, &plan.stored, move |news| told.hear(news));
    form.queue.replace(Some(Rc::clone(&queue)));
    watch_page(&queue);
    form.take_early_answers(&plan.stored);
    form.listen_to_choices();
    form.listen_to_buttons();
    // Looked up while the whole form still shows: afterwards nothing is scrolled any more.
    let first = form.first_screen(plan.begun);
    form.set(&form.root, "data-mode", "one");
    form.show(first, false);
}

fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

fn inputs(screen: &Element) -> Vec<HtmlInputElement> {
    all(screen, ".options input").into_iter().filter_map(|input| input.dyn_into().ok()).collect()
}

/// The answer that a question's controls show; several ticks are joined.
fn chosen(screen: &Element) -> Option<String> {
    let values: Vec<String> = inputs(screen)
        .iter()
        .filter(|input| input.checked())
        .map(HtmlInputElement::value)
        .collect();
    (!values.is_empty()).then(|| values.join(","))
}

impl Form {
    fn queue(&self) -> Option<Rc<AnswerQueue>> {
        self.queue.borrow().clone()
    }

    fn set(&self, element: &Element, name: &str, value: &str) {
        let _ = element.set_attribute(name, value);
    }

    fn question(screen: &Element) -> Option<String> {
        screen.get_attribute("data-question")
    }

    /// Saves what was ticked before the island started and is not stored.
    fn take_early_answers(&self, stored: &[(String, String)]) {
        for screen in &self.screens {
            let (Some(question), Some(value)) = (Self::question(screen), chosen(screen)) else {
                continue;
            };
            let shown = screen.get_attribute("data-stored");
            let known = stored.iter().any(|(known, _)| *known == question)
                && shown.as_ref() == Some(&value);
            if !known && let Some(queue) = self.queue() {
                queue.save(&question, value);
            }
        }
    }

    fn listen_to_choices(self: &Rc<Self>) {
        let form = Rc::clone(self);
        listen(&self.root, "change", move |event| {
            let Some(input) =
                event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let Ok(Some(screen)) = input.closest(".screen") else { return };
            form.keep_declining_apart(&screen, &input);
            if let (Some(question), Some(value), Some(queue)) =
                (Self::question(&screen), chosen(&screen), form.queue())
            {
                queue.save(&question, value);
            }
        });
    }

    /// Among ticks, "I'd rather not say" stands alone.
    fn keep_declining_apart(&self, screen: &Element, changed: &HtmlInputElement) {
        if changed.type_() == "checkbox" && changed.checked() {
            let declined = changed.value() == domain::question::DECLINED;
            for input in inputs(screen) {
                if (input.value() == domain::question::DECLINED) != declined {
                    input.set_checked(false);
                }
            }
        }
    }

    fn listen_to_buttons(self: &Rc<Self>) {
        for button in all(&self.root, "[data-go]") {
            let form = Rc::clone(self);
            let go = button.get_attribute("data-go").unwrap_or_default();
            listen(&button, "click", move |event| {
                event.prevent_default();
                form.go(&go);
            });
        }
        let form = Rc::clone(self);
        listen(&self.root, "submit", move |event| {
            let decided =
                event.dyn_ref::<web_sys::SubmitEvent>().and_then(web_sys::SubmitEvent::submitter);
            // "No thanks" and a change of language are sent as they are; Enter goes on.
            if decided.is_none_or(|button| !button.has_attribute("name")) {
                event.prevent_default();
                form.go("next");
            }
        });
    }

    fn go(self: &Rc<Self>, to: &str) {
        let current = self.current.get();
        match to {
            "yes" => {
                self.begin();
                self.show(current + 1, true);
            }
            "back" => self.show(current.saturating_sub(1), true),
            _ if current + 1 < self.screens.len() => self.show(current + 1, true),
            _ => self.finish(),
        }
    }

    /// Tells the server "yes" without making anybody wait; an answer says the same.
    fn begin(&self) {
        let wave = self.wave;
        spawn_local(async move {
            for pause in [1_000, 4_000, 15_000] {
                match api::begin_form(wave).await {
                    Ok(()) => return,
                    Err(error) if error.transient() => sleep(pause).await,
                    Err(_) => return replace_page("/here"),
                }
            }
        });
    }

    /// Where to begin: the start text, the question in view, or the next one without an answer.
    fn first_screen(&self, begun: bool) -> usize {
        let starts = self.screens.first().is_some_and(|screen| screen.id() == "start");
        let scrolled = window().scroll_y().unwrap_or(0.0) > 8.0;
        if let Some(index) =
            self.screen_in_use().or_else(|| self.screen_in_view().filter(|_| scrolled))
        {
            return index;
        }
        let ticked = self.screens.iter().any(|screen| chosen(screen).is_some());
        if starts && !begun && !ticked {
            return 0;
        }
        let open = |screen: &Element| Self::question(screen).is_some() && chosen(screen).is_none();
        self.screens.iter().position(open).unwrap_or(self.screens.len() - 1)
    }

    /// The question whose control was touched last.
    fn screen_in_use(&self) -> Option<usize> {
        let screen = document().active_element()?.closest(".question").ok()??;
        self.screens.iter().position(|other| other.is_same_node(Some(&screen)))
    }

    /// The screen at the middle of what is seen.
    fn screen_in_view(&self) -> Option<usize> {
        let middle = window().inner_height().ok()?.as_f64()? / 2.0;
        self.screens.iter().position(|screen| screen.get_bounding_client_rect().bottom() > middle)
    }

    fn show(&self, index: usize, by_hand: bool) {
        let index = index.min(self.screens.len() - 1);
        self.current.set(index);
        for (other, screen) in self.screens.iter().enumerate() {
            if other == index {
                self.set(screen, "data-current", "");
            } else {
                let _ = screen.remove_attribute("data-current");
            }
        }
        let Some(screen) = self.screens.get(index) else { return };
        let asking = Self::question(screen).is_some();
        self.set(&self.root, "data-step", if asking { "ask" } else { "start" });
        self.show_progress(index);
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if by_hand && let Ok(Some(head)) = screen.query_selector("legend, h2") {
            let _ = head.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn show_progress(&self, index: usize) {
        let before = self.screens.iter().filter(|screen| Self::question(screen).is_none()).count();
        let (number, of) = ((index + 1).saturating_sub(before), self.screens.len() - before);
        if let Ok(Some(bar)) = self.root.query_selector(".progress progress") {
            self.set(&bar, "value", &number.to_string());
        }
        if let Ok(Some(text)) = self.root.query_selector(".progress span") {
            let words = self
                .words
                .progress
                .replace("{n}", &number.to_string())
                .replace("{of}", &of.to_string());
            text.set_text_content(Some(&words));
        }
        if let Ok(Some(next)) = self.root.query_selector("[data-go=next]") {
            next.set_text_content(Some(if index + 1 == self.screens.len() {
                &self.words.finish
            } else {
                &self.words.next
            }));
        }
        if let Ok(Some(back)) = self.root.query_selector("[data-go=back]") {
            let _ = back.toggle_attribute_with_force("disabled", number <= 1);
        }
    }

    fn hear(&self, news: News) {
        match news {
            News::State => {}
            News::Over => return replace_page("/here"),
            News::Elsewhere { question, value } => self.show_stored(&question, &value),
        }
        let state = self.queue().map_or(SaveState::Idle, |queue| queue.state());
        let Ok(Some(line)) = self.root.query_selector(".save-state") else { return };
        let (name, words) = match state {
            SaveState::Idle => ("", ""),
            SaveState::Saved => ("saved", self.words.saved.as_str()),
            SaveState::Sending => ("sending", self.words.sending.as_str()),
            SaveState::Waiting => ("waiting", self.words.waiting.as_str()),
        };
        let words =
            if self.finishing.get() && name != "saved" { &self.words.finishing } else { words };
        self.set(&line, "data-state", name);
        line.set_text_content(Some(words));
    }

    /// Shows what another device stored, and says so.
    fn show_stored(&self, question: &str, value: &str) {
        let Some(screen) =
            self.screens.iter().find(|screen| Self::question(screen).as_deref() == Some(question))
        else {
            return;
        };
        for input in inputs(screen) {
            input.set_checked(value.split(',').any(|stored| stored == input.value()));
        }
        if let Ok(notice) = document().create_element("p") {
            self.set(&notice, "class", "notice");
            self.set(&notice, "role", "status");
            notice.set_text_content(Some(&self.words.elsewhere));
            if let Ok(Some(options)) = screen.query_selector(".options") {
                let _ = options.insert_adjacent_element("beforebegin", &notice);
            }
        }
    }

    /// Waits until everything is saved, says "done", and shows the next page.
    fn finish(self: &Rc<Self>) {
        if self.finishing.replace(true) {
            return;
        }
        let form = Rc::clone(self);
        spawn_local(async move {
            let Some(queue) = form.queue() else { return };
            queue.wake();
            form.hear(News::State);
            loop {
                if !matches!(queue.state(), SaveState::Sending | SaveState::Waiting) {
                    match api::finish_form(form.wave).await {
                        Err(error) if error.transient() => {}
                        _ => return replace_page("/here"),
                    }
                }
                sleep(500).await;
            }
        });
    }
}
