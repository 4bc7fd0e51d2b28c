//! A flown trajectory and a batch of them: knots read by quintic Hermite interpolation.

use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::math::hermite::{self, Knot};
use crate::math::vec3::Vec3;
use std::sync::Arc;

/// How a flight ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Outcome {
    /// It reached its end event: impact on the ground or at the destination.
    Impact = 0,
    /// The allowed time ran out in flight.
    Timeout = 1,
    /// The allowed number of steps ran out in flight.
    StepLimit = 2,
    /// The state became infinite or not a number.
    NonFinite = 3,
    /// No launch solution reaches the destination.
    Unreachable = 4,
    /// A parameter of this row is outside its range.
    Invalid = 5,
    /// The search for a launch solution did not converge.
    NotConverged = 6,
    /// A limit of heat rate, dynamic pressure or load was broken; the flight ends there when that was asked for.
    LimitExceeded = 7,
    /// Fuel or endurance ran out in flight.
    FuelExhausted = 8,
    /// The row was given as samples, and ends with the last of them.
    Recorded = 9,
}

/// What happens at a moment of a flight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Event {
    /// A stage ignites.
    Ignition = 0,
    /// A stage burns out.
    Burnout = 1,
    /// A stage is dropped.
    Separation = 2,
    /// Lift begins to level the path off.
    PullUp = 3,
    /// The glide begins.
    Glide = 4,
    /// Powered cruise begins.
    Cruise = 5,
    /// The terminal dive begins.
    Dive = 6,
    /// The limit of heat rate is broken.
    HeatRateLimit = 7,
    /// The limit of dynamic pressure is broken.
    DynamicPressureLimit = 8,
    /// The limit of load is broken.
    LoadLimit = 9,
    /// Fuel or endurance runs out.
    FuelOut = 10,
}

/// An event and its time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// Time since launch (s).
    pub time_s: f64,
    /// What happens.
    pub event: Event,
}

/// A flown trajectory: knots, marks in order of time, and how it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Flown {
    /// The knots.
    pub knots: Vec<Knot>,
    /// What happened on the way.
    pub marks: Vec<Mark>,
    /// How it ended.
    pub outcome: Outcome,
}

impl Outcome {
    /// Whether the flight came down.
    pub const fn came_down(self) -> bool {
        matches!(self, Self::Impact | Self::FuelExhausted)
    }

    // What ended a flight on the way; none for what came to its end, or has no path.
    const fn why_on_the_way(self) -> Option<&'static str> {
        match self {
            Self::Timeout => Some("the longest flight allowed was over"),
            Self::StepLimit => Some("the largest number of steps allowed was used up"),
            Self::NonFinite => Some("position or velocity became infinite or not a number"),
            Self::LimitExceeded => Some("a limit of heat rate, dynamic pressure or load was broken"),
            Self::FuelExhausted => Some("fuel or endurance ran out"),
            Self::Impact | Self::Unreachable | Self::Invalid | Self::NotConverged | Self::Recorded => None,
        }
    }

    /// The outcome of a flight that failed with an error.
    pub fn of(error: &Error) -> Self {
        match error {
            Error::InvalidParameter { .. } => Self::Invalid,
            Error::NotConverged { .. } => Self::NotConverged,
            Error::Unreachable { .. } => Self::Unreachable,
            Error::Of { error, .. } => Self::of(error),
        }
    }
}

/// Position and velocity at a time, Earth-fixed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct State {
    /// Position, ECEF (m).
    pub position: Vec3,
    /// Velocity relative to the rotating Earth, ECEF (m/s).
    pub velocity: Vec3,
}

/// One trajectory: knots in order of time. Two knots at one time mark a jump of acceleration between phases.
#[derive(Debug, Clone, Copy)]
pub struct Path<'a> {
    /// The knots, at least one.
    pub knots: &'a [Knot],
}

