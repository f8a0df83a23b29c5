//! Identifiers: random, typed, and the same text everywhere (32 hexadecimal digits).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The text is not an identifier of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct InvalidId;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.simple().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }
    };
}

id!(
    /// A person who works with the product: coach, manager or administrator.
    StaffId
);
id!(
    /// A project with a funder, partners and workshops.
    ProjectId
);
id!(
    /// An organisation that takes part in a project.
    PartnerId
);
id!(
    /// A partner's class, centre or scout unit.
    GroupId
);
id!(
    /// One run with one group.
    WorkshopId
);
id!(
    /// One phone in one workshop. Derived from the phone's token, so it carries no time and no order.
    ParticipantId
);
id!(
    /// What the browser calls one attempt to save an answer; makes repeating it harmless.
    AnswerKey
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_round_trips() {
        let id = WorkshopId(Uuid::from_u128(0x1234));
        assert_eq!(id.to_string().len(), 32);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("../etc".parse::<WorkshopId>(), Err(InvalidId));
    }
}
