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
};

use super::{
    ask,
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
        let people = who.directory().people.iter().map(|(id, person)| (*id, person.number.clone())).collect();
        Ok((count.count + i64::from(count.capped), who.directory().time_zone, people))
    })?;
    beat.expected = Some(expected);
    beat.now_and_then()?;
    let lang = lang_of(&row.lang);
    let tables = match what {
        ExportOf::Orders(_) => &ORDER_TABLES[..],
        ExportOf::Customers(_) => &CUSTOMER_TABLES[..],
    };
    let mut pen = Pen {
        desk,
        asker: row.asker,
        book: Book::begin(row.format.0, tables, lang, time_zone, bench)?,
        words: Words { lang, numbers: people },
        beat,
        audience: Audience::default(),
    };
    match what {
        ExportOf::Orders(filter) => pen.orders(filter)?,
        ExportOf::Customers(filter) => pen.customers(filter)?,
    }
    let Pen { book, beat, audience, .. } = pen;
    let file = bench.join("whole");
    book.finish(&file, beat)?;
    Ok(Filled { file, written: beat.written, audience })
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
    fn orders(&mut self, filter: &OrderQuery) -> Result<()> {
        let mut before: Option<OrderId> = None;
        // Whose follow-ups are in the file. Some 20 MB for a million customers.
        let mut known: HashSet<CustomerId> = HashSet::new();
        loop {
            let (reach, orders, items) = self.order_page(filter, before)?;
            self.audience.add(&reach);
            for order in &orders {
                let items = items.get(&order.order.id).map(Vec::as_slice).unwrap_or_default();
                self.book.row(ORDERS, &tables::order(&self.words, order, items))?;
                for (position, item) in (1..).zip(items) {
                    self.book.row(ITEMS, &tables::item(order, position, item))?;
                }
                self.beat.written += 1;
            }
            let new: Vec<CustomerId> =
                orders.iter().map(|order| order.order.customer_id).filter(|id| known.insert(*id)).collect();
            self.follow_ups::<OrderExport>(FOLLOW_UPS, &new)?;
            self.beat.now_and_then()?;
            before = orders.last().map(|order| order.order.id);
            if orders.len() < PAGE as usize {
                return Ok(());
            }
        }
    }

    fn order_page(
        &self,
        filter: &OrderQuery,
        before: Option<OrderId>,
    ) -> Result<(Reach, Vec<FiledOrder>, HashMap<OrderId, Vec<FiledItem>>)> {
        self.desk.look(self.asker, |db, who| {
            let scope = who.scope::<OrderExport>()?;
            let orders = orders::page_for_file(db, who.directory(), &scope, filter, before, PAGE)?;
            let ids: Vec<OrderId> = orders.iter().map(|order| order.order.id).collect();
            let items = orders::items_for_file(db, &scope, &ids)?;
            Ok((scope.reach().clone(), orders, items))
        })
    }

    fn customers(&mut self, filter: &CustomerQuery) -> Result<()> {
        let mut before: Option<CustomerId> = None;
        loop {
            let (reach, page): (Reach, Vec<FiledCustomer>) = self.desk.look(self.asker, |db, who| {
                let scope = who.scope::<CustomerExport>()?;
                let page = customers::page_for_file(db, who.directory(), &scope, filter, before, PAGE)?;
                Ok((scope.reach().clone(), page))
            })?;
            self.audience.add(&reach);
            for customer in &page {
                self.book.row(CUSTOMERS, &tables::customer(&self.words, customer))?;
                self.beat.written += 1;
            }
            let ids: Vec<CustomerId> = page.iter().map(|customer| customer.customer.id).collect();
            self.follow_ups::<CustomerExport>(FOLLOW_UPS - 1, &ids)?;
            self.beat.now_and_then()?;
            before = ids.last().copied();
            if page.len() < PAGE as usize {
                return Ok(());
            }
        }
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
