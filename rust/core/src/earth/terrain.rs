//! Ground from a raster: heights at the nodes of a latitude-longitude grid, bilinear in between.

use crate::error::{check_latitude, check_range, Error, Result};
use crate::watch::breathe;
use std::f64::consts::{FRAC_PI_2, TAU};

/// Heights (m) above the ellipsoid at nodes; both axes ascend.
#[derive(Debug, Clone, PartialEq)]
pub struct Terrain {
    latitude_rad: Vec<f64>,
    longitude_rad: Vec<f64>,
    // Row after row of longitudes.
    height_m: Vec<f64>,
    // Beyond the raster; none there unless given.
    beyond_m: Option<f64>,
    // The greatest height of each block of cells, row after row, and how many blocks a row has.
    blocks_m: Vec<f64>,
    blocks_across: usize,
}

/// Cells of a block along each axis.
const BLOCK: usize = 8;

/// One cell of a raster, for reading places in it one after the other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Patch {
    latitude_rad: (f64, f64),
    longitude_rad: (f64, f64),
    // South-west, south-east, north-west, north-east.
    height_m: [f64; 4],
}

impl Patch {
    /// Height (m) at a latitude and longitude (rad, among those of the raster); `None` outside the cell.
    #[inline]
    pub(crate) fn height(&self, latitude: f64, longitude: f64) -> Option<f64> {
        let ((south, north), (west, east)) = (self.latitude_rad, self.longitude_rad);
        let inside = south <= latitude && latitude < north && west <= longitude && longitude < east;
        inside.then(|| self.bilinear((latitude - south) / (north - south), (longitude - west) / (east - west)))
    }

    fn bilinear(&self, y: f64, x: f64) -> f64 {
        let [a, b, c, d] = self.height_m;
        lerp(lerp(a, b, x), lerp(c, d, x), y)
    }
}

impl Terrain {
    /// A raster from its axes (rad, strictly ascending, at least two nodes each) and heights row after row (m).
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for axes that do not ascend or are out of range, a number of heights that is not the
    /// product of theirs, or a height that is not a number within -12,000..10,000 m.
    pub fn new(latitude_rad: Vec<f64>, longitude_rad: Vec<f64>, height_m: Vec<f64>) -> Result<Self> {
        ascending("terrain latitude_rad", &latitude_rad, |name, x| check_latitude(name, x, FRAC_PI_2 + 1e-9))?;
        ascending("terrain longitude_rad", &longitude_rad, |name, x| check_range(name, x, -2.0 * TAU, 2.0 * TAU))?;
        let extent = longitude_rad[longitude_rad.len() - 1] - longitude_rad[0];
        check_range("terrain longitude_rad (from first to last)", extent, 0.0, TAU + 1e-9)?;
        let nodes = latitude_rad.len() * longitude_rad.len();
        if height_m.len() != nodes {
            return Err(Error::invalid(
                "terrain height_m",
                format!("{} heights", height_m.len()),
                &format!("{nodes} heights, one for each node"),
            ));
        }
        for row in height_m.chunks(longitude_rad.len()) {
            breathe();
            row.iter().try_for_each(|&height| check_range("terrain height_m", height, -12_000.0, 10_000.0))?;
        }
        let (blocks_m, blocks_across) = blocks(&height_m, longitude_rad.len());
        Ok(Self { latitude_rad, longitude_rad, height_m, beyond_m: None, blocks_m, blocks_across })
    }

    /// The raster with ground of a height (m) on all sides beyond it. Its rim should have that height: else there is a
    /// cliff.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a height that is not a number within -12,000..10,000 m.
    pub fn with_beyond(self, height_m: f64) -> Result<Self> {
        check_range("terrain beyond_m", height_m, -12_000.0, 10_000.0)?;
        Ok(Self { beyond_m: Some(height_m), ..self })
    }