impl Path<'_> {
    /// Time of the first knot (s).
    pub fn start(&self) -> f64 {
        self.knots[0].t
    }

    /// Time of the last knot (s).
    pub fn end(&self) -> f64 {
        self.knots[self.knots.len() - 1].t
    }

    /// The two knots between which time `t` lies; the first or last two outside the flight, one twice if it has no more.
    pub fn interval(&self, t: f64) -> (&Knot, &Knot) {
        let last = self.knots.len() - 1;
        // The first knot later than t; the interval before it holds t.
        let i = self.knots.partition_point(|k| k.t <= t).clamp(1, last.max(1));
        (&self.knots[i - 1], &self.knots[i.min(last)])
    }

    /// State at time `t`, held at the ends outside the flight.
    pub fn state(&self, t: f64) -> State {
        let t = t.clamp(self.start(), self.end());
        let (a, b) = self.interval(t);
        State { position: hermite::position(a, b, t), velocity: hermite::velocity(a, b, t) }
    }
}

/// One row of a batch: a flight, or why there is none. Batches share it.
pub type Row = std::result::Result<Arc<Flown>, Arc<Error>>;

/// A row of what came of a flight.
pub fn row(flown: Result<Flown>) -> Row {
    flown.map(Arc::new).map_err(Arc::new)
}

/// A batch of trajectories over one world.
#[derive(Debug, Clone)]
pub struct Trajectories {
    world: World,
    rows: Vec<Row>,
}

impl Trajectories {
    /// A batch of rows over a world.
    pub fn new(world: &World, rows: Vec<Row>) -> Self {
        Self { world: world.clone(), rows }
    }

    /// The world flown over.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when the batch has no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The batch with errors that name what they are of, one name for each row.
    #[must_use]
    pub fn named(&self, names: &[String]) -> Self {
        let rows = self.rows.iter().zip(names).map(|(row, whose)| {
            let of = |error: Arc<Error>| Error::Of { whose: whose.clone(), error: Box::new((*error).clone()) };
            row.clone().map_err(|error| Arc::new(of(error)))
        });
        Self::new(&self.world, rows.collect())
    }

    /// Row `i`, for another batch.
    pub fn row(&self, i: usize) -> Row {
        self.rows[i].clone()
    }

    /// Why row `i` did not come to its end, in words: it was not flown, or ended on the way.
    pub fn reason(&self, i: usize) -> Option<String> {
        let flown = match &self.rows[i] {
            Ok(flown) => flown,
            Err(error) => return Some(error.to_string()),
        };
        let why = flown.outcome.why_on_the_way()?;
        let last = flown.knots.last()?;
        Some(format!(
            "{why} {:.3} s after its launch, at an altitude of {:.1} m",
            last.t,
            self.world.altitude(last.position)
        ))
    }

    /// Why row `i` was not flown.
    pub fn fault(&self, i: usize) -> Option<&Error> {
        self.rows[i].as_ref().err().map(AsRef::as_ref)
    }

    /// Row `i`, or `None` when it was not flown.
    pub fn path(&self, i: usize) -> Option<Path<'_>> {
        let knots = self.knots(i);
        (!knots.is_empty()).then_some(Path { knots })
    }

    /// The knots of row `i`; none when it was not flown.
    pub fn knots(&self, i: usize) -> &[Knot] {
        self.rows[i].as_ref().map_or(&[], |flown| &flown.knots)
    }

    /// What happened to row `i` on the way.
    pub fn marks(&self, i: usize) -> &[Mark] {
        self.rows[i].as_ref().map_or(&[], |flown| &flown.marks)
    }

    /// How row `i` ended.
    pub fn outcome(&self, i: usize) -> Outcome {
        self.rows[i].as_ref().map_or_else(|error| Outcome::of(error), |flown| flown.outcome)
    }

    /// Memory held (bytes): knots, marks, and what every row has; the words of a fault are not counted.
    pub fn bytes(&self) -> usize {
        // The two counts of references come before what they are of.
        const COUNTS: usize = 2 * size_of::<usize>();
        let held = |row: &Row| match row {
            Ok(flown) => size_of::<Flown>() + size_of_val(&flown.knots[..]) + size_of_val(&flown.marks[..]),
            Err(_) => size_of::<Error>(),
        };
        size_of_val(&self.rows[..]) + self.rows.iter().map(|row| COUNTS + held(row)).sum::<usize>()
    }

    /// Where the knots of each row begin if all stand in a row, and how many there are at the end.
    pub fn offsets(&self) -> Vec<usize> {
        let mut total = 0;
        let mut offsets = Vec::with_capacity(self.len() + 1);
        offsets.push(0);
        for i in 0..self.len() {
            total += self.knots(i).len();
            offsets.push(total);
        }
        offsets
    }
}
