//! Whose customers a file holds, and who may have it in hand.

use shared::exports::ExportOf;

use crate::{
    db::id_list,
    error::Result,
    permissions::{Access, CustomerExport, OrderExport, Reach},
};

/// What a file is marked with that holds everybody's.
const ALL: &str = "all";

/// Whose the caller may take along.
///
/// # Errors
/// When the permission is missing.
pub fn reach(who: &Access, what: &ExportOf) -> Result<Reach> {
    Ok(if what.is_of_orders() {
        who.scope::<OrderExport>()?.reach().clone()
    } else {
        who.scope::<CustomerExport>()?.reach().clone()
    })
}

/// Whose customers a file holds: of everybody who was in reach of one of its pages.
#[derive(Debug, Default)]
pub struct Audience(Option<Reach>);

impl Audience {
    /// Adds those of a page.
    pub fn add(&mut self, reach: &Reach) {
        self.0 = Some(match (self.0.take(), reach) {
            (None, reach) => reach.clone(),
            (Some(Reach::Everyone), _) | (_, Reach::Everyone) => Reach::Everyone,
            (Some(Reach::People(mut people)), Reach::People(more)) => {
                people.extend(more);
                people.sort_unstable();
                people.dedup();
                Reach::People(people)
            }
        });
    }

    /// As it is kept.
    pub fn text(&self) -> String {
        match &self.0 {
            None => String::new(),
            Some(Reach::Everyone) => ALL.to_owned(),
            Some(Reach::People(people)) => id_list(people.iter().copied()),
        }
    }
}

/// Whether somebody with this reach may have a file in hand that was marked so.
pub fn covers(reach: &Reach, mark: &str) -> bool {
    if mark == ALL {
        return *reach == Reach::Everyone;
    }
    mark.split(',').filter(|id| !id.is_empty()).all(|id| id.parse().is_ok_and(|id| reach.covers(Some(id))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_only_for_who_still_reaches_everybody_in_it() {
        let few = Reach::People(vec![3, 7]);
        let mut audience = Audience::default();
        assert!(covers(&Reach::People(Vec::new()), &audience.text()));
        audience.add(&few);
        assert_eq!(audience.text(), "3,7");
        assert!(covers(&few, "3,7") && covers(&Reach::Everyone, "3,7"));
        audience.add(&Reach::People(vec![5]));
        assert_eq!(audience.text(), "3,5,7");
        assert!(!covers(&few, "3,5,7"));
        audience.add(&Reach::Everyone);
        audience.add(&few);
        assert!(!covers(&few, &audience.text()) && covers(&Reach::Everyone, &audience.text()));
        assert!(!covers(&few, "nonsense"));
    }
}
