//! Channels and rounds of the fire units, and how they are filled again.
//!
//! A unit fires what is on its launchers. When they are empty, or after a lull, it loads from the rounds at hand, one load at
//! a time; when the last of these are on the launchers, it asks the depot of its class, which delivers as much as the launchers
//! hold or as there is. It loads neither while the rounds of a salvo are still to be launched, nor before the first shot.

use super::events::{Event, Kind, Queue, NONE};
use super::plan::Plan;
use super::unknowns::{Magazine, Unknowns};

#[derive(Debug, Clone, Copy, Default)]
struct Stock {
    free_channels: u32,
    rounds: u32,
    spare: u32,
    loading: u32,
    // What the depot has sent and not yet arrived.
    ordered: u32,
    waits_for_depot: bool,
    // The last launch.
    fired_s: f64,
    // It has said that it has and expects no round.
    out: bool,
    // Its command post, NONE without one.
    post: u32,
}

/// The stocks of all units.
#[derive(Debug, Clone, Default)]
pub(super) struct Stocks {
    units: Vec<Stock>,
    // Rounds that each class's depot has given out.
    given: Vec<f64>,
    /// What depots sent in this night: unit, time (s) and rounds.
    pub(super) sent: Vec<(u32, f64, u32)>,
    // Free operators of each command post.
    operators: Vec<u32>,
}

impl Stocks {
    /// Full launchers, and a unit that is down without a channel.
    pub(super) fn reset(&mut self, plan: &Plan, unknowns: &Unknowns, unit_up: &[bool]) {
        self.units.clear();
        let of = Owner { plan, unknowns };
        let posts = plan.tables().unit_posts.iter();
        self.units.extend((0u32..).zip(unit_up.iter().zip(posts)).map(|(unit, (&up, post))| {
            let magazine = of.magazine(unit);
            Stock {
                free_channels: if up { magazine.channels } else { 0 },
                rounds: magazine.rounds,
                spare: magazine.spare,
                fired_s: f64::INFINITY,
                out: magazine.rounds == 0,
                post: post.unwrap_or(NONE),
                ..Stock::default()
            }
        }));
        self.given.clear();
        self.given.resize(plan.tables().unit_classes.len(), 0.0);
        self.operators.clear();
        self.operators.extend(plan.tables().posts.iter().map(|post| post.operators));
    }

    /// All channels of the units that are up and all operators are free again; rounds stay as they are.
    pub(super) fn next_night(&mut self, of: Owner, unit_up: &[bool]) {
        for (unit, (stock, &up)) in (0u32..).zip(self.units.iter_mut().zip(unit_up)) {
            stock.free_channels = if up { of.magazine(unit).channels } else { 0 };
        }
        self.operators.clear();
        self.operators.extend(of.plan.tables().posts.iter().map(|post| post.operators));
    }

    /// Whether the unit has a channel, a round and, under a command post, an operator.
    #[inline]
    pub(super) fn is_ready(&self, unit: u32) -> bool {
        let stock = &self.units[unit as usize];
        stock.free_channels > 0 && stock.rounds > 0 && (stock.post == NONE || self.operators[stock.post as usize] > 0)
    }

    /// The command post of a unit, [`NONE`] without one.
    pub(super) fn post(&self, unit: u32) -> u32 {
        self.units[unit as usize].post
    }

    /// Gives an operator of the unit's command post back.
    pub(super) fn operator_free(&mut self, unit: u32) {
        self.operators[self.units[unit as usize].post as usize] += 1;
    }

    /// Whether it has a round on its launchers.
    pub(super) fn has_round(&self, unit: u32) -> bool {
        self.units[unit as usize].rounds > 0
    }

    /// Whether it has not said that it has and expects no round.
    pub(super) fn expects_round(&self, unit: u32) -> bool {
        !self.units[unit as usize].out
    }

    /// Has the unit say that it has and expects no round, if that is so.
    pub(super) fn ran_out(&mut self, unit: u32) {
        self.units[unit as usize].out = self.left(unit as usize) == 0;
    }

    /// Rounds of the unit that are left: on launchers, at hand, and on their way to either.
    pub(super) fn left(&self, unit: usize) -> u32 {
        let stock = &self.units[unit];
        stock.rounds + stock.spare + stock.loading + stock.ordered
    }

    /// Takes a channel, an operator and at most so many rounds; returns how many.
    pub(super) fn take(&mut self, unit: u32, wanted: u32) -> u32 {
        let stock = &mut self.units[unit as usize];
        let taken = wanted.min(stock.rounds);
        stock.rounds -= taken;
        stock.free_channels -= 1;
        if stock.post != NONE {
            self.operators[stock.post as usize] -= 1;
        }
        taken
    }

    /// Gives a channel back.
    pub(super) fn free(&mut self, unit: u32) {
        self.units[unit as usize].free_channels += 1;
    }

