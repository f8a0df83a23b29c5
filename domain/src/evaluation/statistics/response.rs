//! What one person gave to one question in one wave, with the reasons for having no value kept apart.

use super::participation::Rate;
use crate::question::Answer;

/// One response. "Not sure" is an answer, "I'd rather not say" is a decision, and missing is neither:
/// they are three things and never share a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Response<T> {
    /// An answer with a value.
    Given(T),
    /// "Not sure".
    NotSure,
    /// "I'd rather not say".
    Declined,
    /// Skipped, taken back, or the person was not there.
    Missing,
}

impl<T> Response<T> {
    /// The value, if there is one.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Given(value) => Some(value),
            Self::NotSure | Self::Declined | Self::Missing => None,
        }
    }
}

impl Response<bool> {
    /// Whether an answer to a knowledge item, of which `right` is the right one, is right. What is on
    /// no scale of true and false is missing.
    #[must_use]
    pub fn truth(right: bool, answer: Option<&Answer>) -> Self {
        Self::read(answer, |text| match text {
            "true" => Some(Self::Given(right)),
            "false" => Some(Self::Given(!right)),
            "unsure" => Some(Self::NotSure),
            _ => None,
        })
    }

    /// Whether it counts as right: "not sure" is answered and not right. `None` where nothing was
    /// answered.
    #[must_use]
    pub const fn right(self) -> Option<bool> {
        match self {
            Self::Given(right) => Some(right),
            Self::NotSure => Some(false),
            Self::Declined | Self::Missing => None,
        }
    }
}

impl Response<u8> {
    /// The point of a rated item, 1 to 5, in the direction in which more is better (reversed: 6 - x).
    /// What is on no scale of five points is missing.
    #[must_use]
    pub fn rating(reverse: bool, answer: Option<&Answer>) -> Self {
        Self::read(answer, |text| {
            let point = text.parse().ok().filter(|point| (1..=5).contains(point))?;
            Some(Self::Given(if reverse { 6 - point } else { point }))
        })
    }
}

impl<T> Response<T> {
    fn read(answer: Option<&Answer>, given: impl Fn(&str) -> Option<Self>) -> Self {
        match answer {
            Some(Answer::Given(text)) => given(text).unwrap_or(Self::Missing),
            Some(Answer::Declined) => Self::Declined,
            Some(Answer::Cleared) | None => Self::Missing,
        }
    }
}

/// Responses to one item, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ResponseCounts {
    /// Answers with a value.
    pub given: u32,
    /// "Not sure".
    pub not_sure: u32,
    /// "I'd rather not say".
    pub declined: u32,
    /// No answer from somebody who was asked.
    pub missing: u32,
}

impl ResponseCounts {
    /// Counts the responses of those who were asked.
    #[must_use]
    pub fn of<T>(responses: impl IntoIterator<Item = Response<T>>) -> Self {
        let mut counts = Self::default();
        for response in responses {
            *match response {
                Response::Given(_) => &mut counts.given,
                Response::NotSure => &mut counts.not_sure,
                Response::Declined => &mut counts.declined,
                Response::Missing => &mut counts.missing,
            } += 1;
        }
        counts
    }

    /// People who were asked.
    #[must_use]
    pub const fn asked(self) -> u32 {
        self.answered() + self.declined + self.missing
    }

    /// Answers, "not sure" included.
    #[must_use]
    pub const fn answered(self) -> u32 {
        self.given + self.not_sure
    }

    /// Item non-response: "I'd rather not say" and missing, of those asked.
    #[must_use]
    pub const fn non_response(self) -> Rate {
        Rate { part: self.declined + self.missing, whole: self.asked() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(text: &str) -> Option<Answer> {
        Some(Answer::Given(text.into()))
    }

    #[test]
    fn three_ways_to_have_no_value() {
        let truth = |answer: Option<Answer>| Response::truth(false, answer.as_ref());
        assert_eq!(truth(given("false")), Response::Given(true));
        assert_eq!(truth(given("true")), Response::Given(false));
        assert_eq!(truth(given("unsure")), Response::NotSure);
        assert_eq!(truth(Some(Answer::Declined)), Response::Declined);
        for nothing in [None, Some(Answer::Cleared), given("perhaps")] {
            assert_eq!(truth(nothing), Response::Missing);
        }
        let right = [Response::NotSure, Response::Declined, Response::Missing].map(Response::right);
        assert_eq!(right, [Some(false), None, None]);
        assert_eq!(Response::<u8>::NotSure.value(), None);
    }

    #[test]
    fn reversed_points_are_six_minus_the_point() {
        assert_eq!(Response::rating(true, given("5").as_ref()), Response::Given(1));
        assert_eq!(Response::rating(false, given("5").as_ref()), Response::Given(5));
        assert_eq!(Response::rating(false, given("6").as_ref()), Response::Missing);
        assert_eq!(Response::rating(false, Some(&Answer::Declined)), Response::Declined);
    }

    #[test]
    fn each_kind_is_counted_apart() {
        let responses = [
            Response::Given(true),
            Response::Given(false),
            Response::NotSure,
            Response::Declined,
            Response::Missing,
        ];
        let counts = ResponseCounts::of(responses);
        assert_eq!(counts, ResponseCounts { given: 2, not_sure: 1, declined: 1, missing: 1 });
        assert_eq!((counts.asked(), counts.answered()), (5, 3));
        assert_eq!(counts.non_response(), Rate { part: 2, whole: 5 });
        assert_eq!(ResponseCounts::of::<u8>([]).non_response().share(), None);
    }
}
