//! Workshops of the past, held again by the real services under a clock that is moved by hand.

use super::{
    answers::answer,
    person::{Dice, Part, Person},
    script::Past,
};
use crate::{
    clock::{Clock, hour_on},
    error::AppError,
    evaluation,
    incident::internal,
    participate::{self, intake::Write},
    project::model::Group,
    session::{phone::Phone, token::Token},
    state::AppState,
    workshop::{
        self,
        model::{Confirmation, Meeting, Plan},
    },
};
use domain::{
    actor::Actor,
    id::{ProjectId, WorkshopId},
    locale::Language,
    question,
    questionnaire::Wave,
    time::Day,
    workshop::WorkshopState,
};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use tokio::task::JoinSet;

/// The same application at another time.
pub struct Stage {
    state: AppState,
    hands: Arc<AtomicI64>,
    today: Day,
    coach: Actor,
    project: ProjectId,
}

/// A phone and what its owner does with a wave.
type Doing = (Phone, Language, Part, Vec<(String, String)>);

impl Stage {
    /// Where this coach holds the workshops of this project.
    pub fn new(state: &AppState, coach: Actor, project: ProjectId) -> Self {
        let hands = Arc::new(AtomicI64::new(state.clock.now().0));
        let today = state.clock.today(&state.settings.time_zone);
        let state = state.with_clock(Clock::Fixed(Arc::clone(&hands)));
        Self { state, hands, today, coach, project }
    }

    pub(super) const fn state(&self) -> &AppState {
        &self.state
    }

    pub(super) const fn coach(&self) -> Actor {
        self.coach
    }

    pub(super) fn minutes_pass(&self, minutes: i64) {
        self.hands.fetch_add(minutes * 60_000, Ordering::SeqCst);
    }

    /// Holds a workshop from planning to the frozen result.
    pub async fn hold(&self, past: &Past, group: &Group, dice: &mut Dice) -> Result<(), AppError> {
        let (state, coach) = (&self.state, self.coach);
        let day = self.today.plus_days(-past.days_ago);
        self.hands.store(hour_on(day, 10, &state.settings.time_zone).0, Ordering::SeqCst);
        let size = i64::try_from(past.size).unwrap_or(0);
        let plan = Plan {
            group: group.id,
            modules: past.modules.iter().copied().collect(),
            meetings: vec![Meeting { held_on: day, minutes: 50, headcount: None }],
            expected: size + 2,
            trial: false,
        };
        let id = workshop::service::plan_workshop(state, coach, self.project, &plan).await?;
        let said = Confirmation { steps: true, ..Confirmation::letter_given() };
        workshop::service::open_workshop(state, coach, id, &said).await?;

        let facts = &group.facts;
        let mut people: Vec<(Person, Phone)> = (0..past.size)
            .map(|_| {
                let phone = Phone::new(id, Token::random());
                (Person::new(dice, facts.age_band, &facts.country), phone)
            })
            .collect();
        self.walk(id, &mut people, past.effect, dice).await?;
        let present = size + dice.percent() % 3 + 1;
        workshop::service::set_headcount(state, coach, id, 1, Some(present)).await?;
        workshop::service::set_state(state, coach, id, WorkshopState::Closed).await?;
        self.minutes_pass(5);
        evaluation::service::freeze_due(state).await.map(drop)
    }

    /// Everybody answers a wave, all at once as in a room: the intake saves many phones together.
    pub(super) async fn ask(
        &self,
        id: WorkshopId,
        people: &[(Person, Phone)],
        wave: Wave,
        effect: i64,
        dice: &mut Dice,
    ) -> Result<(), AppError> {
        let mut reader = self.state.db.read().await?;
        let detail = workshop::service::detail(&mut reader.conn(), id).await?;
        drop(reader);
        let questionnaire = participate::service::questionnaire_of(&self.state, &detail)?;
        let form = questionnaire.form(&detail.plan.modules, wave);
        let mut room = JoinSet::new();
        for (person, phone) in people {
            let part = if wave == Wave::Before { person.before } else { person.after };
            // Who answered "before" has said how old they are.
            let known = wave == Wave::After && person.before == Part::Sends;
            let mut fields = Vec::new();
            for item in &form {
                let Some(scale) = questionnaire.scale(item) else { continue };
                if item.part == question::Part::About && known {
                    continue;
                }
                let given = answer(dice, person, item, scale, wave, effect);
                fields.extend(given.into_iter().map(|value| (item.code.clone(), value)));
            }
            room.spawn(take_part(
                self.state.clone(),
                (phone.clone(), person.language, part, fields),
                wave,
            ));
        }
        while let Some(done) = room.join_next().await {
            done.map_err(|cause| internal(&cause))??;
        }
        Ok(())
    }
}

async fn take_part(
    state: AppState,
    (phone, language, part, mut fields): Doing,
    wave: Wave,
) -> Result<(), AppError> {
    match part {
        Part::Absent => return Ok(()),
        Part::Declines => {
            return participate::service::decide(&state, phone, language, wave, Write::Decline)
                .await;
        }
        Part::Stops => fields.truncate(fields.len() / 2),
        Part::Sends => {}
    }
    let send = part == Part::Sends;
    participate::service::put_answers(&state, phone, language, wave, &fields, send).await
}
