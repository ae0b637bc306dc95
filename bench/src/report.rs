//! The report: JSON for machines, Markdown for people.

use crate::assign::Assigning;
use crate::load::Measured;
use crate::machine::{Asset, Machine};
use crate::redistribute::Redistribution;
use crate::simulate::{self, Simulated};
use crate::work::Move;
use anyhow::Result;
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// Everything that was measured.
#[derive(Serialize)]
pub struct Report {
    /// Where.
    pub machine: Machine,
    /// How long each measurement was, at most.
    pub seconds: f64,
    /// The size of the `guike` program, console included.
    pub binary_bytes: u64,
    /// What a browser loads.
    pub console: Vec<Asset>,
    /// How fast the simulator is.
    pub simulations: Vec<Simulated>,
    /// On each database.
    pub databases: Vec<Database>,
}

/// What was measured on one database.
#[derive(Serialize)]
pub struct Database {
    /// Its name.
    pub name: String,
    /// Tables and how many rows they have.
    pub contents: Vec<(String, i64)>,
    /// Milliseconds of some starts, ascending.
    pub start_ms: Vec<u64>,
    /// Resident memory after the start.
    pub idle_kib: u64,
    /// Resident memory after all measurements.
    pub loaded_kib: u64,
    /// The pages.
    pub rows: Vec<Row>,
    /// Moves of districts, after that.
    pub moves: Vec<Move>,
    /// Redistributions of what one agent has, after the moves.
    pub redistributions: Vec<Redistribution>,
    /// Inquiries that were created and assigned, after everything else.
    pub assigning: Option<Assigning>,
}

/// One page of one person.
#[derive(Serialize)]
pub struct Row {
    /// Who asked.
    pub person: String,
    /// For what.
    pub page: String,
    /// The size of the answer.
    pub bytes: usize,
    /// Guike, at each number of connections.
    pub guike: Vec<Measured>,
    /// A bare actix-web server with the same bytes.
    pub bare: Vec<Measured>,
    /// The same rows by hand-written SQL, without HTTP and JSON; empty where no single statement does it.
    pub by_hand: Vec<Measured>,
}

impl Report {
    /// Writes `report.json` and `report.md`.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::write(folder.join("report.json"), serde_json::to_string_pretty(self)? + "\n")?;
        std::fs::write(folder.join("report.md"), self.markdown()?)?;
        Ok(())
    }

    fn markdown(&self) -> Result<String> {
        let mut out = String::from("# Measurements\n\n");
        let machine = &self.machine;
        writeln!(
            out,
            "{} x {}, {} MiB, {}. The load generator, the server and the database share these processors. \
             Each number is from at most {} s, after a fifth of that to warm up.\n",
            machine.processors, machine.processor, machine.memory_mib, machine.kernel, self.seconds
        )?;
        writeln!(out, "The program is {} with the console inside.\n", mib(self.binary_bytes))?;
        out.push_str("| console | bytes | gzip |\n|---|--:|--:|\n");
        for asset in &self.console {
            let gzip = asset.gzip_bytes.map(|bytes| bytes.to_string()).unwrap_or_default();
            writeln!(out, "| {} | {} | {gzip} |", asset.name, asset.bytes)?;
        }
        if !self.simulations.is_empty() {
            simulate::markdown(&self.simulations, &mut out)?;
        }
        for database in &self.databases {
            database.markdown(&mut out)?;
        }
        Ok(out)
    }
}

impl Database {
    fn markdown(&self, out: &mut String) -> Result<()> {
        let contents: Vec<String> = self.contents.iter().map(|(table, rows)| format!("{rows} {table}")).collect();
        writeln!(out, "\n## {}\n\n{}.\n", self.name, contents.join(", "))?;
        let median = self.start_ms.get(self.start_ms.len() / 2).copied().unwrap_or_default();
        let (idle, loaded) = (mib(self.idle_kib * 1024), mib(self.loaded_kib * 1024));
        writeln!(out, "Start to listening: {median} ms (median). Resident: {idle} idle, {loaded} after the load.\n")?;
        if !self.rows.is_empty() {
            self.pages(out)?;
        }
        if !self.moves.is_empty() {
            self.moves(out)?;
        }
        if !self.redistributions.is_empty() {
            self.redistributions(out)?;
        }
        self.assigning.as_ref().map_or(Ok(()), |assigning| assigning.markdown(out))
    }

    fn pages(&self, out: &mut String) -> Result<()> {
        out.push_str("Requests per second, and p50 / p95 in milliseconds, by connections at once.\n\n");
        out.push_str("| who | page | bytes | at once | Guike | ms | bare HTTP | of it | SQL by hand |\n");
        out.push_str("|---|---|--:|--:|--:|--:|--:|--:|--:|\n");
        for row in &self.rows {
            for (at, guike) in row.guike.iter().enumerate() {
                let other = |measured: &[Measured]| {
                    measured.get(at).map(|measured| format!("{:.0}", measured.per_second)).unwrap_or_default()
                };
                writeln!(
                    out,
                    "| {} | {} | {} | {} | {:.0} | {} / {} | {} | {} | {} |",
                    row.person,
                    row.page,
                    row.bytes,
                    guike.connections,
                    guike.per_second,
                    ms(guike.p50_us),
                    ms(guike.p95_us),
                    other(&row.bare),
                    row.bare
                        .get(at)
                        .map(|bare| format!("{:.2}", guike.per_second / bare.per_second))
                        .unwrap_or_default(),
                    other(&row.by_hand),
                )?;
            }
        }
        Ok(())
    }

    fn moves(&self, out: &mut String) -> Result<()> {
        out.push_str("\nDistricts change hands; meanwhile a lead opens the first page of customers over and over.\n\n");
        out.push_str("| districts | customers | preview ms | move ms | reads | read p50 | p95 | longest |\n");
        out.push_str("|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for moved in &self.moves {
            writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                moved.districts,
                moved.customers,
                moved.preview_ms,
                moved.ms,
                moved.reads.requests,
                ms(moved.reads.p50_us),
                ms(moved.reads.p95_us),
                ms(moved.reads.max_us),
            )?;
        }
        Ok(())
    }

    fn redistributions(&self, out: &mut String) -> Result<()> {
        out.push_str(
            "\nAll customers of one agent are shared out among others, and that is undone; meanwhile the same.\n\n",
        );
        out.push_str("| agents | customers | preview ms | ms | undo ms | reads | read p50 | p95 | longest |\n");
        out.push_str("|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for shared_out in &self.redistributions {
            writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} | {} | {} | {} |",
                shared_out.agents,
                shared_out.customers,
                shared_out.preview_ms,
                shared_out.ms,
                shared_out.undo_ms,
                shared_out.reads.requests,
                ms(shared_out.reads.p50_us),
                ms(shared_out.reads.p95_us),
                ms(shared_out.reads.max_us),
            )?;
        }
        Ok(())
    }
}

/// Milliseconds, for a table.
pub fn ms(microseconds: u64) -> String {
    format!("{}.{:02}", microseconds / 1000, microseconds % 1000 / 10)
}

fn mib(bytes: u64) -> String {
    format!("{}.{} MiB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20)
}

#[cfg(test)]
mod tests {
    use super::{mib, ms};

    #[test]
    fn units_are_rounded_down() {
        assert_eq!(ms(1_239), "1.23");
        assert_eq!(mib(1024 * 1024 * 3 / 2), "1.5 MiB");
    }
}
