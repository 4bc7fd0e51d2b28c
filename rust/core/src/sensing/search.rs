//! The intervals of a flight in which several conditions hold together, by branch and bound.
//!
//! Each condition is a margin, continuous in time, that holds where it is not negative. Over a stretch of the flight its
//! bounds tell that it holds throughout, fails throughout, or neither; then, whether it can change sign only once
//! (monotone: one root, found in a bracket), only rises and falls once (turning: cut at the turning point), or nothing
//! more (halved). Nothing is missed but what lies within a stretch of [`SHORTEST_S`] whose ends have the same sign.

use super::piece::Stretch;
use super::profile::Profile;
use crate::math::roots::bracketed_from;

/// A stretch this short that is still undecided is judged by its ends (s): an interval or gap at least this long is never
/// missed, a shorter one may be.
pub(crate) const SHORTEST_S: f64 = 0.02;

/// Tolerance of an interval's edges (s).
const EDGE_S: f64 = 1e-6;
/// Edges are drawn in by this (s), so that an end lies inside.
const DRAWN_IN_S: f64 = 5e-6;

/// What the bounds tell of a condition over a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It holds throughout.
    Holds,
    /// It fails throughout.
    Fails,
    /// Undecided, but the margin only rises or only falls.
    Monotone,
    /// Undecided; the margin turns once at most, where [`Conditions::turning`] is zero.
    Turning,
    /// Undecided.
    Unknown,
}

impl Verdict {
    /// Of a margin that lies between two bounds.
    pub(crate) fn between((low, high): (f64, f64)) -> Self {
        if low >= 0.0 {
            Self::Holds
        } else if high < 0.0 {
            Self::Fails
        } else {
            Self::Unknown
        }
    }

    /// This where it decides, else what more is known.
    pub(crate) fn or_else(self, more: impl FnOnce() -> Self) -> Self {
        if self == Self::Unknown {
            more()
        } else {
            self
        }
    }

    /// Of a margin whose sign surely stays for a while (s) to both sides of the middle of a stretch: negative where it fails.
    pub(crate) fn of_slack(slack_s: f64, half_s: f64) -> Self {
        // A slack that is not a number decides nothing.
        if slack_s >= half_s {
            Self::Holds
        } else if slack_s < 0.0 && -slack_s >= half_s {
            Self::Fails
        } else {
            Self::Unknown
        }
    }
}

/// Conditions on a flight, in the order in which the first that fails gives the reason.
pub(crate) trait Conditions {
    /// What several conditions need of a stretch.
    type View;

    /// How many there are; at most 32.
    const COUNT: usize;

    /// Computes it once.
    fn view(&self, stretch: &Stretch) -> Self::View;

    /// Judges condition `k` over a stretch.
    fn judge(&self, k: usize, stretch: &Stretch, view: &Self::View) -> Verdict;

    /// The margin of condition `k` at path time `t` (s) of a piece.
    fn margin(&self, k: usize, profile: &Profile, piece: usize, t: f64) -> f64;

    /// A function of time with its only root where the margin of a turning condition turns.
    fn turning(&self, k: usize, profile: &Profile, piece: usize, t: f64) -> f64;
}

/// The intervals, in order, with edges inside to 1e-5 s; and how many of the first conditions held together at some
/// instant.
///
/// `spans` are parts of pieces of the profile, by index, in order; outside them the first condition fails. `open` has a
/// bit for each condition that is to be asked at all.
pub(crate) fn search<C: Conditions>(
    conditions: &C,
    profile: &Profile,
    spans: impl Iterator<Item = (usize, (f64, f64))>,
    open: u32,
) -> (Vec<(f64, f64)>, usize) {
    let mut search = Search { conditions, profile, found: Vec::new(), depth: 0, stack: Vec::new(), later: Vec::new() };
    for (piece, span_s) in spans {
        search.stack.push(Task { piece, span_s, open, monotone: 0, limit: C::COUNT });
        while let Some(task) = search.stack.pop() {
            search.work(task, false);
        }
    }
    search.deepen();
    let (start, end) = profile.span_s();
    let inside = search.found.into_iter().filter_map(|i| drawn_in(i, (start, end)));
    (inside.collect(), search.depth)
}

// An edge found to a tolerance may lie just outside: draw it in, unless it is an end of the flight.
fn drawn_in((from, to): (f64, f64), (start, end): (f64, f64)) -> Option<(f64, f64)> {
    let from = if from > start { from + DRAWN_IN_S } else { from };
    let to = if to < end { to - DRAWN_IN_S } else { to };
    (to > from).then_some((from, to))
}

// A part of a piece whose conditions below `limit` are looked at: those of `open` are not known to hold, those of
// `monotone` known to change sign once at most.
#[derive(Debug, Clone, Copy)]
struct Task {
    piece: usize,
    span_s: (f64, f64),
    open: u32,
    monotone: u32,
    limit: usize,
}