    /// Sees to the rounds of a unit that fires at `time_s`, and launches the last of its rounds at `last_s`.
    pub(super) fn fired(&mut self, of: Owner, unit: u32, (time_s, last_s): (f64, f64), queue: &mut Queue) {
        let wait_s = of.magazine(unit).top_up_after_s;
        let stock = &mut self.units[unit as usize];
        stock.fired_s = if stock.fired_s < f64::INFINITY { stock.fired_s.max(last_s) } else { last_s };
        if stock.rounds == 0 {
            if last_s > time_s {
                queue.push(Event::of_unit(Kind::Lull, unit, last_s));
            } else {
                self.refill(of, unit, time_s, queue);
            }
            if self.left(unit as usize) == 0 && of.plan.tables().doctrine.wait_for_cheaper {
                queue.push(Event::of_unit(Kind::RanOut, unit, last_s));
            }
        }
        if wait_s.is_finite() {
            queue.push(Event::of_unit(Kind::Lull, unit, last_s + wait_s));
        }
    }

    /// Loads what is missing if the launchers are empty, or the unit has not fired for so long.
    pub(super) fn refill(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        let stock = &self.units[unit as usize];
        let since_s = if stock.rounds == 0 { 0.0 } else { of.magazine(unit).top_up_after_s };
        // The lull of the last launch is the sum of the same two numbers: no later launch, no difference.
        if stock.fired_s + since_s <= time_s {
            self.load(of, unit, time_s, queue);
        }
    }

    /// Puts what was loaded on the launchers; and loads again if a lull came about meanwhile.
    pub(super) fn reloaded(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        let stock = &mut self.units[unit as usize];
        stock.rounds += stock.loading;
        stock.loading = 0;
        if stock.spare == 0 {
            self.order(of, unit, time_s, queue);
        }
        self.refill(of, unit, time_s, queue);
    }

    /// Puts a delivery with the rounds at hand, from which launchers are loaded that are empty, or have been quiet.
    pub(super) fn delivered(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        let stock = &mut self.units[unit as usize];
        stock.spare += stock.ordered;
        stock.ordered = 0;
        self.refill(of, unit, time_s, queue);
    }

    /// Asks the depot again.
    pub(super) fn depot_filled(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        self.units[unit as usize].waits_for_depot = false;
        self.order(of, unit, time_s, queue);
    }

    fn load(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        let magazine = of.magazine(unit);
        let stock = &mut self.units[unit as usize];
        if stock.loading > 0 {
            return;
        }
        let missing = magazine.rounds.saturating_sub(stock.rounds);
        stock.loading = missing.min(stock.spare);
        stock.spare -= stock.loading;
        if stock.loading > 0 {
            let share = f64::from(stock.loading) / f64::from(magazine.rounds);
            queue.push(Event::of_unit(Kind::Reloaded, unit, time_s + magazine.reload_time_s * share));
        } else if missing > 0 {
            self.order(of, unit, time_s, queue);
        }
    }

    fn order(&mut self, of: Owner, unit: u32, time_s: f64, queue: &mut Queue) {
        let class = of.depot(unit);
        let (magazine, depot) = (of.magazine(unit), &of.unknowns.depots[class]);
        let stock = &mut self.units[unit as usize];
        if stock.ordered > 0 || stock.waits_for_depot || magazine.rounds == 0 {
            return;
        }
        let held = depot.received(time_s) - self.given[class];
        if held < 1.0 {
            let filled_s = depot.received_at_s(self.given[class] + 1.0);
            if filled_s.is_finite() {
                stock.waits_for_depot = true;
                // Strictly later, or a rounding would ask for ever at the same instant.
                queue.push(Event::of_unit(Kind::DepotFilled, unit, filled_s.max(time_s) + 1e-3));
            }
            return;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 1 to the rounds of a launcher"
        )]
        let sent = held.min(f64::from(magazine.rounds)) as u32;
        stock.ordered = sent;
        stock.out = false;
        self.given[class] += f64::from(sent);
        self.sent.push((unit, time_s, sent));
        queue.push(Event::of_unit(Kind::Delivered, unit, time_s + depot.delivery_time_s));
    }
}

/// Whose stocks they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Owner<'a> {
    /// The raid.
    pub(super) plan: &'a Plan,
    /// What its units have.
    pub(super) unknowns: &'a Unknowns,
}

impl<'a> Owner<'a> {
    // The depot of a unit's class: variants of one class share that of the first.
    fn depot(&self, unit: u32) -> usize {
        let tables = self.plan.tables();
        let class = tables.units[unit as usize].class as usize;
        let shared = tables.unit_classes.iter().position(|key| *key == tables.unit_classes[class]);
        shared.unwrap_or(class)
    }

    /// What a unit has to shoot with.
    pub(super) fn magazine(&self, unit: u32) -> &'a Magazine {
        &self.unknowns.magazines[self.plan.tables().units[unit as usize].given as usize]
    }
}