    /// Height (m) at a latitude and longitude (rad); `None` outside the raster, unless it has ground beyond.
    pub fn height(&self, latitude: f64, longitude: f64) -> Option<f64> {
        match self.located(latitude, longitude) {
            Some((patch, y, x)) => Some(patch.bilinear(y, x)),
            None => self.beyond_m.filter(|_| latitude.is_finite() && longitude.is_finite()),
        }
    }

    /// The cell that holds a place (rad); `None` outside the raster.
    pub(crate) fn patch(&self, latitude: f64, longitude: f64) -> Option<Patch> {
        self.located(latitude, longitude).map(|(patch, _, _)| patch)
    }

    // The cell that holds a place, and where in it.
    fn located(&self, latitude: f64, longitude: f64) -> Option<(Patch, f64, f64)> {
        let (i, y) = cell(&self.latitude_rad, latitude)?;
        let (j, x) = cell(&self.longitude_rad, self.unwound(longitude))?;
        let at = i * self.longitude_rad.len() + j;
        let (south, north) = (&self.height_m[at..], &self.height_m[at + self.longitude_rad.len()..]);
        let patch = Patch {
            latitude_rad: (self.latitude_rad[i], self.latitude_rad[i + 1]),
            longitude_rad: (self.longitude_rad[j], self.longitude_rad[j + 1]),
            height_m: [south[0], south[1], north[0], north[1]],
        };
        Some((patch, y, x))
    }

    /// A height (m) that no ground in the box spanned by two places (latitude, longitude, rad) exceeds: that of the blocks
    /// of cells that it touches. Minus infinity where there is no ground at all.
    pub(crate) fn ceiling(&self, a: (f64, f64), b: (f64, f64)) -> f64 {
        let (rows, columns) = (&self.latitude_rad, &self.longitude_rad);
        let (west, east) = (self.unwound(a.1.min(b.1)), self.unwound(a.1.max(b.1)));
        let (south, north) = (a.0.min(b.0), a.0.max(b.0));
        let touched = |axis: &[f64], low: f64, high: f64| {
            (low <= axis[axis.len() - 1] && high >= axis[0])
                .then(|| interval(axis, low) / BLOCK..=interval(axis, high) / BLOCK)
        };
        let leaves = |axis: &[f64], low: f64, high: f64| low < axis[0] || high > axis[axis.len() - 1];
        if west > east {
            // It crosses the seam of a raster that goes round the Earth, or lies across what is beyond.
            return self.extremes_m().1;
        }
        let beyond = self.beyond_m.filter(|_| leaves(rows, south, north) || leaves(columns, west, east));
        let mut highest = beyond.unwrap_or(f64::NEG_INFINITY);
        if let (Some(down), Some(across)) = (touched(rows, south, north), touched(columns, west, east)) {
            for i in down {
                for j in across.clone() {
                    highest = highest.max(self.blocks_m[i * self.blocks_across + j]);
                }
            }
        }
        highest
    }

    /// The greatest height (m) in the box spanned by two places (latitude, longitude, rad), widened by a margin (rad)
    /// on all sides; `None` where the box leaves the raster.
    ///
    /// Over a rectangle inside one cell the bilinear surface has its greatest value in a corner, so that the corners of
    /// the box and its crossings with the grid lines are enough: the figure is exact.
    pub fn highest(&self, a: (f64, f64), b: (f64, f64), margin: (f64, f64)) -> Option<f64> {
        let (first, last) = (self.unwound(a.1), self.unwound(b.1));
        let (south, north) = (a.0.min(b.0) - margin.0, a.0.max(b.0) + margin.0);
        let (west, east) = (first.min(last) - margin.1, first.max(last) + margin.1);
        // Most boxes lie in one cell.
        if let Some(patch) = self.patch(south, west) {
            let corners = [(south, west), (south, east), (north, west), (north, east)].map(|(y, x)| patch.height(y, x));
            if let [Some(a), Some(b), Some(c), Some(d)] = corners {
                return Some(a.max(b).max(c.max(d)));
            }
        }
        let rows = stations(&self.latitude_rad, south, north);
        let columns = stations(&self.longitude_rad, west, east);
        let mut highest = f64::NEG_INFINITY;
        for &latitude in &rows {
            for &longitude in &columns {
                highest = highest.max(self.height(latitude, longitude)?);
            }
        }
        Some(highest)
    }

