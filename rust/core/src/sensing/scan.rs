//! From coverage to a detection and a track: scans, single-scan probability, confirmation by m hits in n scans.
//!
//! What is seen surely is confirmed m periods after its entry into coverage: the latest that it can be, whatever the antenna's
//! phase. By chance the scans fall at multiples of the period since the launch of the flight, so that more coverage only
//! adds scans. A target whose cross-section fluctuates from scan to scan as Swerling's case 1 (P. Swerling,
//! *Probability of detection for fluctuating targets*, RAND RM-1217, 1954) is detected in one scan with probability
//!
//!   Pd = Pfa^(1/(1 + SNR)),
//!
//! SNR the mean signal-to-noise ratio, and hits of different scans are independent.

use crate::error::{check_range, Error, Result};

/// The longest memory of a confirmation (scans).
const SCANS_MAX: u32 = 12;

/// Detection by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SingleScan {
    /// Probability of detection in one scan at the range against 1 m^2, of a target of 1 m^2.
    pub probability: f64,
    /// Probability of false alarm that sets the threshold.
    pub false_alarm: f64,
    /// Probability of confirmation that a track must have reached.
    pub required: f64,
}

impl SingleScan {
    pub(super) fn check(&self) -> Result<()> {
        check_range("false_alarm_probability", self.false_alarm, 1e-15, 0.1)?;
        check_range("required_probability", self.required, 1e-6, 1.0 - 1e-9)?;
        check_range("single_scan_probability", self.probability, self.false_alarm, 1.0 - 1e-9)
    }

    /// Mean signal-to-noise ratio at the reference range: ln Pfa / ln Pd - 1.
    pub fn reference_snr(&self) -> f64 {
        self.false_alarm.ln() / self.probability.ln() - 1.0
    }

    /// Probability of detection in one scan at a signal-to-noise ratio `over_reference` times that of the reference.
    pub fn detection(&self, over_reference: f64) -> f64 {
        swerling_1(self.false_alarm, self.reference_snr() * over_reference)
    }
}

/// Single-scan probability of detection of a Swerling 1 target at a mean signal-to-noise ratio (not in decibels).
pub fn swerling_1(false_alarm: f64, snr: f64) -> f64 {
    (false_alarm.ln() / (1.0 + snr)).exp()
}

/// How a track is confirmed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scan {
    /// Time between looks at a target (s); 0 for one that looks without pause.
    pub period_s: f64,
    /// Hits needed, m.
    pub hits: u32,
    /// Among so many last scans, n.
    pub scans: u32,
}

impl Scan {
    /// Looks without pause and needs one hit.
    pub const CONTINUOUS: Self = Self { period_s: 0.0, hits: 1, scans: 1 };

    pub(super) fn check(&self, chance: Option<&SingleScan>) -> Result<()> {
        check_range("scan_period_s", self.period_s, 0.0, 1e4)?;
        check_range("track_scans", f64::from(self.scans), 1.0, f64::from(SCANS_MAX))?;
        check_range("track_hits", f64::from(self.hits), 1.0, f64::from(self.scans))?;
        if chance.is_some() && self.period_s < 0.01 {
            let why = "at least 0.01 where single_scan_probability is given";
            return Err(Error::invalid("scan_period_s", self.period_s, why));
        }
        Ok(())
    }

    /// How long after entry a sure target is confirmed (s): at its m-th scan.
    pub fn sure_s(&self) -> f64 {
        self.period_s * f64::from(self.hits)
    }

    /// The first scan in a stretch of coverage `(from, to)` at which the probability of confirmation has reached
    /// `required`, where the scan at `t` hits with probability `hit(t)`; `None` where it never does. Scans fall at multiples
    /// of the period since `origin`; the first is after the entry.
    pub fn confirmed_s(
        &self,
        (from, to): (f64, f64),
        origin: f64,
        required: f64,
        hit: impl Fn(f64) -> f64,
    ) -> Option<f64> {
        let mut chain = Chain::new(self.hits, self.scans);
        let mut number = ((from - origin) / self.period_s).floor() + 1.0;
        loop {
            let t = number * self.period_s + origin;
            if t > to {
                return None;
            }
            if chain.scan(hit(t)) >= required {
                return Some(t);
            }
            number += 1.0;
        }
    }
}

/// The exact Markov chain of a confirmation by m hits in the last n scans: its states are the outcomes of the last n - 1.
#[derive(Debug, Clone)]
pub struct Chain {
    hits: u32,
    // Probability of each pattern of outcomes of the last n - 1 scans, unconfirmed; the latest is the lowest bit.
    open: Vec<f64>,
    next: Vec<f64>,
    confirmed: f64,
}

impl Chain {
    /// Nothing seen yet. `scans` is from 1 to 12, `hits` from 1 to `scans`.
    pub fn new(hits: u32, scans: u32) -> Self {
        let states = 1 << (scans - 1);
        let mut open = vec![0.0; states];
        open[0] = 1.0;
        Self { hits, next: vec![0.0; states], open, confirmed: 0.0 }
    }

    /// One more scan, that hits with probability `p`. Returns the probability of having been confirmed by now.
    pub fn scan(&mut self, p: f64) -> f64 {
        self.next.fill(0.0);
        let mask = self.open.len() - 1;
        for (state, &q) in self.open.iter().enumerate().filter(|(_, &q)| q > 0.0) {
            self.next[(state << 1) & mask] += q * (1.0 - p);
            if state.count_ones() + 1 >= self.hits {
                self.confirmed += q * p;
            } else {
                self.next[((state << 1) | 1) & mask] += q * p;
            }
        }
        std::mem::swap(&mut self.open, &mut self.next);
        self.confirmed
    }
}
