//! The lines of a file as arrivals, and what is wrong with those that are none.

use std::{collections::HashMap, time::Instant};

use shared::{
    FieldError, Id,
    assignment::{Facts, policy::CaseKind, simulate::Arrival, times::Moment},
    codes::TextCode,
    ids::EmployeeId,
    problem::FieldCode,
    simulation::{BadLine, FileColumn, FileRead, MAX_ARRIVALS, MAX_BAD_LINES, MAX_DAYS},
};

use super::{
    super::{stage::milliseconds, store::instant},
    columns::{Slot, slots},
    known::{Known, KnownDistrict},
    values,
};
use crate::{
    error::{Result, invalid_fields},
    imports::{RawLine, each_line},
};

/// How many characters a word may have.
const WORD: usize = 100;
/// How many characters the customer's own words may have.
const TEXT: usize = 10_000;

/// The arrivals of a file.
pub struct Lines {
    /// In order.
    pub arrivals: Vec<Arrival>,
    /// What was read.
    pub read: FileRead,
    /// How many milliseconds that took.
    pub reading: u64,
}

/// Reads a file line by line; lines that are no arrivals are left out and told.
///
/// # Errors
/// When it is no table, has no column of times, too many lines, or spans too much time.
pub fn read(known: &Known, moment: Moment, file_name: &str, bytes: &[u8]) -> Result<Lines> {
    let began = Instant::now();
    let mut reader = Reader::new(known, moment);
    let read = each_line(file_name, bytes, MAX_ARRIVALS + 1, |line| reader.take(line));
    let read = read.and_then(|()| reader.finish());
    let (arrivals, read) = read.map_err(|fault| invalid_fields(vec![fault]))?;
    Ok(Lines { arrivals, read, reading: milliseconds(began) })
}

struct Reader<'a> {
    known: &'a Known,
    moment: Moment,
    slots: Option<Vec<Slot>>,
    arrivals: Vec<Arrival>,
    /// Of which arrivals nothing says whether their customer was known, by line.
    unsaid: Vec<i64>,
    customers: HashMap<String, i64>,
    lines: u64,
    bad: u64,
    bad_lines: Vec<BadLine>,
}

impl<'a> Reader<'a> {
    fn new(known: &'a Known, moment: Moment) -> Self {
        Self {
            known,
            moment,
            slots: None,
            arrivals: Vec::new(),
            unsaid: Vec::new(),
            customers: HashMap::new(),
            lines: 0,
            bad: 0,
            bad_lines: Vec::new(),
        }
    }

    fn take(&mut self, line: RawLine) -> Result<(), FieldError> {
        let Some(slots) = self.slots.take() else {
            self.slots = Some(slots(&line)?);
            return Ok(());
        };
        self.lines += 1;
        if let Err(errors) = self.arrival(&slots, &line) {
            self.bad += 1;
            if self.bad_lines.len() < MAX_BAD_LINES {
                self.bad_lines.push(BadLine { line: line.number, errors });
            }
        }
        self.slots = Some(slots);
        Ok(())
    }

    fn arrival(&mut self, slots: &[Slot], line: &RawLine) -> Result<(), Vec<FieldError>> {
        let (expected, found) = (slots.len(), line.cells.len());
        if found < expected || line.cells[expected..].iter().any(|cell| !cell.text.is_empty()) {
            return Err(vec![FieldError::new("", FieldCode::WrongColumns { expected, found })]);
        }
        let mut draft = Draft::new(line.number, self.moment);
        for (slot, cell) in slots.iter().zip(&line.cells) {
            let name = match slot {
                Slot::Of(column) => column.as_str(),
                Slot::Attribute(name) => name,
                Slot::Nothing => continue,
            };
            // Nothing is calculated with what stands here, so it may look like a formula.
            if let Some(fault) = cell.fault.clone().filter(|fault| *fault != FieldCode::Formula) {
                draft.errors.push(FieldError::new(format!("/{name}"), fault));
            } else if !cell.text.is_empty() {
                match slot {
                    Slot::Of(column) => draft.put(*column, &cell.text, self.known),
                    Slot::Attribute(name) => draft.attribute(name, &cell.text),
                    Slot::Nothing => {}
                }
            }
        }
        let (mut arrival, customer, known) = draft.done(self.known)?;
        if let Some(customer) = customer {
            let next = 1 + i64::try_from(self.customers.len()).unwrap_or(i64::MAX - 1);
            let id = *self.customers.entry(customer).or_insert(next);
            arrival.customer = Some(Id::from_raw(id));
        }
        match known {
            Some(known) => arrival.facts.known = known,
            None => self.unsaid.push(line.number),
        }
        self.arrivals.push(arrival);
        Ok(())
    }

    fn finish(mut self) -> Result<(Vec<Arrival>, FileRead), FieldError> {
        if self.slots.is_none() {
            return Err(FieldError::new("/file", FieldCode::Required));
        }
        self.arrivals.sort_by_key(|arrival| (arrival.at, arrival.facts.case));
        let times = self.arrivals.first().zip(self.arrivals.last()).map(|(first, last)| (first.at, last.at));
        if times.is_some_and(|(first, last)| last - first > MAX_DAYS * 86_400_000_000) {
            let column = FileColumn::ArrivedAt.as_str();
            return Err(FieldError::new(format!("/{column}"), FieldCode::TooManyDays { max: MAX_DAYS }));
        }
        self.find_known();
        let read = FileRead {
            lines: self.lines,
            bad: self.bad,
            bad_lines: self.bad_lines,
            from: times.map(|(first, _)| instant(first)),
            to: times.map(|(_, last)| instant(last)),
        };
        Ok((self.arrivals, read))
    }

