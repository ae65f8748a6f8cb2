//! Days of the calendar, as suppressions name the last one they hold.

use std::fmt;

/// A day of the Gregorian calendar. The clock is not asked here: `cli` hands today in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    year: i64,
    month: i64,
    day: i64,
}

impl Day {
    /// Reads `2027-01-31`.
    pub fn parse(text: &str) -> Option<Day> {
        let mut parts = text.split('-').map(|part| {
            let digits = part.bytes().all(|byte| byte.is_ascii_digit());
            (
                part.len(),
                digits.then(|| part.parse::<i64>().ok()).flatten(),
            )
        });
        let mut number = |length| match parts.next() {
            Some((found, number)) if found == length => number,
            _ => None,
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let real = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        (real && parts.next().is_none()).then_some(Day { year, month, day })
    }

    /// The day in UTC that lies `seconds` after the beginning of 1970 (Howard Hinnant's
    /// `civil_from_days`).
    pub fn from_unix(seconds: u64) -> Day {
        // 64 bits of seconds are far less than 63 bits of days.
        let shifted = (seconds / 86_400) as i64 + 719_468;
        let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        Day {
            year: year + era * 400 + i64::from(month <= 2),
            month,
            day,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_days_of_the_calendar_are_read() {
        for day in ["2027-01-31", "2024-02-29", "2000-02-29", "0001-12-31"] {
            assert_eq!(Day::parse(day).unwrap().to_string(), day);
        }
        let none = [
            "",
            "2027",
            "2027-13-01",
            "2027-00-10",
            "2023-02-29",
            "1900-02-29",
            "2027-1-31",
            "2027-01-31 ",
            "+027-01-31",
            "2027-01-31-01",
            "2027-04-31",
            "２０２７-01-31",
        ];
        for text in none {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_become_days() {
        let day = |seconds| Day::from_unix(seconds).to_string();
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(day(86_399), "1970-01-01");
        assert_eq!(day(951_782_400), "2000-02-29");
        assert_eq!(day(4_102_444_799), "2099-12-31");
        assert!(Day::from_unix(u64::MAX) > Day::from_unix(0));
    }

    proptest! {
        #[test]
        fn the_calendar_goes_forward(days in 0u64..200_000) {
            let (one, next) = (Day::from_unix(days * 86_400), Day::from_unix((days + 1) * 86_400));
            prop_assert!(one < next);
            prop_assert_eq!(Day::parse(&one.to_string()), Some(one));
        }
    }
}
