//! The plain form, one question at a time.
//!
//! When the island starts, somebody may already have ticked something: what the controls show is the
//! truth. It is saved, never unticked, and the form stays at the question in view.

use super::{
    answer_queue::{AnswerQueue, LONGEST_PAUSE, News, SaveState, watch_page},
    closing::watch_closing,
    progress::{Place, show_progress},
};
use crate::{
    browser::{document, listen, replace_page, sleep, steps, window},
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

/// The form on the page.
pub(super) struct Form {
    pub root: Element,
    /// Start screen (if it is shown) and questions, in order.
    screens: Vec<Element>,
    current: Cell<usize>,
    /// Steps of this form below the current one in the browser's history.
    depth: Cell<u32>,
    queue: RefCell<Option<Rc<AnswerQueue>>>,
    pub words: FormWords,
    pub wave: Wave,
    finishing: Cell<bool>,
    leaving: Cell<bool>,
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
        depth: Cell::new(0),
        queue: RefCell::new(None),
        words: plan.words,
        wave: plan.wave,
        finishing: Cell::new(false),
        leaving: Cell::new(false),
    });
    let told = Rc::clone(&form);
    let queue = AnswerQueue::new(plan.wave, &plan.stored, move |news| told.hear(news));
    form.queue.replace(Some(Rc::clone(&queue)));
    watch_page(&queue);
    form.take_early_answers(&plan.stored);
    form.listen_to_choices();
    form.listen_to_buttons();
    form.listen_to_history();
    // Looked up while the whole form still shows: afterwards nothing is scrolled any more.
    form.open(plan.begun);
    watch_closing(&form, plan.again);
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

/// What unticking the last box says, where there are boxes.
fn untickable(screen: &Element) -> Option<String> {
    inputs(screen).first().filter(|input| input.type_() == "checkbox").map(|_| String::new())
}

/// Whether the page came with an answer to this question.
fn stored_here(screen: &Element) -> bool {
    screen.get_attribute("data-stored").is_some_and(|stored| !stored.is_empty())
}

impl Form {
    pub fn queue(&self) -> Option<Rc<AnswerQueue>> {
        self.queue.borrow().clone()
    }

    pub fn set(&self, element: &Element, name: &str, value: &str) {
        let _ = element.set_attribute(name, value);
    }

    fn question(screen: &Element) -> Option<String> {
        screen.get_attribute("data-question")
    }

