//! Stories, polls and films of a project: what groups chose, over its closed workshops.

use super::{
    super::model::{LiveModule, LiveResults, TickFinding},
    books::Books,
};
use crate::{
    agenda::service::{fill_slots, kit},
    directory::{self, service::Directory},
    error::AppError,
    page::{locale, tr},
    project,
    run::service::{Kept, kept},
    state::AppState,
};
use domain::{
    actor::Actor,
    evaluation::live::total_votes,
    id::{ProjectId, WorkshopId},
    locale::Language,
    module::Module,
    poll::{Poll, PollKind},
    question::{Construct, Translated},
    run::{Ask, Votes},
    story::Scene,
};
use std::collections::BTreeSet;

/// What groups chose in a project.
///
/// # Errors
/// When the actor is not the project's manager.
pub async fn live_results(
    state: &AppState,
    actor: Actor,
    id: ProjectId,
) -> Result<LiveResults, AppError> {
    let books = Books::open(state, actor, id).await?;
    let directory = directory::service::current(state).await?;
    let mut reader = state.db.read().await?;
    let mut rows = kept(&mut reader.conn(), id).await?;
    rows.retain(|row| !books.is_left_out(row.workshop));
    // Texts that name a helpline name that of the project's first country.
    let facts = project::service::facts(&mut reader.conn(), id).await?;
    let country = facts.countries.into_iter().next().unwrap_or_default();
    let shelf = Shelf { rows: &rows, directory: &directory, country };
    let mut modules = Vec::new();
    for module in Module::ALL {
        let found = shelf.module(module)?;
        if !found.story.is_empty() || !found.polls.is_empty() {
            modules.push(found);
        }
    }
    let workshops: BTreeSet<WorkshopId> = rows.iter().map(|row| row.workshop).collect();
    let people: i64 = rows.iter().map(|row| i64::from(row.votes.people)).sum();
    Ok(LiveResults {
        // Which workshops count is decided with the books; the rest tells workshops without a form.
        version: books.version + i64::try_from(rows.len()).unwrap_or(0) * 1_000 + people,
        workshops: workshops.len(),
        film: shelf.film(),
        modules,
    })
}

/// What was kept, with what words need.
struct Shelf<'a> {
    rows: &'a [Kept],
    directory: &'a Directory,
    country: String,
}

impl Shelf<'_> {
    fn module(&self, module: Module) -> Result<LiveModule, AppError> {
        let kit = kit(module)?;
        let story = kit.story.scenes.iter().filter_map(|scene| self.scene(module, scene));
        // The answers to a private poll are for the coach of its room.
        let polls = kit.polls.polls.iter().zip(1..).filter(|(poll, _)| !poll.private);
        let polls = polls.flat_map(|(poll, number)| self.rounds(module, number, poll));
        Ok(LiveModule { module, story: story.collect(), polls: polls.collect() })
    }

    fn scene(&self, module: Module, scene: &Scene) -> Option<TickFinding> {
        let ask = Ask::of_scene(scene.id.clone(), scene)?;
        let of = format!("{module}/");
        let votes = self.votes(|row| row.step.starts_with(&of) && row.item == scene.id);
        let options = scene.choices.iter().map(|choice| self.text(&choice.text)).collect();
        let code = format!("{}.{}", short(module), scene.id);
        finding(code, self.text(&scene.text), options, &ask, &votes)
    }

    fn rounds(&self, module: Module, number: usize, poll: &Poll) -> Vec<TickFinding> {
        let ask = Ask::of_poll(poll.id.clone(), poll);
        let options = poll.options.iter().map(|option| self.text(&option.text));
        let options: Vec<Translated> = options.collect();
        let rounds = [(1, ""), (2, "b")].into_iter();
        rounds
            .filter_map(|(round, sign)| {
                let votes = self.votes(|row| row.item == poll.id && row.round() == round);
                let question = self.text(&poll.question);
                let question = if round == 1 { question } else { again(&question) };
                let code = format!("{}.{number}{sign}", short(module));
                finding(code, question, options.clone(), &ask, &votes)
            })
            .collect()
    }

    fn film(&self) -> Option<TickFinding> {
        let votes = self.votes(|row| row.item == "film");
        let options = vec![
            in_all(|l| tr!(l, run.film_touched)),
            in_all(|l| tr!(l, run.film_learnt)),
            in_all(|l| tr!(l, run.film_not)),
        ];
        let question = in_all(|l| tr!(l, run.film_question));
        finding("own.film".to_owned(), question, options, &Ask::of_film("film".to_owned()), &votes)
    }

    fn votes(&self, of: impl Fn(&Kept) -> bool) -> Vec<Votes> {
        self.rows.iter().filter(|row| of(row)).map(|row| row.votes.clone()).collect()
    }

    /// A text of the content with a country's services in it, in every language.
    fn text(&self, text: &Translated) -> Translated {
        let fill = |language: Language| {
            let words = text.get(language);
            let words = fill_slots(words, self.directory, &self.country, language);
            (language.code().to_owned(), words)
        };
        Translated(Language::ALL.into_iter().map(fill).collect())
    }
}

/// None where no workshop answered.
fn finding(
    code: String,
    text: Translated,
    options: Vec<Translated>,
    ask: &Ask,
    votes: &[Votes],
) -> Option<TickFinding> {
    if votes.is_empty() {
        return None;
    }
    let (ticks, waiting) = total_votes(ask, votes);
    let several = ask.kind == PollKind::Ticks;
    Some(TickFinding { code, construct: Construct::About, text, several, options, ticks, waiting })
}

/// A module in a code: hyphens part the pieces of a file's name.
fn short(module: Module) -> String {
    module.as_str().replace('-', "")
}

/// Our own words in every language.
fn in_all(words: impl Fn(Speaker) -> String) -> Translated {
    let all = Language::ALL.into_iter();
    Translated(
        all.map(|of| (of.code().to_owned(), words(Speaker { locale: locale(of) }))).collect(),
    )
}

fn again(question: &Translated) -> Translated {
    let all = Language::ALL.into_iter();
    let say = |of: Language| {
        let speaker = Speaker { locale: locale(of) };
        let question = question.get(of).to_owned();
        (of.code().to_owned(), tr!(speaker, evaluation.asked_again, question = question))
    };
    Translated(all.map(say).collect())
}

/// Says our own words in a language.
struct Speaker {
    locale: crate::i18n::Locale,
}
