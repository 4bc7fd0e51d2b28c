//! The standard's integrals above 86 km, taken in fine steps: the proof of the table, for tests only.
//!
//! Sections 1.2.6 and 1.3.1 of NOAA-S/T 76-1562, with Z in metres. Each species diffuses through the others:
//!
//! ```text
//! d ln(n_i T)/dZ = -[ g/(R* T) (D_i M_i + K M)/(D_i + K) + D_i/(D_i + K) alpha_i/T dT/dZ + F_i ]    (35, 36)
//! D_i = (a_i/n) (T/273.15)^b_i                                                                      (8)
//! ```
//!
//! with K the eddy diffusion, M the weight of the mixture and F the vertical transport by chemistry and flow (37).
//! N2 follows the mixture to 100 km and itself above (38). O and O2 diffuse through N2; Ar and He through N2, O and
//! O2; H, from 150 km, through the other five (39, 40). Above 500 km the standard neglects the flux of H.

use super::lower::{self, EARTH_RADIUS_M, GAS_CONSTANT_J_KMOL_K, MEAN_WEIGHT_KG_KMOL};
use super::upper::{air, temperature, Node};
use super::upper_table::NODES;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;

const AVOGADRO_PER_KMOL: f64 = 6.022_169e26;
const N2: usize = 0;
const O: usize = 1;
const O2: usize = 2;
/// Molecular weights (kg/kmol), table 3: N2, O, O2, Ar, He, H.
const WEIGHT: [f64; 6] = [28.013_4, 15.999_4, 31.998_8, 39.948, 4.002_6, 1.007_97];
/// Number densities at 86 km (1/m^3), table 9.
const AT_86_KM: [f64; 5] = [1.129_794e20, 8.6e16, 3.030_898e19, 1.351_4e18, 7.581_7e14];
/// Diffusion coefficients a (1/(m s)), b and thermal diffusion alpha, table 6.
const DIFFUSION: [[f64; 3]; 6] = [
    [0.0, 0.0, 0.0],
    [6.986e20, 0.750, 0.0],
    [4.863e20, 0.750, 0.0],
    [4.487e20, 0.870, 0.0],
    [1.700e21, 0.691, -0.40],
    [3.305e21, 0.500, -0.25],
];
/// Vertical transport Q (1/km^3), U (km), W (1/km^3), table 7; O has a second term below 97 km.
const TRANSPORT: [[f64; 3]; 5] = [
    [0.0, 0.0, 0.0],
    [-5.809_644e-4, 56.903_11, 2.706_240e-5],
    [1.366_212e-4, 86.0, 8.333_333e-5],
    [9.434_079e-5, 86.0, 8.333_333e-5],
    [-2.457_369e-4, 86.0, 6.666_667e-4],
];
const TRANSPORT_O_BELOW_97_KM: [f64; 3] = [-3.416_248e-3, 97.0, 5.008_765e-4];
const HYDROGEN: usize = 5;
const HYDROGEN_BASE_M: f64 = 150_000.0;
const HYDROGEN_LEVEL_M: f64 = 500_000.0;
const HYDROGEN_AT_500_KM: f64 = 8.0e10;
const HYDROGEN_FLUX: f64 = 7.2e11;

/// ln(n T) of N2, O, O2, Ar, He; then for H the two integrals from 150 km, tau and the flux's.
type State = [f64; 7];

/// Rows of (altitude, state), each `STEP_M` from 86 km.
struct Profile(Vec<(f64, State)>);
const STEP_M: f64 = 50.0;

fn numbers(z: f64, state: &State) -> [f64; 5] {
    std::array::from_fn(|i| state[i].exp() / temperature(z).0)
}

fn eddy_diffusion(z: f64) -> f64 {
    let x = (z - 95_000.0) / 1e3;
    match z {
        _ if z < 95_000.0 => 120.0,
        _ if z < 115_000.0 => 120.0 * (1.0 - 400.0 / (400.0 - x * x)).exp(),
        _ => 0.0,
    }
}

