//! The one error that leaves a service, for pages, forms and islands alike.
//!
//! It says what the person can do about it. Causes stay on the server: they are logged once with an
//! incident id, and only the id travels.

use leptos::server_fn::{
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// What is wrong with one field; the words come from the translations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// Nothing was given.
    Required,
    /// More than this many characters.
    TooLong(u32),
    /// Fewer than this many characters.
    TooShort(u32),
    /// Not an e-mail address.
    NotEmail,
    /// Neither an e-mail address nor a phone number nor a web address.
    NotContact,
    /// Not a day.
    NotDay,
    /// Not a number in the range.
    NotInRange(u32, u32),
    /// Not one of the choices.
    NotAChoice,
    /// Somebody has it already.
    Taken,
    /// The end lies before the start.
    EndsBeforeStart,
    /// E-mail and password do not belong together.
    WrongPassword,
    /// One of the passwords everybody tries first.
    CommonPassword,
    /// The two entries differ.
    Differs,
    /// A workshop code has six characters.
    CodeLength,
    /// A character that codes never contain.
    CodeCharacter,
    /// No open workshop has this code.
    CodeUnknown,
    /// What was typed as a workshop's code is a card.
    CodeIsCard,
    /// A card has six characters.
    CardLength,
    /// The card's check character does not fit: a typing slip.
    CardMistyped,
    /// Nobody in this workshop has this card.
    CardUnknown,
    /// The country has no confirmed helpline for young people.
    NoHelpline,
    /// A country in use would lose its last helpline for young people.
    LastHelpline,
    /// Neither a number nor an address that the chosen kind has.
    NotAChannel,
    /// The day is still to come.
    StillToCome,
    /// Nobody said that the parents have the letter.
    LetterNotGiven,
    /// Nobody said that the parents agreed.
    ParentsNotAgreed,
    /// No projector shows this code.
    ScreenUnknown,
    /// Not the PIN of this workshop's helper.
    PinUnknown,
    /// The topic needs a named safeguarding person with a phone.
    SafeguardingNeeded,
}

/// A problem at one field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The control's name.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// A problem at the control of this name.
    #[must_use]
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// Why a move was refused although everything typed is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// The project is closed.
    ProjectClosed,
    /// The workshop is not in a state for this.
    WrongState,
    /// Only trials have that.
    NotATrial,
    /// This wave of questions is over.
    WaveClosed,
    /// Nobody new can join just now.
    Locked,
    /// As many phones have joined as fit.
    Full,
    /// The time to undo is over.
    TooLate,
    /// It is in use.
    InUse,
    /// This person has rights elsewhere that the actor does not oversee.
    RightsElsewhere,
    /// Somebody has to keep the project.
    LastManager,
    /// Somebody else who steers was faster; nothing was done twice.
    SomebodyFaster,
    /// So many phones are still in the form.
    InForm(u32),
    /// Too few votes or a tie: the coach chooses the way on.
    ChooseFirst,
    /// After the last step the workshop is closed.
    LastStep,
    /// It does not fit what the room is doing.
    NotNow,
}

/// Every way a service says no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// Somebody has to sign in first.
    #[error("sign-in needed")]
    SignInNeeded,
    /// Seen, and not allowed.
    #[error("forbidden")]
    Forbidden,
    /// Something typed is not right; nothing was changed.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Right as typed, and not possible now.
    #[error("refused")]
    Refused(Refusal),
    /// Another answer is stored than the sender thought; here is what is stored.
    #[error("another answer is stored")]
    AnswerStored {
        /// Key of the stored answer.
        key: String,
        /// Its value.
        value: String,
    },
    /// The key was used for something else before.
    #[error("key reused")]
    KeyReused,
    /// Withdrawn for good.
    #[error("gone")]
    Gone,
    /// Too fast; try again in this many seconds.
    #[error("too many requests")]
    TooMany(u32),
    /// Too busy or out of reach just now.
    #[error("unavailable")]
    Unavailable,
    /// Our fault; the id finds the cause in the log.
    #[error("internal error, incident {incident}")]
    Internal {
        /// Incident id.
        incident: String,
    },
}

impl AppError {
    /// The HTTP status that says the same.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::SignInNeeded => 401,
            Self::Forbidden => 403,
            Self::Invalid(_) | Self::KeyReused => 422,
            Self::Refused(_) | Self::AnswerStored { .. } => 409,
            Self::Gone => 410,
            Self::TooMany(_) => 429,
            Self::Unavailable => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// Whether the same call may work later. A reply that is not ours (a proxy's page, a captive
    /// portal, a cut connection) reads as "invalid, without a field": the network, not the answer.
    #[must_use]
    pub fn transient(&self) -> bool {
        match self {
            Self::Unavailable | Self::TooMany(_) | Self::Internal { .. } => true,
            Self::Invalid(fields) => fields.is_empty(),
            _ => false,
        }
    }

    /// One problem at one field.
    #[must_use]
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(vec![FieldError::new(field, problem)])
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// Failures of the transport itself: on the phone they mean "not sent yet", so they are retried.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_) => Self::Invalid(Vec::new()),
            _ => Self::Unavailable,
        }
    }
}