    /// Where nothing says so, a customer is known who has an owner or came before.
    fn find_known(&mut self) {
        let unsaid: std::collections::HashSet<i64> = self.unsaid.iter().copied().collect();
        let mut seen = std::collections::HashSet::new();
        for arrival in &mut self.arrivals {
            let came_before = arrival.customer.is_some_and(|customer| !seen.insert(customer));
            if unsaid.contains(&arrival.facts.case.raw()) {
                arrival.facts.known = came_before || arrival.facts.owner.is_some();
            }
        }
    }
}

/// An arrival that is being put together.
struct Draft {
    at: Option<i64>,
    facts: Facts,
    customer: Option<String>,
    known: Option<bool>,
    open_for: Option<i64>,
    over_at: Option<i64>,
    city: Option<String>,
    district: Option<KnownDistrict>,
    errors: Vec<FieldError>,
}

impl Draft {
    fn new(line: i64, moment: Moment) -> Self {
        Self {
            at: None,
            facts: Facts::new(Id::from_raw(line), CaseKind::Inquiry, moment),
            customer: None,
            known: None,
            open_for: None,
            over_at: None,
            city: None,
            district: None,
            errors: Vec::new(),
        }
    }

    fn fault(&mut self, column: FileColumn, code: FieldCode) {
        self.errors.push(FieldError::new(format!("/{column}"), code));
    }

    /// What was found, or the fault that it was not.
    fn found<T>(&mut self, column: FileColumn, value: Option<T>, code: FieldCode) -> Option<T> {
        if value.is_none() {
            self.fault(column, code);
        }
        value
    }

    /// A text of at most so many characters.
    fn short(&mut self, column: FileColumn, text: &str, max: usize) -> Option<String> {
        let fits = text.chars().count() <= max;
        self.found(column, fits.then(|| text.to_owned()), FieldCode::TooLong { max })
    }

    fn put(&mut self, column: FileColumn, text: &str, known: &Known) {
        use FieldCode::{Malformed, NotFound, UnknownValue};
        use FileColumn as C;
        match column {
            C::ArrivedAt => self.at = self.found(column, values::time(text, known.tz), Malformed),
            C::ResolvedAt => self.over_at = self.found(column, values::time(text, known.tz), Malformed),
            C::Kind => {
                let kind = self.found(column, values::kind(text), UnknownValue);
                self.facts.kind = kind.unwrap_or(self.facts.kind);
            }
            C::Customer => self.customer = self.short(column, text, WORD),
            C::Known => self.known = self.found(column, values::flag(text), UnknownValue),
            C::Owner => self.facts.owner = self.found::<EmployeeId>(column, known.person(text), NotFound),
            C::Entrance => self.facts.entrance = self.short(column, text, WORD),
            C::Channel => self.facts.channel = self.short(column, text, WORD),
            C::ProductLine => self.facts.product_line = self.found(column, known.product_line(text), NotFound),
            C::Province => self.facts.province = self.found(column, known.province(text), NotFound),
            // Which city a name means is known only with the province.
            C::City => self.city = Some(text.to_owned()),
            C::District => {
                self.district = self.found(column, known.district(text), NotFound);
            }
            C::Level => self.facts.level = self.found(column, values::level(text), UnknownValue),
            C::Value => self.facts.value = self.found(column, values::amount(text), Malformed),
            C::Language => self.facts.language = self.short(column, text, WORD),
            C::Text => self.facts.text = self.short(column, text, TEXT),
            C::Minutes => {
                let range = FieldCode::OutOfRange { min: 0, max: values::MAX_MINUTES };
                let fault = if text.parse::<f64>().is_ok() { range } else { Malformed };
                self.open_for = self.found(column, values::minutes(text), fault);
            }
        }
    }

    fn attribute(&mut self, name: &str, text: &str) {
        if text.chars().count() <= TEXT {
            self.facts.attributes.insert(name.to_owned(), text.to_owned());
        } else {
            self.errors.push(FieldError::new(format!("/{name}"), FieldCode::TooLong { max: TEXT }));
        }
    }

    /// The arrival, whose it is, and whether they were known.
    fn done(mut self, known: &Known) -> Result<(Arrival, Option<String>, Option<bool>), Vec<FieldError>> {
        if let Some(district) = self.district {
            let facts = &mut self.facts;
            (facts.district, facts.district_holder) = (Some(district.id), district.holder);
            (facts.city, facts.province) = (Some(district.city), Some(district.province));
        } else if let Some(city) = self.city.take() {
            let found = self.found(FileColumn::City, known.city(&city, self.facts.province), FieldCode::NotFound);
            (self.facts.province, self.facts.city) =
                found.map_or((self.facts.province, None), |(province, city)| (Some(province), Some(city)));
        }
        if self.at.is_none() && !self.errors.iter().any(|error| error.pointer == "/arrived_at") {
            self.fault(FileColumn::ArrivedAt, FieldCode::Required);
        }
        if self.over_at.zip(self.at).is_some_and(|(over, at)| over < at) {
            self.fault(FileColumn::ResolvedAt, FieldCode::NotAfter);
        }
        let Some(at) = self.at.filter(|_| self.errors.is_empty()) else { return Err(self.errors) };
        let arrival = Arrival { at, facts: self.facts, customer: None, open_for: self.open_for, over_at: self.over_at };
        Ok((arrival, self.customer, self.known))
    }
}