fn transport(i: usize, z: f64) -> f64 {
    let term = |[q, u, w]: [f64; 3], x: f64| q * (x - u).powi(2) * (-w * (x - u).powi(3)).exp();
    let [q, u, w] = TRANSPORT_O_BELOW_97_KM;
    let second =
        if i == O && z < 97_000.0 { q * (u - z / 1e3).powi(2) * (-w * (u - z / 1e3).powi(3)).exp() } else { 0.0 };
    (term(TRANSPORT[i], z / 1e3) + second) / 1e3
}

/// Rates of the state (1/m). The break at 100 km is decided by `within`, any altitude inside the step.
fn rates(z: f64, state: &State, within: f64) -> State {
    let (t, gradient) = temperature(z);
    let n = numbers(z, state);
    let gravity = STANDARD_GRAVITY_M_S2 * (EARTH_RADIUS_M / (EARTH_RADIUS_M + z)).powi(2);
    let per_weight = gravity / (GAS_CONSTANT_J_KMOL_K * t);
    let mixed = within < 100_000.0;
    let k = eddy_diffusion(z);
    let mixture = n[N2] + n[O] + n[O2];
    let mixture_weight = (n[N2] * WEIGHT[N2] + n[O] * WEIGHT[O] + n[O2] * WEIGHT[O2]) / mixture;
    let diffusion = |i: usize, through: f64| DIFFUSION[i][0] / through * (t / 273.15).powf(DIFFUSION[i][1]);
    let mut out = [0.0; 7];
    out[N2] = -per_weight * if mixed { MEAN_WEIGHT_KG_KMOL } else { WEIGHT[N2] };
    for i in O..HYDROGEN {
        let (through, weight) = if i <= O2 { (n[N2], WEIGHT[N2]) } else { (mixture, mixture_weight) };
        let weight = if mixed { MEAN_WEIGHT_KG_KMOL } else { weight };
        let d = diffusion(i, through);
        let thermal = d * DIFFUSION[i][2] * gradient / t;
        out[i] = -((per_weight * (d * WEIGHT[i] + k * weight) + thermal) / (d + k) + transport(i, z));
    }
    if within > HYDROGEN_BASE_M {
        let d = diffusion(HYDROGEN, n.iter().sum());
        let t_level = temperature(HYDROGEN_LEVEL_M).0;
        out[5] = per_weight * WEIGHT[HYDROGEN];
        out[6] = HYDROGEN_FLUX / d * (t / t_level).powf(1.0 + DIFFUSION[HYDROGEN][2]) * state[5].exp();
    }
    out
}

/// One step of the classical Runge-Kutta method.
fn step(z: f64, state: &State, h: f64) -> State {
    let middle = z + 0.5 * h;
    let moved = |k: &State, h: f64| -> State { std::array::from_fn(|i| state[i] + h * k[i]) };
    let k1 = rates(z, state, middle);
    let k2 = rates(middle, &moved(&k1, 0.5 * h), middle);
    let k3 = rates(middle, &moved(&k2, 0.5 * h), middle);
    let k4 = rates(z + h, &moved(&k3, h), middle);
    std::array::from_fn(|i| state[i] + h / 6.0 * (k1[i] + 2.0 * (k2[i] + k3[i]) + k4[i]))
}

