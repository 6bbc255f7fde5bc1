//! Exact decimal fixed point with twelve places, for the little astronomy a calendar needs: the same bits everywhere,
//! which floating point with its libraries does not promise.

use std::ops::{Add, Neg, Sub};

/// A number counted in millionths of a millionth.
///
/// Invariant: the callers stay below a million in absolute value, so that no product leaves `i128`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed(i128);

const PLACES: u32 = 12;
const ONE: i128 = 1_000_000_000_000;
const HALF_TURN: Fixed = Fixed(180 * ONE);
const TURN: Fixed = Fixed(360 * ONE);

impl Fixed {
    /// Nothing.
    pub const ZERO: Fixed = Fixed(0);

    /// A whole number.
    pub const fn whole(number: i64) -> Fixed {
        Fixed(number as i128 * ONE)
    }

    /// `digits` with the decimal point `places` (at most twelve) from the right: `new(29_530_588_861, 9)` is 29,530588861.
    pub const fn new(digits: i64, places: u32) -> Fixed {
        Fixed(digits as i128 * 10_i128.pow(PLACES - places))
    }

    /// The product, rounded to the nearest.
    pub fn times(self, other: Fixed) -> Fixed {
        Fixed(rounded(self.0 * other.0, ONE))
    }

    /// The quotient by a positive whole number, rounded to the nearest.
    pub fn over(self, divisor: i64) -> Fixed {
        Fixed(rounded(self.0, divisor.max(1).into()))
    }

    /// The ratio of two numbers, the second positive.
    pub fn ratio(self, other: Fixed) -> Fixed {
        Fixed(rounded(self.0 * ONE, other.0.max(1)))
    }

    /// The greatest whole number not above it.
    pub fn floor(self) -> i64 {
        i64::try_from(self.0.div_euclid(ONE)).unwrap_or(i64::MAX)
    }

    /// As an angle in degrees, brought to [0, 360).
    pub fn turned(self) -> Fixed {
        Fixed(self.0.rem_euclid(TURN.0))
    }

    /// The sine of an angle in degrees.
    pub fn sin(self) -> Fixed {
        let angle = self.turned();
        if angle >= HALF_TURN {
            return -(angle - HALF_TURN).sin();
        }
        let acute = angle.min(HALF_TURN - angle);
        if acute > Fixed::whole(45) {
            cosine(radians(Fixed::whole(90) - acute))
        } else {
            sine(radians(acute))
        }
    }

    /// The cosine of an angle in degrees.
    pub fn cos(self) -> Fixed {
        (self + Fixed::whole(90)).sin()
    }
}

impl Add for Fixed {
    type Output = Fixed;

    fn add(self, other: Fixed) -> Fixed {
        Fixed(self.0 + other.0)
    }
}

impl Sub for Fixed {
    type Output = Fixed;

    fn sub(self, other: Fixed) -> Fixed {
        Fixed(self.0 - other.0)
    }
}

impl Neg for Fixed {
    type Output = Fixed;

    fn neg(self) -> Fixed {
        Fixed(-self.0)
    }
}

fn rounded(number: i128, divisor: i128) -> i128 {
    (number + divisor / 2).div_euclid(divisor)
}

/// Degrees to radians; the constant has eighteen places.
fn radians(angle: Fixed) -> Fixed {
    Fixed(rounded(angle.0 * 17_453_292_519_943_296, 1_000_000_000_000_000_000))
}

/// The series of the sine, up to an eighth of a turn.
fn sine(angle: Fixed) -> Fixed {
    series(angle, angle, 2)
}

/// The series of the cosine, up to an eighth of a turn.
fn cosine(angle: Fixed) -> Fixed {
    series(Fixed(ONE), angle, 1)
}

/// Sums `first - first·x²/(n(n+1)) + …`; eight terms leave less than the last place.
fn series(first: Fixed, angle: Fixed, start: i64) -> Fixed {
    let square = angle.times(angle);
    let mut term = first;
    let mut sum = first;
    for step in 0..8 {
        let next = start + 2 * step;
        term = -term.times(square).over(next * (next + 1));
        sum = sum + term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_sines() {
        let near = |value: Fixed, digits: i64| (value.0 - i128::from(digits)).abs() <= 3;
        assert!(near(Fixed::whole(30).sin(), 500_000_000_000));
        assert!(near(Fixed::whole(45).sin(), 707_106_781_187));
        assert!(near(Fixed::whole(60).cos(), 500_000_000_000));
        assert!(near(Fixed::whole(-90).sin(), -1_000_000_000_000));
        assert!(near(Fixed::new(123_456, 3).sin(), 834_309_433_315));
        assert_eq!(Fixed::ZERO.sin(), Fixed::ZERO);
    }

    #[test]
    fn floors_and_angles_go_down_below_zero() {
        assert_eq!(Fixed::new(-15, 1).floor(), -2);
        assert_eq!(Fixed::whole(-10).turned(), Fixed::whole(350));
    }

    proptest! {
        #[test]
        fn squares_of_sine_and_cosine_make_one(angle in -400_000_000_i64..400_000_000) {
            let angle = Fixed::new(angle, 3);
            let one = angle.sin().times(angle.sin()) + angle.cos().times(angle.cos());
            prop_assert!((one.0 - ONE).abs() <= 6, "{one:?}");
        }
    }
}
