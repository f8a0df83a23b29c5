//! A workshop of the past is held step by step, as a coach would: the forms, the story, the polls.

use super::{
    past::Stage,
    person::{Dice, Part, Person},
};
use crate::{
    error::AppError,
    evaluation,
    incident::internal,
    run::{
        self,
        model::Live,
        service::{Steering, command},
    },
    session::{phone::Phone, token::Token},
    workshop,
};
use domain::{
    evaluation::suppression::FROM_TWO,
    id::WorkshopId,
    poll::PollKind,
    questionnaire::Wave,
    run::{Ask, Command, Play},
};
use tokio::task::JoinSet;

const NEXT: Command = Command::Next { sure: true, keep_open: false };
/// Of 100 people so many choose what the content holds to be right, or what comes first.
const FIRST: i64 = 55;

impl Stage {
    /// From the lobby to the end of the form "after".
    pub(super) async fn walk(
        &self,
        id: WorkshopId,
        people: &mut [(Person, Phone)],
        effect: i64,
        dice: &mut Dice,
    ) -> Result<(), AppError> {
        loop {
            let live = self.live(id).await?;
            match live.run.step().and_then(|step| step.wave) {
                Some(Wave::Before) => {
                    self.ask(id, people, Wave::Before, effect, dice).await?;
                    self.minutes_pass(10);
                    self.press(id, &NEXT).await?;
                    self.minutes_pass(5);
                    evaluation::service::freeze_due(self.state()).await?;
                    continue;
                }
                Some(Wave::After) => {
                    for (person, phone) in people.iter_mut() {
                        if person.changes_phone {
                            phone.token = Token::random();
                        }
                    }
                    self.ask(id, people, Wave::After, effect, dice).await?;
                    self.minutes_pass(8);
                    return Ok(());
                }
                Some(Wave::FollowUp) | None => {}
            }
            let asked = live.run.ask(&live.script).filter(|_| live.open());
            match asked {
                Some(asked) => {
                    let voices = self.vote(&asked, people).await?;
                    self.minutes_pass(1);
                    self.reveal(id, &asked, voices).await?;
                }
                None => self.minutes_pass(3),
            }
            self.press(id, &NEXT).await?;
        }
    }

    async fn live(&self, id: WorkshopId) -> Result<Live, AppError> {
        let mut reader = self.state().db.read().await?;
        let conn = &mut reader.conn();
        let detail = workshop::service::detail(conn, id).await?;
        run::service::load(conn, &detail).await?.ok_or(AppError::NotFound)
    }

    async fn press(&self, id: WorkshopId, button: &Command) -> Result<(), AppError> {
        let version = self.live(id).await?.version;
        command(self.state(), Steering::Staff(self.coach()), id, version, button).await
    }

    /// Shows what was chosen; in a story of few voices, and after a tie, the coach chooses.
    async fn reveal(&self, id: WorkshopId, ask: &Ask, voices: usize) -> Result<(), AppError> {
        if ask.decides && voices < FROM_TWO as usize {
            return self.press(id, &Command::Choose(0)).await;
        }
        self.press(id, &Command::Reveal).await?;
        match self.live(id).await?.run.play {
            Play::Story(story) if story.chosen.is_none() => {
                self.press(id, &Command::Choose(0)).await
            }
            _ => Ok(()),
        }
    }

    /// Everybody who is there votes; how many did.
    async fn vote(&self, ask: &Ask, people: &[(Person, Phone)]) -> Result<usize, AppError> {
        let mut room = JoinSet::new();
        for (person, phone) in people.iter().filter(|(person, _)| person.before != Part::Absent) {
            let (state, phone, language) = (self.state().clone(), phone.clone(), person.language);
            let (ask, value) = (ask.id.clone(), choice(ask, person));
            room.spawn(
                async move { run::service::vote(&state, phone, language, &ask, &value).await },
            );
        }
        let voices = room.len();
        while let Some(done) = room.join_next().await {
            done.map_err(|cause| internal(&cause))??;
        }
        Ok(voices)
    }
}

/// What somebody chooses, by where they stand.
fn choice(ask: &Ask, person: &Person) -> String {
    let standing = person.standing(&ask.item);
    let place = usize::try_from(standing).unwrap_or(0);
    let (count, first) = (ask.values.len(), ask.right.first().or(ask.values.first()));
    match ask.kind {
        PollKind::Rating => ask.values.get(place * count / 100).cloned(),
        PollKind::Order => Some(ask.values.join(",")),
        PollKind::Ticks => {
            let ticked: Vec<&str> = ask
                .values
                .iter()
                .enumerate()
                .filter(|(bit, _)| place >> bit & 1 == 1)
                .map(|(_, value)| value.as_str())
                .collect();
            if ticked.is_empty() { first.cloned() } else { Some(ticked.join(",")) }
        }
        _ if standing < FIRST => first.cloned(),
        _ => ask.values.get(place % count.max(1)).cloned(),
    }
    .unwrap_or_default()
}
