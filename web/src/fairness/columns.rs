//! The columns of the ledger: what they show, and in which order they put people.

use serde::{Deserialize, Serialize};
use shared::fairness::AgentShare;

use crate::i18n::{Text, fairness as w};

/// A column by which one can sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    Agent,
    #[default]
    Received,
    Declined,
    Lost,
    GivenBack,
    Open,
}

impl Column {
    pub const ALL: [Self; 6] = [Self::Agent, Self::Received, Self::Declined, Self::Lost, Self::GivenBack, Self::Open];

    pub const fn title(self) -> Text {
        match self {
            Self::Agent => w::AGENT,
            Self::Received => w::RECEIVED,
            Self::Declined => w::DECLINED,
            Self::Lost => w::LOST,
            Self::GivenBack => w::GIVEN_BACK,
            Self::Open => w::OPEN,
        }
    }

    fn number(self, row: &AgentShare) -> i64 {
        match self {
            Self::Agent => 0,
            Self::Received => row.sums.received,
            Self::Declined => row.sums.declined,
            Self::Lost => row.sums.lost,
            Self::GivenBack => row.sums.given_back,
            Self::Open => row.open,
        }
    }
}

/// Sorts people by a column: names as they are written, numbers with the greatest first, or the other way round. Who is
/// equal stays in the order of what they received.
pub fn sort(rows: &mut [AgentShare], column: Column, turned: bool) {
    rows.sort_by(|a, b| {
        let order = match column {
            Column::Agent => a.agent.name.cmp(&b.agent.name),
            column => column.number(b).cmp(&column.number(a)),
        };
        if turned { order.reverse() } else { order }
    });
}

#[cfg(test)]
mod tests {
    use shared::{
        Id,
        fairness::{AgentShare, FairnessSums},
        timeline::PersonRef,
    };

    use super::{Column, sort};

    fn share(name: &str, received: i64, declined: i64) -> AgentShare {
        AgentShare {
            agent: PersonRef { id: Id::from_raw(received), name: name.to_owned() },
            sums: FairnessSums { received, declined, ..FairnessSums::default() },
            open: 0,
            capacity: None,
            weight: None,
        }
    }

    #[test]
    fn the_greatest_number_comes_first_and_equals_stay_where_they_were() {
        let mut rows = vec![share("b", 9, 1), share("c", 5, 4), share("a", 3, 1)];
        let mut names = |column, turned| {
            sort(&mut rows, column, turned);
            rows.iter().map(|row| row.agent.name.as_str()).collect::<String>()
        };
        assert_eq!(names(Column::Received, false), "bca");
        assert_eq!(names(Column::Declined, false), "cba");
        assert_eq!(names(Column::Agent, false), "abc");
        assert_eq!(names(Column::Received, true), "acb");
    }
}
