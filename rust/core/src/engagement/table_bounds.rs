//! Bounds of a fly-out table over boxes of slant range and sine of elevation, for decisions over whole stretches of a flight.
//!
//! Cells are regular in u = sqrt(s / S) and in x. Each holds the least and greatest of samples on its edges and inside,
//! widened by a quarter of their spread for what lies between the samples, and one and a half times the greatest slope between them.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows and columns of a small grid, and coordinates held within it"
)]

/// Cells along the range.
const COLUMNS: usize = 48;
/// Cells across elevations.
const ROWS: usize = 24;
/// Samples along each side of a cell.
const SAMPLES: usize = 5;

/// Values of a table at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Values {
    /// Slowness dt/ds (s/m).
    pub(super) slowness_s_m: f64,
    /// |dt/dx| cos e / s, the slowness across the line (s/m).
    pub(super) across_s_m: f64,
    /// Available lateral acceleration (m/s^2).
    pub(super) lateral_m_s2: f64,
}

/// Least and greatest.
pub(super) type Between = (f64, f64);

#[derive(Debug, Clone, Copy)]
struct Cell {
    slowness: Between,
    across: f64,
    lateral: Between,
    // Greatest slopes, by the slant range and by the way across the line: of the lateral acceleration (1/s^2), and of the
    // speed (1/s).
    lateral_slopes: (f64, f64),
    speed_slopes: (f64, f64),
}

/// The bounds of a table.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    scale_m: f64,
    x_min: f64,
    cells: Vec<[Cell; ROWS]>,
    // By column: the greatest gradient of the time of flight from there outward (s/m).
    steepest_s_m: Vec<f64>,
}

impl Bounds {
    /// Of the values `on(x)(s)` out to a slant range (m), from a sine of elevation to 1.
    pub(super) fn new<Along: Fn(f64) -> Values>(scale_m: f64, x_min: f64, on: impl Fn(f64) -> Along) -> Self {
        // Cells share the samples on their edges.
        let part = |k: usize| k as f64 / (SAMPLES - 1) as f64;
        let range = |k: usize| {
            let u = part(k) / COLUMNS as f64;
            (scale_m * u * u).max(1e-3)
        };
        let sine = |k: usize| x_min + (1.0 - x_min) * part(k) / ROWS as f64;
        let ranges: Vec<f64> = (0..=COLUMNS * (SAMPLES - 1)).map(range).collect();
        let sines: Vec<f64> = (0..=ROWS * (SAMPLES - 1)).map(sine).collect();
        // Of each sine and the one before.
        let cosine = |j: usize| (1.0 - sines[j].powi(2)).max(1.0 - sines[j.saturating_sub(1)].powi(2)).sqrt();
        let cosines: Vec<f64> = (0..sines.len()).map(cosine).collect();
        // By sine, then by range.
        let along = |&x: &f64| {
            let at = on(x);
            ranges.iter().map(|&s| at(s)).collect()
        };
        let sheet: Vec<Vec<Values>> = sines.iter().map(along).collect();
        let cell = |column: usize, row: usize| {
            let still = (0.0, 0.0);
            let mut cell =
                Cell { slowness: EMPTY, across: 0.0, lateral: EMPTY, lateral_slopes: still, speed_slopes: still };
            let (first, low) = (column * (SAMPLES - 1), row * (SAMPLES - 1));
            let of = [|v: &Values| v.lateral_m_s2, |v: &Values| 1.0 / v.slowness_s_m];
            for (i, j) in (0..SAMPLES * SAMPLES).map(|k| (first + k / SAMPLES, low + k % SAMPLES)) {
                let v = sheet[j][i];
                cell.slowness = with(cell.slowness, v.slowness_s_m);
                cell.across = cell.across.max(v.across_s_m);
                cell.lateral = with(cell.lateral, v.lateral_m_s2);
                for (of, slopes) in of.iter().zip([&mut cell.lateral_slopes, &mut cell.speed_slopes]) {
                    if i > first {
                        let rise = of(&v) - of(&sheet[j][i - 1]);
                        slopes.0 = slopes.0.max(rise.abs() / (ranges[i] - ranges[i - 1]));
                    }
                    if j > low {
                        let rise = of(&v) - of(&sheet[j - 1][i]);
                        slopes.1 = slopes.1.max(rise.abs() / (sines[j] - sines[j - 1]) * cosines[j] / ranges[i]);
                    }
                }
            }
            // Next to the launcher both slownesses grow without limit.
            let near = |value: f64| if column == 0 { f64::INFINITY } else { value };
            let slowness = widened(cell.slowness);
            Cell {
                slowness: (slowness.0, near(slowness.1)),
                across: near(1.25 * cell.across),
                lateral: widened(cell.lateral),
                lateral_slopes: (near(1.5 * cell.lateral_slopes.0), near(1.5 * cell.lateral_slopes.1)),
                speed_slopes: (near(1.5 * cell.speed_slopes.0), near(1.5 * cell.speed_slopes.1)),
            }
        };
        let cells: Vec<[Cell; ROWS]> =
            (0..COLUMNS).map(|column| std::array::from_fn(|row| cell(column, row))).collect();
        let mut steepest_s_m = vec![0.0; COLUMNS];
        let mut greatest: f64 = 0.0;
        for column in (0..COLUMNS).rev() {
            greatest = cells[column].iter().map(|c| c.slowness.1.hypot(c.across)).fold(greatest, f64::max);
            steepest_s_m[column] = greatest;
        }
        Self { scale_m, x_min, cells, steepest_s_m }
    }