    /// Saves what was ticked before the island started and is not stored.
    fn take_early_answers(&self, stored: &[(String, String)]) {
        for screen in &self.screens {
            let untouched = || untickable(screen).filter(|_| stored_here(screen));
            let (Some(question), Some(value)) =
                (Self::question(screen), chosen(screen).or_else(untouched))
            else {
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
            if let (Some(question), Some(value), Some(queue)) = (
                Self::question(&screen),
                chosen(&screen).or_else(|| untickable(&screen)),
                form.queue(),
            ) {
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
            match decided.filter(|button| button.has_attribute("name")) {
                None => {
                    event.prevent_default();
                    form.go("next");
                }
                Some(_) => form.take_along(),
            }
        });
    }

    /// The plain form leaves with everything that is chosen and the question it is at.
    fn take_along(&self) {
        if let Some(queue) = self.queue() {
            queue.hand_over();
        }
        let at = self.screens.get(self.current.get()).and_then(Self::question);
        if let Ok(Some(field)) = self.root.query_selector("input[name=at]") {
            self.set(&field, "value", &at.unwrap_or_default());
        }
    }

    /// The browser's Back and Forward go from question to question.
    fn listen_to_history(self: &Rc<Self>) {
        let form = Rc::clone(self);
        listen(&window(), "popstate", move |_| {
            if form.leaving.get() {
                return;
            }
            if let Some((place, index)) = form.place() {
                form.depth.set(place.depth);
                form.show(index, true);
            }
        });
    }

    /// The step in the browser's history, if it is a screen of this form.
    fn place(&self) -> Option<(Place, usize)> {
        let place = Place::read(&steps::current()?)?;
        let index = self.index_of(&place.screen)?;
        Some((place, index))
    }

    fn index_of(&self, name: &str) -> Option<usize> {
        self.screens.iter().position(|screen| Self::name(screen) == name)
    }

    /// Code of a question, or `start`.
    fn name(screen: &Element) -> String {
        Self::question(screen).unwrap_or_else(|| screen.id())
    }

    fn step(&self, depth: u32, index: usize) -> String {
        let screen = self.screens.get(index).map_or_else(String::new, Self::name);
        Place { depth, screen }.write()
    }

    /// Shows the first screen. A reload stays where it was; otherwise the screens before it become
    /// steps to go back to.
    fn open(&self, begun: bool) {
        let place = self.place();
        let asked = window().location().hash().unwrap_or_default();
        let asked = asked.strip_prefix("#q-").and_then(|code| self.index_of(code));
        let first = self
            .screen_in_use()
            .or(place.as_ref().map(|(_, index)| *index))
            .or(asked)
            .unwrap_or_else(|| self.first_screen(begun));
        self.set(&self.root, "data-mode", "one");
        match place {
            Some((place, _)) => {
                self.depth.set(place.depth);
                steps::set(&self.step(place.depth, first));
            }
            // After a change of language the steps before are those of the page before.
            None if asked.is_some() => steps::set(&self.step(0, first)),
            None => {
                steps::set(&self.step(0, 0));
                for index in 1..=first {
                    self.add_step(index);
                }
            }
        }
        self.show(first, false);
    }

    fn add_step(&self, index: usize) {
        let depth = self.depth.get() + 1;
        self.depth.set(depth);
        steps::add(&self.step(depth, index));
    }

    /// On to another page, which takes the place of all steps of this form.
    pub async fn leave(&self) {
        if self.leaving.replace(true) {
            return;
        }
        if let Ok(depth @ 1..) = i32::try_from(self.depth.get()) {
            steps::back(depth);
            sleep(250).await;
        }
        replace_page("/here");
    }

    fn go(self: &Rc<Self>, to: &str) {
        let current = self.current.get();
        match to {
            "yes" => {
                self.begin();
                self.go_on(current + 1);
            }
            "back" if self.depth.get() > 0 => steps::back(1),
            "back" => {
                let before = current.saturating_sub(1);
                steps::set(&self.step(0, before));
                self.show(before, true);
            }
            _ if current + 1 < self.screens.len() => self.go_on(current + 1),
            _ => self.finish(),
        }
    }

    fn go_on(&self, index: usize) {
        self.add_step(index);
        self.show(index, true);
    }

    /// Tells the server "yes" without making anybody wait; an answer says the same.
    fn begin(self: &Rc<Self>) {
        let form = Rc::clone(self);
        spawn_local(async move {
            for pause in [1_000, 4_000, 15_000] {
                match api::begin_form(form.wave).await {
                    Ok(()) => return,
                    Err(error) if error.transient() => sleep(pause).await,
                    Err(_) => return form.leave().await,
                }
            }
        });
    }

    /// Where to begin: the start text, the question in view, or the next one without an answer.
    fn first_screen(&self, begun: bool) -> usize {
        let starts = self.screens.first().is_some_and(|screen| screen.id() == "start");
        let scrolled = window().scroll_y().unwrap_or(0.0) > 8.0;
        if let Some(index) = self.screen_in_view().filter(|_| scrolled) {
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
        let before = self.screens.iter().filter(|screen| Self::question(screen).is_none()).count();
        show_progress(self, (index + 1).saturating_sub(before), self.screens.len() - before);
        window().scroll_to_with_x_and_y(0.0, 0.0);
        if by_hand && let Ok(Some(head)) = screen.query_selector("legend, h2") {
            let _ = head.unchecked_into::<HtmlElement>().focus();
        }
    }

    fn hear(self: &Rc<Self>, news: News) {
        match news {
            News::State => {}
            News::Over => {
                let form = Rc::clone(self);
                return spawn_local(async move { form.leave().await });
            }
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
            let mut pause = 1_000;
            loop {
                while queue.unsaved() {
                    sleep(500).await;
                }
                match api::finish_form(form.wave).await {
                    Err(error) if error.transient() => {}
                    _ => return form.leave().await,
                }
                queue.pause(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        });
    }

    /// Whether the person has said "done" or the page is on its way out.
    pub fn ends(&self) -> bool {
        self.finishing.get() || self.leaving.get()
    }
}
