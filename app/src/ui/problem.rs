//! Words for what is wrong.

use crate::{
    error::{Problem, Refusal},
    page::{PageContext, tr},
};

/// What is wrong with a field and what to do, in the page's language.
#[must_use]
pub fn problem(cx: &PageContext, problem: Problem) -> String {
    match problem {
        Problem::Required => tr!(cx, problem.required),
        Problem::TooLong(most) => tr!(cx, problem.too_long, most = most.to_string()),
        Problem::TooShort(least) => tr!(cx, problem.too_short, least = least.to_string()),
        Problem::NotEmail => tr!(cx, problem.not_email),
        Problem::NotContact => tr!(cx, problem.not_contact),
        Problem::NotDay => tr!(cx, problem.not_day),
        Problem::NotInRange(least, most) => {
            tr!(cx, problem.not_in_range, least = least.to_string(), most = most.to_string())
        }
        Problem::NotAChoice => tr!(cx, problem.not_a_choice),
        Problem::Taken => tr!(cx, problem.taken),
        Problem::EndsBeforeStart => tr!(cx, problem.ends_before_start),
        Problem::WrongPassword => tr!(cx, problem.wrong_password),
        Problem::CommonPassword => tr!(cx, problem.common_password),
        Problem::Differs => tr!(cx, problem.differs),
        Problem::CodeLength => tr!(cx, problem.code_length),
        Problem::CodeCharacter => tr!(cx, problem.code_character),
        Problem::CodeUnknown => tr!(cx, problem.code_unknown),
        Problem::CodeIsCard => tr!(cx, problem.code_is_card),
        Problem::CardLength => tr!(cx, problem.card_length),
        Problem::CardMistyped => tr!(cx, problem.card_mistyped),
        Problem::CardUnknown => tr!(cx, problem.card_unknown),
        Problem::NoHelpline => tr!(cx, problem.no_helpline),
        Problem::LastHelpline => tr!(cx, problem.last_helpline),
        Problem::NotAChannel => tr!(cx, problem.not_a_channel),
        Problem::StillToCome => tr!(cx, problem.still_to_come),
        Problem::LetterNotGiven => tr!(cx, problem.letter_not_given),
        Problem::ParentsNotAgreed => tr!(cx, problem.parents_not_agreed),
        Problem::ScreenUnknown => tr!(cx, problem.screen_unknown),
        Problem::PinUnknown => tr!(cx, problem.pin_unknown),
        Problem::SafeguardingNeeded => tr!(cx, problem.safeguarding_needed),
    }
}

/// Why a move is not possible now, in the page's language.
#[must_use]
pub fn refusal(cx: &PageContext, refusal: Refusal) -> String {
    match refusal {
        Refusal::ProjectClosed => tr!(cx, refusal.project_closed),
        Refusal::WrongState => tr!(cx, refusal.wrong_state),
        Refusal::NotATrial => tr!(cx, refusal.not_a_trial),
        Refusal::WaveClosed => tr!(cx, refusal.wave_closed),
        Refusal::Locked => tr!(cx, refusal.locked),
        Refusal::Full => tr!(cx, refusal.full),
        Refusal::TooLate => tr!(cx, refusal.too_late),
        Refusal::InUse => tr!(cx, refusal.in_use),
        Refusal::RightsElsewhere => tr!(cx, refusal.rights_elsewhere),
        Refusal::SomebodyFaster => tr!(cx, refusal.somebody_faster),
        Refusal::InForm(phones) => tr!(cx, refusal.in_form, count = phones.to_string()),
        Refusal::ChooseFirst => tr!(cx, refusal.choose_first),
        Refusal::LastStep => tr!(cx, refusal.last_step),
        Refusal::NotNow => tr!(cx, refusal.not_now),
        Refusal::LastManager => tr!(cx, refusal.last_manager),
    }
}