    /// The least and the greatest height (m).
    pub fn extremes_m(&self) -> (f64, f64) {
        let all = self.height_m.iter().chain(&self.beyond_m);
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &a| (l.min(a), h.max(a)))
    }

    /// The smallest spacing of nodes on the ground (m), roughly: for choosing steps.
    pub fn spacing_m(&self) -> f64 {
        let least = |axis: &[f64]| axis.windows(2).map(|w| w[1] - w[0]).fold(f64::INFINITY, f64::min);
        let widest = self.latitude_rad[0].abs().max(self.latitude_rad[self.latitude_rad.len() - 1].abs());
        6.37e6 * least(&self.latitude_rad).min(least(&self.longitude_rad) * widest.cos().max(1e-3))
    }

    /// First and last latitude, first and last longitude (rad).
    pub fn extent(&self) -> [(f64, f64); 2] {
        [&self.latitude_rad, &self.longitude_rad].map(|axis| (axis[0], axis[axis.len() - 1]))
    }

    /// The longitude (rad) among those of the raster, by whole turns.
    pub(crate) fn unwound(&self, longitude: f64) -> f64 {
        let (first, last) = (self.longitude_rad[0], self.longitude_rad[self.longitude_rad.len() - 1]);
        let middle = 0.5 * (first + last);
        longitude - TAU * ((longitude - middle) / TAU).round()
    }
}

// The greatest height of each block of cells: its nodes are those of its cells, the last shared with the next block.
fn blocks(height_m: &[f64], columns: usize) -> (Vec<f64>, usize) {
    let of = |nodes: usize| (nodes - 1).div_ceil(BLOCK);
    let (down, across) = (of(height_m.len() / columns), of(columns));
    let mut greatest = vec![f64::NEG_INFINITY; down * across];
    for (k, row) in height_m.chunks_exact(columns).enumerate() {
        breathe();
        let rows = k.saturating_sub(1) / BLOCK..=(k / BLOCK).min(down - 1);
        for i in rows {
            for (j, block) in greatest[i * across..][..across].iter_mut().enumerate() {
                let nodes = &row[j * BLOCK..=((j + 1) * BLOCK).min(columns - 1)];
                *block = nodes.iter().copied().fold(*block, f64::max);
            }
        }
    }
    (greatest, across)
}

fn ascending(name: &str, axis: &[f64], within: impl Fn(&str, f64) -> Result<()>) -> Result<()> {
    if axis.len() < 2 {
        return Err(Error::invalid(name, format!("{} nodes", axis.len()), "at least 2 nodes"));
    }
    axis.iter().try_for_each(|&x| within(name, x))?;
    match axis.windows(2).find(|w| w[0] >= w[1]) {
        Some(w) => Err(Error::invalid(name, format!("{} after {}", w[1], w[0]), "all rising or all falling")),
        None => Ok(()),
    }
}

fn lerp(a: f64, b: f64, x: f64) -> f64 {
    a + (b - a) * x
}

// Interval of an axis that holds a value, and where in it. Rounding may put a value slightly beyond the edge.
fn cell(axis: &[f64], value: f64) -> Option<(usize, f64)> {
    let last = axis.len() - 1;
    let slack = 1e-12;
    if !(value >= axis[0] - slack && value <= axis[last] + slack) {
        return None;
    }
    let i = interval(axis, value);
    Some((i, ((value - axis[i]) / (axis[i + 1] - axis[i])).clamp(0.0, 1.0)))
}

