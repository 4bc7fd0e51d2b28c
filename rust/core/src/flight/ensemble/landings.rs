//! Where the ends of flights go: straight into the arrays that the caller wants, part by part.
//!
//! Threads take parts of the rows that are left, fewer and fewer towards the end, and write into them what their lanes
//! bring down.

use super::bodies::Ended;
use crate::error::Result;
use crate::flight::flown::path::{row, Flown, Outcome, Row};
use crate::math::share::share;
use crate::math::vec3::Vec3;
use std::sync::{Mutex, PoisonError};

// Rows that a thread takes at once: enough for half of the widest lanes, and so few that all threads end together.
const ROWS_MIN: usize = 8;
const ROWS_MAX: usize = 1_024;

/// Columns of ends, each with a value for every row (vectors: three), those that are wanted only. A row that could not
/// be flown is NaN, with its outcome.
#[derive(Debug, Default)]
pub struct Ends<'a> {
    /// Time (s).
    pub time_s: Option<&'a mut [f64]>,
    /// Position, ECEF (m).
    pub position: Option<&'a mut [f64]>,
    /// Velocity, ECEF (m/s).
    pub velocity: Option<&'a mut [f64]>,
    /// Codes of outcomes.
    pub outcome: Option<&'a mut [u8]>,
    /// Steps tried.
    pub steps: Option<&'a mut [u32]>,
}

/// What is wanted of the flights of some rows.
#[derive(Debug)]
pub enum Wanted<'a> {
    /// Their ends.
    Ends(Ends<'a>),
    /// All that is known of them.
    Flights(&'a mut [Option<Result<Ended>>]),
    /// Their trajectories, ready for a batch.
    Trajectories(&'a mut [Option<Row>]),
}

/// Rows that are to be flown, and places for what becomes of them.
#[derive(Debug)]
pub struct Landings<'a> {
    threads: usize,
    left: Mutex<Part<'a>>,
}

/// Some consecutive rows.
#[derive(Debug)]
struct Part<'a> {
    first: usize,
    rows: usize,
    wanted: Wanted<'a>,
}

/// A row that one thread flies, and which of its parts the row belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seat {
    pub(super) row: usize,
    part: usize,
}

/// The parts that one thread has taken; the last holds the rows to come.
pub(super) struct Taken<'a, 'b> {
    landings: &'a Landings<'b>,
    parts: Vec<Part<'b>>,
    next: usize,
}

impl<'a, 'b> Taken<'a, 'b> {
    pub(super) fn new(landings: &'a Landings<'b>) -> Self {
        Self { landings, parts: Vec::new(), next: 0 }
    }

    /// The next row of the last part, or the first of a new one; none when all are taken.
    pub(super) fn next(&mut self) -> Option<Seat> {
        if self.parts.last().is_none_or(|part| self.next == part.first + part.rows) {
            let part = self.landings.claim()?;
            self.next = part.first;
            self.parts.push(part);
        }
        self.next += 1;
        Some(Seat { row: self.next - 1, part: self.parts.len() - 1 })
    }

    /// What became of a row.
    pub(super) fn put(&mut self, seat: Seat, ended: Result<Ended>) {
        self.parts[seat.part].put(seat.row, ended);
    }
}

impl<'a> Landings<'a> {
    /// Of a number of rows, flown by a number of threads.
    pub fn new(rows: usize, wanted: Wanted<'a>, threads: usize) -> Self {
        Self { threads: threads.max(1), left: Mutex::new(Part { first: 0, rows, wanted }) }
    }

    /// The most threads that find a part.
    pub fn parts(rows: usize) -> usize {
        rows.div_ceil(ROWS_MIN)
    }

    fn claim(&self) -> Option<Part<'a>> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let count = share(left.rows, self.threads).clamp(ROWS_MIN, ROWS_MAX).min(left.rows);
        (count > 0).then(|| left.split_off(count))
    }
}

impl Part<'_> {
    fn split_off(&mut self, count: usize) -> Self {
        let first = self.first;
        self.first += count;
        self.rows -= count;
        let wanted = match &mut self.wanted {
            Wanted::Flights(rows) => Wanted::Flights(cut(rows, count)),
            Wanted::Trajectories(rows) => Wanted::Trajectories(cut(rows, count)),
            Wanted::Ends(ends) => Wanted::Ends(Ends {
                time_s: ends.time_s.as_mut().map(|x| cut(x, count)),
                position: ends.position.as_mut().map(|x| cut(x, 3 * count)),
                velocity: ends.velocity.as_mut().map(|x| cut(x, 3 * count)),
                outcome: ends.outcome.as_mut().map(|x| cut(x, count)),
                steps: ends.steps.as_mut().map(|x| cut(x, count)),
            }),
        };
        Self { first, rows: count, wanted }
    }

    fn put(&mut self, number: usize, ended: Result<Ended>) {
        let i = number - self.first;
        match &mut self.wanted {
            Wanted::Flights(rows) => rows[i] = Some(ended),
            Wanted::Trajectories(rows) => rows[i] = Some(row(ended.map(Flown::from))),
            Wanted::Ends(ends) => ends.put(i, &ended),
        }
    }
}

impl Ends<'_> {
    fn put(&mut self, i: usize, ended: &Result<Ended>) {
        let nowhere = Vec3::new(f64::NAN, f64::NAN, f64::NAN);
        let (t, position, velocity, how, tried) = match ended {
            Ok(e) => (e.last.t, e.last.position, e.last.velocity, e.outcome, e.steps),
            Err(error) => (f64::NAN, nowhere, nowhere, Outcome::of(error), 0),
        };
        set(&mut self.time_s, i, t);
        set(&mut self.outcome, i, how as u8);
        set(&mut self.steps, i, tried);
        for (column, v) in [(&mut self.position, position), (&mut self.velocity, velocity)] {
            if let Some(column) = column {
                column[3 * i..3 * i + 3].copy_from_slice(&[v.x, v.y, v.z]);
            }
        }
    }
}

fn set<T>(column: &mut Option<&mut [T]>, i: usize, value: T) {
    if let Some(column) = column {
        column[i] = value;
    }
}

// Cuts the beginning off a slice.
#[allow(clippy::mut_mut, reason = "the slice itself is cut")]
fn cut<'a, T>(slice: &mut &'a mut [T], count: usize) -> &'a mut [T] {
    let (head, tail) = std::mem::take(slice).split_at_mut(count);
    *slice = tail;
    head
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    #[test]
    fn every_row_is_claimed_once_and_written_in_its_place() {
        for (rows, threads) in [(0, 1), (1, 16), (100, 3), (20_000, 2)] {
            let (mut time_s, mut velocity) = (vec![0.0; rows], vec![0.0; 3 * rows]);
            let mut outcome = vec![0u8; rows];
            let ends = Ends {
                time_s: Some(&mut time_s),
                velocity: Some(&mut velocity),
                outcome: Some(&mut outcome),
                ..Ends::default()
            };
            let landings = Landings::new(rows, Wanted::Ends(ends), threads);
            let mut flown = 0;
            while let Some(mut part) = landings.claim() {
                assert_eq!(part.first, flown);
                for row in part.first..part.first + part.rows {
                    part.put(row, Err(Error::invalid("x", row, "another")));
                }
                flown += part.rows;
            }
            assert_eq!(flown, rows);
            assert!(time_s.iter().chain(&velocity).all(|x| x.is_nan()));
            assert!(outcome.iter().all(|&code| code == Outcome::Invalid as u8));
        }
    }
}
