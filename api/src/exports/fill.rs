//! Fills a file, page by page. Rows are taken from the newest on, so what is added meanwhile moves none of them.

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
};

use shared::{
    customers::CustomerQuery,
    exports::{ExportOf, MAX_EXPECTED},
    ids::{CustomerId, OrderId},
    orders::OrderQuery,
    search::SearchQuery,
};

use super::{
    ask::{self, FOUND_AT_ONCE},
    audience::Audience,
    book::Book,
    run::{Beat, Desk},
    store::{ExportRow, lang_of},
    tables::{self, CUSTOMER_TABLES, CUSTOMERS, FOLLOW_UPS, ITEMS, ORDER_TABLES, ORDERS, Words},
};
use crate::{
    customers::{self, FiledCustomer},
    error::Result,
    followups::{self, FiledFollowUp},
    orders::{self, FiledItem, FiledOrder},
    permissions::{CustomerExport, ExportKind, OrderExport, Reach},
    search,
};

/// How many orders or customers are read at once.
const PAGE: i64 = 500;
/// How many follow-ups are. More, as SQLite looks at all of these customers for each page anew.
const FOLLOW_UP_PAGE: i64 = 2_000;

/// A file that is complete, but not yet where it belongs.
pub struct Filled {
    /// Where it is.
    pub file: PathBuf,
    /// How many orders or customers it holds.
    pub written: i64,
    /// Whose.
    pub audience: Audience,
}

/// Writes an export.
///
/// # Errors
/// When the asker may not have it any more, it was called off, or something fails.
pub fn fill(desk: &Desk<'_>, row: &ExportRow, bench: &Path, beat: &mut Beat) -> Result<Filled> {
    let what = &row.what.0;
    let (expected, time_zone, people) = desk.look(row.asker, |db, who| {
        // Never a wrong number as the whole one: more than the bound are told as more.
        let count = ask::count(db, who, what, MAX_EXPECTED)?;
        // How much a search finds is known at its end.
        let is_known = !(count.capped && matches!(what, ExportOf::Search(_)));
        let people = who.directory().people.iter().map(|(id, person)| (*id, person.number.clone())).collect();
        Ok((is_known.then(|| count.count + i64::from(count.capped)), who.directory().time_zone, people))
    })?;
    beat.expected = expected;
    beat.now_and_then()?;
    let lang = lang_of(&row.lang);
    let tables = if what.is_of_orders() { &ORDER_TABLES[..] } else { &CUSTOMER_TABLES[..] };
    let mut pen = Pen {
        desk,
        asker: row.asker,
        book: Book::begin(row.format.0, tables, lang, time_zone, bench)?,
        words: Words { lang, numbers: people },
        beat,
        audience: Audience::default(),
    };
    match what {
        ExportOf::Orders(filter) => pen.orders(&Wanted::Listed(filter))?,
        ExportOf::Customers(filter) => pen.customers(&Wanted::Listed(filter))?,
        ExportOf::Search(query) if what.is_of_orders() => pen.orders(&Wanted::Found(query))?,
        ExportOf::Search(query) => pen.customers(&Wanted::Found(query))?,
    }
    let Pen { book, beat, audience, .. } = pen;
    let file = bench.join("whole");
    book.finish(&file, beat)?;
    Ok(Filled { file, written: beat.written, audience })
}

/// What is wanted: what a list shows by its filters, or what a search finds.
enum Wanted<'a, Q> {
    Listed(&'a Q),
    Found(&'a SearchQuery),
}

/// Some of what is wanted.
struct Part<T> {
    reach: Reach,
    rows: Vec<T>,
    /// Before which one the next part begins, if there may be one.
    next: Option<i64>,
}

/// The id after which to go on, if a page is full.
fn last_of_full(ids: impl ExactSizeIterator<Item = i64>) -> Option<i64> {
    if ids.len() < PAGE as usize { None } else { ids.last() }
}

struct Pen<'a> {
    desk: &'a Desk<'a>,
    asker: i64,
    book: Book,
    words: Words,
    beat: &'a mut Beat,
    audience: Audience,
}

