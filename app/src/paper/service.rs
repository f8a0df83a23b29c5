//! Entering sheets. A sheet is a participant like any other: it goes through the intake, obeys the
//! same limits, and has a card, which the coach writes on the paper.

use super::store;
use crate::{
    error::{AppError, FieldError, Problem, Refusal},
    participate::{
        self,
        intake::{Job, Write},
    },
    session::{limits::Source, phone::Phone, token::Token},
    state::AppState,
    workshop::{self, model::WorkshopNow},
};
use domain::{
    actor::{Action, Actor},
    id::WorkshopId,
    locale::Language,
    question::{DECLINED, Item, Kind, Scale},
    questionnaire::{Questionnaire, Wave},
};
use std::sync::Arc;

/// The key for "I'd rather not say".
pub const RATHER_NOT: char = '0';

/// What the page that takes sheets shows.
pub struct Desk {
    /// The workshop.
    pub now: WorkshopNow,
    /// Its questionnaire.
    pub questionnaire: Arc<Questionnaire>,
    /// The wave whose sheets can be entered now.
    pub wave: Option<Wave>,
    /// Sheets entered so far.
    pub entered: i64,
}

/// The desk of a workshop.
///
/// # Errors
/// When the actor may not run the workshop.
pub async fn desk(state: &AppState, actor: Actor, id: WorkshopId) -> Result<Desk, AppError> {
    let mut reader = state.db.read().await?;
    let conn = &mut reader.conn();
    workshop::service::allow(conn, actor, id, Action::RunWorkshop).await?;
    let now = workshop::service::now_in(conn, state, id).await?;
    let questionnaire = participate::service::questionnaire_of(state, &now.detail)?;
    let open = now.detail.state.running() && now.current_phase().lets_in();
    let wave = open.then(|| now.detail.current_wave());
    Ok(Desk { entered: store::count(conn, id).await?, wave, now, questionnaire })
}

/// What was typed for one question, as the answer is stored: digits name options in their order, 0 is
/// "I'd rather not say"; `None` where nothing was typed.
///
/// # Errors
/// What is typed names no option.
pub fn read_keys(scale: &Scale, typed: &str) -> Result<Option<String>, Problem> {
    let keys: Vec<char> = typed.chars().filter(|key| !key.is_whitespace()).collect();
    let value = |key: &char| match key.to_digit(10) {
        Some(0) => Some(DECLINED.to_owned()),
        Some(digit) => {
            let place = usize::try_from(digit).ok()?.checked_sub(1)?;
            scale.options.get(place).map(|option| option.value.clone())
        }
        None => None,
    };
    let most = u32::try_from(scale.options.len()).unwrap_or(9);
    let wrong = Problem::NotInRange(0, most);
    match keys[..] {
        [] => Ok(None),
        [key] => value(&key).map(Some).ok_or(wrong),
        _ if scale.kind != Kind::Ticks || keys.contains(&RATHER_NOT) => Err(wrong),
        _ => {
            let values = keys.iter().map(value).collect::<Option<Vec<_>>>().ok_or(wrong)?;
            Ok(Some(values.join(",")))
        }
    }
}

/// One sheet as it was typed.
pub struct Sheet<'a> {
    /// The wave printed on it.
    pub wave: Wave,
    /// Language it is printed in.
    pub language: Language,
    /// The card on an "after" sheet; empty where there is none.
    pub card: &'a str,
    /// What was typed for a question, by its code.
    pub typed: &'a (dyn Fn(&str) -> String + Sync),
}

/// Enters one sheet; returns the card to write on it, where it is a new one.
///
/// # Errors
/// What is wrong with what was typed (nothing is stored then); why the workshop takes no sheet now.
pub async fn enter(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    sheet: &Sheet<'_>,
    source: Source,
) -> Result<Option<String>, AppError> {
    let desk = desk(state, actor, id).await?;
    if desk.wave != Some(sheet.wave) {
        return Err(AppError::Refused(Refusal::WaveClosed));
    }
    let items = desk.questionnaire.form(&desk.now.detail.plan.modules, sheet.wave);
    let answers = answers(&desk.questionnaire, &items, sheet)?;
    let new = Phone::new(id, Token::random());
    let phone = if sheet.card.trim().is_empty() {
        new
    } else {
        participate::service::go_on_by_card(state, new, sheet.card, source).await?
    };
    let by_card = phone.by_card();
    let write = Write::Put { answers, send: true, shown: false };
    let job = Job { phone: phone.clone(), language: sheet.language, wave: sheet.wave, write };
    state.intake.submit(job).await?;
    if by_card {
        return Ok(None);
    }
    let mut tx = state.db.begin().await?;
    store::mark(&mut tx.conn(), id, phone.participant()).await?;
    tx.commit().await?;
    state.announce_counts(id);
    Ok(participate::service::here(state, &phone).await?.card)
}

fn answers(
    questionnaire: &Questionnaire,
    items: &[&Item],
    sheet: &Sheet<'_>,
) -> Result<Vec<(String, String)>, AppError> {
    let (mut answers, mut errors) = (Vec::new(), Vec::new());
    for item in items {
        let Some(scale) = questionnaire.scale(item) else { continue };
        match read_keys(scale, &(sheet.typed)(&item.code)) {
            Ok(Some(value)) => answers.push((item.code.clone(), value)),
            Ok(None) => {}
            Err(problem) => errors.push(FieldError::new(&item.code, problem)),
        }
    }
    if errors.is_empty() && answers.is_empty() {
        // An empty sheet says nothing; a finger on Enter would add one.
        let first = items.first().map_or("", |item| item.code.as_str());
        errors.push(FieldError::new(first, Problem::Required));
    }
    if errors.is_empty() { Ok(answers) } else { Err(AppError::Invalid(errors)) }
}

/// Takes the last sheet back: everything on it is gone.
///
/// # Errors
/// What is wrong with the card; when the actor may not run the workshop.
pub async fn take_back(
    state: &AppState,
    actor: Actor,
    id: WorkshopId,
    card: &str,
    source: Source,
) -> Result<(), AppError> {
    desk(state, actor, id).await?;
    let phone = Phone::new(id, Token::random());
    participate::service::withdraw_by_card(state, phone, Language::En, card, source).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::question::{ScaleOption, Translated};

    fn scale(kind: Kind) -> Scale {
        let option =
            |value: &str| ScaleOption { value: value.to_owned(), text: Translated::default() };
        Scale { code: "s".to_owned(), kind, options: ["a", "b", "c"].map(option).to_vec() }
    }

    #[test]
    fn digits_name_options_and_zero_is_rather_not() {
        let one = scale(Kind::Choice);
        assert_eq!(read_keys(&one, " 2 "), Ok(Some("b".to_owned())));
        assert_eq!(read_keys(&one, "0"), Ok(Some(DECLINED.to_owned())));
        assert_eq!(read_keys(&one, ""), Ok(None));
        for wrong in ["4", "x", "12"] {
            assert_eq!(read_keys(&one, wrong), Err(Problem::NotInRange(0, 3)), "{wrong}");
        }
    }

    #[test]
    fn several_digits_are_several_ticks() {
        let ticks = scale(Kind::Ticks);
        assert_eq!(read_keys(&ticks, "13"), Ok(Some("a,c".to_owned())));
        assert_eq!(read_keys(&ticks, "10"), Err(Problem::NotInRange(0, 3)));
    }
}