    /// Slowness, and the greatest across the line, over a box (s/m).
    pub(super) fn slowness_s_m(&self, ranges: Between, x: Between) -> (Between, f64) {
        let slowness = self.fold(ranges, x, |c| c.slowness);
        (slowness, self.fold(ranges, x, |c| (c.across, c.across)).1)
    }

    /// Speed over a box (m/s).
    pub(super) fn speed_m_s(&self, ranges: Between, x: Between) -> Between {
        let slowness = self.fold(ranges, x, |c| c.slowness);
        (1.0 / slowness.1, if slowness.0 > 0.0 { 1.0 / slowness.0 } else { f64::INFINITY })
    }

    /// Available lateral acceleration over a box (m/s^2).
    pub(super) fn lateral_m_s2(&self, ranges: Between, x: Between) -> Between {
        self.fold(ranges, x, |c| c.lateral)
    }

    /// Greatest slopes of the available lateral acceleration over a box: along the line and across it (1/s^2).
    pub(super) fn lateral_slopes_s2(&self, ranges: Between, x: Between) -> (f64, f64) {
        (self.fold(ranges, x, |c| (0.0, c.lateral_slopes.0)).1, self.fold(ranges, x, |c| (0.0, c.lateral_slopes.1)).1)
    }

    /// Greatest slopes of the speed over a box: along the line and across it (1/s).
    pub(super) fn speed_slopes_s(&self, ranges: Between, x: Between) -> (f64, f64) {
        (self.fold(ranges, x, |c| (0.0, c.speed_slopes.0)).1, self.fold(ranges, x, |c| (0.0, c.speed_slopes.1)).1)
    }

    fn fold(&self, ranges: Between, x: Between, of: impl Fn(&Cell) -> Between) -> Between {
        let row = |x: f64| {
            let r = (x - self.x_min) / (1.0 - self.x_min) * ROWS as f64;
            (r.clamp(0.0, ROWS as f64) as usize).min(ROWS - 1)
        };
        let rows = row(x.0)..=row(x.1);
        let cells = self.columns(ranges).iter().flat_map(|c| &c[rows.clone()]);
        cells.map(of).fold(EMPTY, |a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// Greatest gradient of the time of flight from a slant range outward (s/m).
    pub(super) fn steepest_s_m(&self, from_m: f64) -> f64 {
        self.steepest_s_m[self.column(from_m)]
    }

    fn columns(&self, (near, far): Between) -> &[[Cell; ROWS]] {
        &self.cells[self.column(near)..=self.column(far)]
    }

    fn column(&self, s: f64) -> usize {
        let u = (s / self.scale_m).max(0.0).sqrt() * COLUMNS as f64;
        (u.clamp(0.0, COLUMNS as f64) as usize).min(COLUMNS - 1)
    }
}

const EMPTY: Between = (f64::INFINITY, f64::NEG_INFINITY);

fn with((low, high): Between, value: f64) -> Between {
    (low.min(value), high.max(value))
}

fn widened((low, high): Between) -> Between {
    // And by rounding, where all samples are the same.
    let more = 0.25 * (high - low) + 1e-9 * high.abs();
    // Infinite everywhere: nothing to widen.
    if more.is_finite() {
        (low - more, high + more)
    } else {
        (low, high)
    }
}