impl Pen<'_> {
    fn orders(&mut self, wanted: &Wanted<'_, OrderQuery>) -> Result<()> {
        let mut before = None;
        // Whose follow-ups are in the file. Some 20 MB for a million customers.
        let mut known: HashSet<CustomerId> = HashSet::new();
        loop {
            let (part, items) = self.order_part(wanted, before)?;
            self.audience.add(&part.reach);
            for order in &part.rows {
                let items = items.get(&order.order.id).map(Vec::as_slice).unwrap_or_default();
                self.book.row(ORDERS, &tables::order(&self.words, order, items))?;
                for (position, item) in (1..).zip(items) {
                    self.book.row(ITEMS, &tables::item(order, position, item))?;
                }
                self.beat.written += 1;
            }
            let new: Vec<CustomerId> =
                part.rows.iter().map(|order| order.order.customer_id).filter(|id| known.insert(*id)).collect();
            self.follow_ups::<OrderExport>(FOLLOW_UPS, &new)?;
            self.beat.now_and_then()?;
            before = part.next;
            if before.is_none() {
                return Ok(());
            }
        }
    }

    fn order_part(
        &self,
        wanted: &Wanted<'_, OrderQuery>,
        before: Option<i64>,
    ) -> Result<(Part<FiledOrder>, HashMap<OrderId, Vec<FiledItem>>)> {
        self.desk.look(self.asker, |db, who| {
            let (scope, directory) = (who.scope::<OrderExport>()?, who.directory());
            let (rows, next) = match wanted {
                Wanted::Listed(filter) => {
                    let before = before.map(OrderId::from_raw);
                    let rows = orders::page_for_file(db, directory, &scope, filter, before, PAGE)?;
                    let next = last_of_full(rows.iter().map(|order| order.order.id.raw()));
                    (rows, next)
                }
                Wanted::Found(query) => {
                    let (ids, next) = search::found(db, who, query, before, FOUND_AT_ONCE)?;
                    (orders::these_for_file(db, directory, &scope, &ids)?, next)
                }
            };
            let ids: Vec<OrderId> = rows.iter().map(|order| order.order.id).collect();
            let items = orders::items_for_file(db, &scope, &ids)?;
            Ok((Part { reach: scope.reach().clone(), rows, next }, items))
        })
    }

    fn customers(&mut self, wanted: &Wanted<'_, CustomerQuery>) -> Result<()> {
        let mut before = None;
        loop {
            let part = self.customer_part(wanted, before)?;
            self.audience.add(&part.reach);
            for customer in &part.rows {
                self.book.row(CUSTOMERS, &tables::customer(&self.words, customer))?;
                self.beat.written += 1;
            }
            let ids: Vec<CustomerId> = part.rows.iter().map(|customer| customer.customer.id).collect();
            self.follow_ups::<CustomerExport>(FOLLOW_UPS - 1, &ids)?;
            self.beat.now_and_then()?;
            before = part.next;
            if before.is_none() {
                return Ok(());
            }
        }
    }

    fn customer_part(&self, wanted: &Wanted<'_, CustomerQuery>, before: Option<i64>) -> Result<Part<FiledCustomer>> {
        self.desk.look(self.asker, |db, who| {
            let (scope, directory) = (who.scope::<CustomerExport>()?, who.directory());
            let (rows, next) = match wanted {
                Wanted::Listed(filter) => {
                    let before = before.map(CustomerId::from_raw);
                    let rows = customers::page_for_file(db, directory, &scope, filter, before, PAGE)?;
                    let next = last_of_full(rows.iter().map(|customer| customer.customer.id.raw()));
                    (rows, next)
                }
                Wanted::Found(query) => {
                    let (ids, next) = search::found(db, who, query, before, FOUND_AT_ONCE)?;
                    (customers::these_for_file(db, directory, &scope, &ids)?, next)
                }
            };
            Ok(Part { reach: scope.reach().clone(), rows, next })
        })
    }

    fn follow_ups<P: ExportKind>(&mut self, table: usize, customers: &[CustomerId]) -> Result<()> {
        let mut rest = customers.to_vec();
        let mut after = None;
        while !rest.is_empty() {
            let page: Vec<FiledFollowUp> = self.desk.look(self.asker, |db, who| {
                followups::page_for_file(db, who.directory(), &who.scope::<P>()?, &rest, after, FOLLOW_UP_PAGE)
            })?;
            for follow_up in &page {
                self.book.row(table, &tables::follow_up(&self.words, follow_up))?;
            }
            self.beat.now_and_then()?;
            let Some(last) = page.last().filter(|_| page.len() == FOLLOW_UP_PAGE as usize) else { break };
            after = Some((last.customer, last.id));
            // They come customer by customer.
            rest.retain(|customer| *customer >= last.customer);
        }
        Ok(())
    }
}