struct Search<'a, C> {
    conditions: &'a C,
    profile: &'a Profile<'a>,
    found: Vec<(f64, f64)>,
    depth: usize,
    stack: Vec<Task>,
    // Parts without an interval that could still tell of a deeper condition: only asked when nothing was found.
    later: Vec<Task>,
}

impl<C: Conditions> Search<'_, C> {
    fn deepen(&mut self) {
        while self.depth < C::COUNT {
            let Some(task) = self.later.pop() else { return };
            self.stack.push(task);
            while let Some(task) = self.stack.pop() {
                if task.limit > self.depth {
                    self.work(task, true);
                }
            }
        }
    }

    // Judges a part once; pushes what is left to do.
    fn work(&mut self, mut task: Task, deepening: bool) {
        let piece = &self.profile.pieces()[task.piece];
        let (from, to) = task.span_s;
        let whole = from.to_bits() == piece.span_s.0.to_bits() && to.to_bits() == piece.span_s.1.to_bits();
        let part = (!whole).then(|| piece.moment(0.5 * (from + to)));
        let stretch = Stretch::new(piece, 0.5 * (to - from), part.as_ref().unwrap_or(&piece.middle));
        let view = self.conditions.view(&stretch);
        let mut turning = None;
        for k in bits(task.open) {
            if k >= task.limit {
                break;
            }
            match self.conditions.judge(k, &stretch, &view) {
                Verdict::Holds => task.open &= !(1 << k),
                Verdict::Fails => return self.fail(task, k, deepening),
                Verdict::Monotone => task.monotone |= 1 << k,
                Verdict::Turning => turning = turning.or(Some(k)),
                Verdict::Unknown => {}
            }
        }
        let short = to - from <= SHORTEST_S;
        let once = if short { u32::MAX } else { task.monotone };
        for k in bits(task.open & once & below(task.limit)) {
            let (a, b) = (self.margin(k, &task, from), self.margin(k, &task, to));
            match (a >= 0.0, b >= 0.0) {
                (true, true) => task.open &= !(1 << k),
                (false, false) => return self.fail(task, k, deepening),
                _ => return self.cut(task, k, (a, b), deepening),
            }
        }
        if task.open & below(task.limit) == 0 {
            self.succeed(&task);
        } else if let Some(k) = turning.filter(|k| task.open & (1 << k) != 0) {
            self.split_at_turn(task, k);
        } else {
            self.push_halves(task, 0.5 * (from + to));
        }
    }

    fn succeed(&mut self, task: &Task) {
        self.depth = self.depth.max(task.limit);
        if task.limit == C::COUNT {
            match self.found.last_mut() {
                Some(last) if last.1.to_bits() == task.span_s.0.to_bits() => last.1 = task.span_s.1,
                _ => self.found.push(task.span_s),
            }
        }
    }

    // Condition k fails throughout: what is left to learn is whether those before it hold together somewhere.
    fn fail(&mut self, task: Task, k: usize, deepening: bool) {
        if k <= self.depth {
            return;
        }
        let rest = Task { limit: k, ..task };
        if rest.open & below(k) == 0 {
            self.depth = k;
        } else if deepening {
            self.stack.push(rest);
        } else {
            self.later.push(rest);
        }
    }

    // Condition k changes sign once: the part where it holds goes on without it.
    fn cut(&mut self, task: Task, k: usize, (first, last): (f64, f64), deepening: bool) {
        let (from, to) = task.span_s;
        let edge = bracketed_from(|t| self.margin(k, &task, t), [(from, first), (to, last)], EDGE_S);
        let (holds, fails) = if first >= 0.0 { ((from, edge), (edge, to)) } else { ((edge, to), (from, edge)) };
        self.fail(Task { span_s: fails, ..task }, k, deepening);
        self.stack.push(Task { span_s: holds, open: task.open & !(1 << k), ..task });
    }

    fn split_at_turn(&mut self, task: Task, k: usize) {
        let turn = |t: f64| self.conditions.turning(k, self.profile, task.piece, t);
        let (from, to) = task.span_s;
        let once = Task { monotone: task.monotone | (1 << k), ..task };
        let (first, last) = (turn(from), turn(to));
        if (first >= 0.0) == (last >= 0.0) {
            self.stack.push(once);
        } else {
            let at = bracketed_from(turn, [(from, first), (to, last)], EDGE_S);
            self.push_halves(once, at.clamp(from, to));
        }
    }

    fn push_halves(&mut self, task: Task, at: f64) {
        self.stack.push(Task { span_s: (at, task.span_s.1), ..task });
        self.stack.push(Task { span_s: (task.span_s.0, at), ..task });
    }

    fn margin(&self, k: usize, task: &Task, t: f64) -> f64 {
        self.conditions.margin(k, self.profile, task.piece, t)
    }
}

const fn below(k: usize) -> u32 {
    if k >= 32 {
        u32::MAX
    } else {
        (1 << k) - 1
    }
}

fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let k = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (k < 32).then_some(k as usize)
    })
}