// The interval that holds a value. Axes are nearly always even, so that it is looked for where it then would be; the search
// for it took most of the time of a mask.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a guess, checked below"
)]
fn interval(axis: &[f64], value: f64) -> usize {
    let last = axis.len() - 1;
    let share = ((value - axis[0]) / (axis[last] - axis[0])).clamp(0.0, 1.0);
    let guess = ((share * last as f64) as usize).min(last - 1);
    let holds = |i: usize| axis[i] <= value && value < axis[i + 1];
    // Rounding may put a value beside its interval.
    match [guess, guess.saturating_sub(1), (guess + 1).min(last - 1)].into_iter().find(|&i| holds(i)) {
        Some(i) => i,
        None => axis.partition_point(|&x| x <= value).clamp(1, last) - 1,
    }
}

// The ends of an interval and the nodes inside.
fn stations(axis: &[f64], low: f64, high: f64) -> Vec<f64> {
    let inside = axis.partition_point(|&x| x <= low)..axis.partition_point(|&x| x < high);
    let mut found = vec![low];
    found.extend(axis.get(inside).unwrap_or(&[]));
    found.push(high);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hill() -> Terrain {
        Terrain::new(vec![0.1, 0.2, 0.4], vec![3.0, 3.1, 3.3], vec![0.0, 10.0, 20.0, 5.0, 100.0, 0.0, 1.0, 2.0, 3.0])
            .unwrap()
    }

    #[test]
    fn nodes_and_middles_are_what_they_are() {
        let t = hill();
        assert_eq!(t.height(0.2, 3.1), Some(100.0));
        assert!((t.height(0.15, 3.05).unwrap() - 0.25 * 115.0).abs() < 1e-9);
        // Across the date line the same ground.
        assert!((t.height(0.2, 3.1 - TAU).unwrap() - 100.0).abs() < 1e-9);
        assert_eq!(t.height(0.05, 3.1), None);
        assert_eq!(t.height(0.2, 3.4), None);
        assert_eq!(t.height(f64::NAN, 3.1), None);
    }

    #[test]
    fn ground_beyond_lies_on_all_sides() {
        let t = hill().with_beyond(-3.0).unwrap();
        for (latitude, longitude) in [(0.05, 3.1), (0.2, 3.4), (-1.0, 0.0), (0.2, 2.9 - TAU)] {
            assert_eq!(t.height(latitude, longitude), Some(-3.0));
        }
        assert_eq!((t.height(0.2, 3.1), t.height(f64::NAN, 3.1)), (Some(100.0), None));
        assert_eq!((t.extremes_m(), hill().extremes_m()), ((-3.0, 100.0), (0.0, 100.0)));
        assert_eq!(t.highest((0.0, 2.9), (0.5, 3.5), (0.0, 0.0)), Some(100.0));
        assert!(hill().with_beyond(f64::NAN).is_err());
    }

    // Oracle: the search.
    #[test]
    fn the_interval_is_that_of_a_search_on_even_and_uneven_axes() {
        let even: Vec<f64> = (0..400).map(|i| 0.7 + 1e-3 * f64::from(i)).collect();
        let uneven: Vec<f64> = (0..400).map(|i| 0.7 + 1e-6 * f64::from(i) * f64::from(i)).collect();
        for axis in [even, uneven, vec![0.1, 0.2]] {
            let last = axis.len() - 1;
            let beside = axis.iter().flat_map(|&x| [x, x.next_up(), x.next_down(), x + 4e-4]);
            for value in beside.chain([axis[0] - 1e-13, axis[last] + 1e-13]) {
                assert_eq!(interval(&axis, value), axis.partition_point(|&x| x <= value).clamp(1, last) - 1, "{value}");
            }
        }
    }

    // Oracle: many samples of the box.
    #[test]
    fn the_highest_of_a_box_is_that_of_its_samples() {
        let t = hill();
        for (a, b) in [((0.15, 3.02), (0.3, 3.2)), ((0.21, 3.12), (0.23, 3.11)), ((0.1, 3.0), (0.1, 3.3))] {
            let bound = t.highest(a, b, (0.0, 0.0)).unwrap();
            let mut sampled = f64::NEG_INFINITY;
            for i in 0..=200 {
                for j in 0..=200 {
                    let (y, x) = (f64::from(i) / 200.0, f64::from(j) / 200.0);
                    sampled = sampled.max(t.height(lerp(a.0, b.0, y), lerp(a.1, b.1, x)).unwrap());
                }
            }
            assert!(bound >= sampled - 1e-9 && bound < sampled + 1.0, "{bound} {sampled}");
        }
    }

    // Oracle: nodes of a raster of several blocks, read one by one.
    #[test]
    fn no_ground_is_above_the_ceiling_of_its_box_and_some_is_near_it() {
        let axis = |from: f64, n: u32| (0..n).map(|i| from + 1e-3 * f64::from(i)).collect::<Vec<f64>>();
        let (rows, columns) = (axis(0.1, 29), axis(3.0, 41));
        let rough = |k: u32| f64::from(k.wrapping_mul(2_654_435_761) >> 20);
        let t = Terrain::new(rows, columns, (0..29 * 41).map(rough).collect()).unwrap();
        for (a, b) in
            [((0.1, 3.0), (0.128, 3.04)), ((0.11, 3.02), (0.1105, 3.0201)), ((0.1155, 3.0155), (0.1165, 3.0165))]
        {
            for turn in [0.0, -TAU] {
                let ceiling = t.ceiling((a.0, a.1 + turn), (b.0, b.1 + turn));
                let highest = t.highest(a, b, (0.0, 0.0)).unwrap();
                assert!(highest <= ceiling, "{highest} {ceiling}");
                // No block that it does not touch counts.
                let margin = 1e-3 * f64::from(u8::try_from(BLOCK).unwrap());
                let (low, high) = ((a.0 - margin, a.1 - margin), (b.0 + margin, b.1 + margin));
                let near =
                    t.highest((low.0.max(0.1), low.1.max(3.0)), (high.0.min(0.128), high.1.min(3.04)), (0.0, 0.0));
                assert!(ceiling <= near.unwrap(), "{ceiling} {near:?}");
            }
        }
        // The last row and column count, and ground beyond.
        let corner = t.height(0.128, 3.04).unwrap();
        assert!(t.ceiling((0.128, 3.04), (0.128, 3.04)) >= corner);
        assert!(t.ceiling((0.2, 3.1), (0.3, 3.2)) < -1e300);
        let sea = t.with_beyond(5000.0).unwrap();
        assert_eq!((sea.ceiling((0.2, 3.1), (0.3, 3.2)), sea.ceiling((0.12, 3.0), (0.13, 3.01))), (5000.0, 5000.0));
        let patch = sea.patch(0.1155, 3.0155).unwrap();
        assert_eq!(patch.height(0.1155, 3.0155), sea.height(0.1155, 3.0155));
        assert_eq!((patch.height(0.1155, 3.0165), sea.patch(0.2, 3.0)), (None, None));
    }

    #[test]
    fn bad_rasters_are_refused() {
        let two = || vec![0.1, 0.2];
        assert!(Terrain::new(vec![0.2, 0.1], two(), vec![0.0; 4]).is_err());
        assert!(Terrain::new(vec![0.1], two(), vec![0.0; 2]).is_err());
        assert!(Terrain::new(two(), two(), vec![0.0; 3]).is_err());
        assert!(Terrain::new(two(), two(), vec![0.0, f64::NAN, 0.0, 0.0]).is_err());
        assert!(Terrain::new(vec![0.1, 1.7], two(), vec![0.0; 4]).is_err());
    }
}
