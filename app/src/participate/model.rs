//! What travels between a phone and the server.

use domain::questionnaire::Wave;
use serde::{Deserialize, Serialize};

/// One attempt to save one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveAnswer {
    /// Wave the form belongs to.
    pub wave: Wave,
    /// Code of the question.
    pub question: String,
    /// Random key of this attempt (32 hexadecimal digits); repeating it is harmless.
    pub key: String,
    /// Keys this attempt may replace: the phone's own unconfirmed ones and the last confirmed one.
    pub replaces: Vec<String>,
    /// The answer's text.
    pub value: String,
}

/// "Saved": given only after the answer is durable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The key that is stored now.
    pub key: String,
}

/// What a waiting phone compares: when it changes, the page loads again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which screen the server would show.
    pub screen: Screen,
    /// The wave it belongs to.
    pub wave: Wave,
    /// While the wave is closing: how long phones inside the form may go on.
    pub seconds_left: Option<u32>,
}

impl Step {
    /// Whether both show the same screen; the time that is left is none of it.
    #[must_use]
    pub fn same_screen(self, other: Self) -> bool {
        self.screen == other.screen && self.wave == other.wave
    }

    /// The minutes that are left, rounded up.
    #[must_use]
    pub fn minutes_left(self) -> Option<u32> {
        self.seconds_left.map(|seconds| seconds.div_ceil(60).max(1))
    }
}

/// The screens of a participant inside a workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// The form is open for this phone.
    Form,
    /// The step of a live run that the room is at.
    Step,
    /// Sent, and more will come.
    Sent,
    /// Declined, and more will come.
    Declined,
    /// Nothing to answer just now.
    Waiting,
    /// All done, or the workshop is over.
    Finished,
    /// Nobody new can join just now.
    Locked,
    /// As many phones have joined as fit.
    Full,
    /// Everything was taken back.
    Withdrawn,
}

/// A form as the island needs it: codes and words, nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPlan {
    /// The wave.
    pub wave: Wave,
    /// Stored keys of questions that have an answer.
    pub stored: Vec<(String, String)>,
    /// Whether this phone has said yes already.
    pub begun: bool,
    /// Whether the form was sent and shows what was left out.
    pub again: bool,
    /// Words that change while answering.
    pub words: FormWords,
}

/// Words the island puts in place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormWords {
    /// `Question {n} of {of}`.
    pub progress: String,
    /// Everything is on the server.
    pub saved: String,
    /// An answer is on its way.
    pub sending: String,
    /// An answer waits for the network.
    pub waiting: String,
    /// On the last question, instead of "Next".
    pub finish: String,
    /// "Next".
    pub next: String,
    /// Finishing waits for answers that are not sent yet.
    pub finishing: String,
    /// Another device has answered this question.
    pub elsewhere: String,
    /// `You have {n} minutes to finish`.
    pub closing: String,
    /// The same for the last minute.
    pub closing_soon: String,
}