impl Profile {
    /// From 86 to 1,000 km.
    fn integrate() -> Self {
        let mut state: State = [0.0; 7];
        for i in 0..HYDROGEN {
            state[i] = (AT_86_KM[i] * temperature(lower::TOP_M).0).ln();
        }
        let mut z = lower::TOP_M;
        let mut rows = vec![(z, state)];
        while z < 1e6 {
            state = step(z, &state, STEP_M);
            z += STEP_M;
            rows.push((z, state));
        }
        Self(rows)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // z is one of the rows
    fn row(&self, z: f64) -> &(f64, State) {
        &self.0[((z - lower::TOP_M) / STEP_M).round() as usize]
    }

    /// The node at an altitude; `within` tells the side at a break. Scaled to meet the layers below at 86 km.
    fn node(&self, z: f64, within: f64) -> Node {
        let base = self.raw_node(lower::TOP_M, lower::TOP_M);
        let mut node = self.raw_node(z, within);
        let below = lower::air(lower::TOP_M);
        node[1] += below.density_kg_m3.ln() - base[1];
        node[3] += below.pressure_pa.ln() - base[3];
        node
    }

    // rho = sum n_i M_i/N_A and p = sum n_i R* T/N_A, with their logarithmic slopes from those of the n_i.
    fn raw_node(&self, z: f64, within: f64) -> Node {
        let state = &self.row(z).1;
        let (t, gradient) = temperature(z);
        let rate = rates(z, state, within);
        let mut sums = [0.0; 4];
        let mut add = |n: f64, slope: f64, weight: f64| {
            for (sum, term) in sums.iter_mut().zip([n * weight, n * slope * weight, n, n * slope]) {
                *sum += term;
            }
        };
        for (i, n) in numbers(z, state).into_iter().enumerate() {
            add(n, rate[i] - gradient / t, WEIGHT[i]);
        }
        if z >= HYDROGEN_BASE_M {
            let (n, slope) = self.hydrogen(z, state, &rate);
            add(n, slope, WEIGHT[HYDROGEN]);
        }
        let density = sums[0] / AVOGADRO_PER_KMOL;
        let pressure = sums[2] * GAS_CONSTANT_J_KMOL_K / AVOGADRO_PER_KMOL * t;
        [z, density.ln(), sums[1] / sums[0], pressure.ln(), sums[3] / sums[2] + gradient / t]
    }

    // n = (n_500 - flux) (T_500/T)^(1 + alpha) exp(-tau), tau and flux from 500 km: number density and log slope.
    fn hydrogen(&self, z: f64, state: &State, rate: &State) -> (f64, f64) {
        let level = &self.row(HYDROGEN_LEVEL_M).1;
        let (t, gradient) = temperature(z);
        let scale = if z > HYDROGEN_LEVEL_M { 0.0 } else { (-level[5]).exp() };
        let left = HYDROGEN_AT_500_KM - scale * (state[6] - level[6]);
        let power = 1.0 + DIFFUSION[HYDROGEN][2];
        let n = left * (temperature(HYDROGEN_LEVEL_M).0 / t).powf(power) * (level[5] - state[5]).exp();
        (n, -scale * rate[6] / left - power * gradient / t - rate[5])
    }
}

// The table as it should stand in its file: what a failing test prints, and how the table was made.
fn written(nodes: &[Node]) -> String {
    let row = |[z, d, ds, p, ps]: &Node| format!("    [{z:.1}, {d:.10}, {ds:.10e}, {p:.10}, {ps:.10e}],\n");
    nodes.iter().map(row).collect()
}

#[test]
fn table_holds_the_integrals() {
    let profile = Profile::integrate();
    let side = |i: usize| if NODES.get(i + 1).is_some_and(|next| next[0] <= NODES[i][0]) { -1.0 } else { 1.0 };
    let wanted: Vec<Node> = (0..NODES.len()).map(|i| profile.node(NODES[i][0], NODES[i][0] + side(i))).collect();
    for (ours, theirs) in NODES.iter().zip(&wanted) {
        for (column, tolerance) in [(1, 2e-10), (2, 1e-13), (3, 2e-10), (4, 1e-13)] {
            let close = (ours[column] - theirs[column]).abs() < tolerance;
            assert!(close, "{} m, column {column}; the table should be:\n{}", ours[0], written(&wanted));
        }
    }
}

#[test]
fn interpolation_keeps_to_the_integrals() {
    let mut worst = [0.0_f64; 2];
    let profile = Profile::integrate();
    for &(z, _) in profile.0.iter().skip(1) {
        let node = profile.node(z, z);
        let ours = air(z);
        worst[0] = worst[0].max((ours.density_kg_m3.ln() - node[1]).abs());
        worst[1] = worst[1].max((ours.pressure_pa.ln() - node[3]).abs());
    }
    assert!(worst[0] < 1e-6 && worst[1] < 1e-5, "{worst:?}");
}

// Doubling the step moves nothing: the integrals themselves are converged.
#[test]
fn integrals_are_converged() {
    let profile = Profile::integrate();
    let mut state = profile.0[0].1;
    for pair in profile.0.windows(3).step_by(2) {
        state = step(pair[0].0, &state, 2.0 * STEP_M);
        let (z, fine) = &pair[2];
        for i in 0..HYDROGEN {
            assert!((state[i] - fine[i]).abs() < 1e-8, "{z}, {i}: {} {}", state[i], fine[i]);
        }
    }
}
