//! What has become of the money of one payment.

use gati::prelude::*;

/// Where the authorised money of a payment is. The sums never change but by moving from one place to another, which is why
/// the fields are private.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, GType)]
pub struct Balance {
    /// What was set aside in the beginning.
    authorised: u64,
    /// What was taken, refunds included.
    captured: u64,
    /// What was given back without having been taken.
    released: u64,
    /// What was given back after having been taken.
    refunded: u64,
}

/// More was asked for than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, GType)]
pub struct Shortfall {
    /// What there is.
    pub available: u64,
}

impl Balance {
    /// Money set aside, none of it moved yet.
    #[must_use]
    pub fn of(authorised: u64) -> Self {
        Self {
            authorised,
            ..Self::default()
        }
    }

    /// What was set aside in the beginning.
    #[must_use]
    pub fn authorised(&self) -> u64 {
        self.authorised
    }

    /// What was taken, refunds included.
    #[must_use]
    pub fn captured(&self) -> u64 {
        self.captured
    }

    /// What was given back without having been taken.
    #[must_use]
    pub fn released(&self) -> u64 {
        self.released
    }

    /// What was given back after having been taken.
    #[must_use]
    pub fn refunded(&self) -> u64 {
        self.refunded
    }

    /// What is still set aside.
    #[must_use]
    pub fn available(&self) -> u64 {
        self.authorised - self.captured - self.released
    }

    /// Takes money that is set aside.
    ///
    /// # Errors
    ///
    /// If less than `amount` is set aside; then nothing moves.
    pub fn capture(&mut self, amount: u64) -> Result<(), Shortfall> {
        check(amount, self.available())?;
        self.captured += amount;
        Ok(())
    }

    /// Sets money that was taken aside again, as if it had not been taken.
    ///
    /// # Errors
    ///
    /// If less than `amount` was taken and not yet given back; then nothing moves.
    pub fn restore(&mut self, amount: u64) -> Result<(), Shortfall> {
        check(amount, self.captured - self.refunded)?;
        self.captured -= amount;
        Ok(())
    }

    /// Gives back everything that is still set aside, and says how much it was.
    ///
    /// # Errors
    ///
    /// If nothing is set aside any more.
    pub fn release(&mut self) -> Result<u64, Shortfall> {
        let amount = self.available();
        check(1, amount)?;
        self.released += amount;
        Ok(amount)
    }

    /// Gives back money that was taken.
    ///
    /// # Errors
    ///
    /// If less than `amount` was taken and not yet given back; then nothing moves.
    pub fn refund(&mut self, amount: u64) -> Result<(), Shortfall> {
        check(amount, self.captured - self.refunded)?;
        self.refunded += amount;
        Ok(())
    }

    /// This balance and another together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            authorised: self.authorised + other.authorised,
            captured: self.captured + other.captured,
            released: self.released + other.released,
            refunded: self.refunded + other.refunded,
        }
    }
}

fn check(wanted: u64, available: u64) -> Result<(), Shortfall> {
    if wanted <= available {
        Ok(())
    } else {
        Err(Shortfall { available })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_moves_from_set_aside_to_taken_to_given_back() {
        let mut balance = Balance::of(100);
        balance.capture(60).unwrap();
        balance.refund(10).unwrap();
        assert_eq!(balance.release(), Ok(40));
        assert_eq!(
            (balance.captured(), balance.released(), balance.refunded()),
            (60, 40, 10)
        );
        assert_eq!(balance.available(), 0);
    }

    #[test]
    fn money_that_was_taken_can_be_set_aside_again_unless_it_was_given_back() {
        let mut balance = Balance::of(100);
        balance.capture(60).unwrap();
        balance.refund(10).unwrap();
        assert_eq!(balance.restore(51), Err(Shortfall { available: 50 }));
        balance.restore(50).unwrap();
        assert_eq!((balance.captured(), balance.available()), (10, 90));
    }

    #[test]
    fn what_is_not_there_cannot_be_moved() {
        let mut balance = Balance::of(100);
        assert_eq!(balance.capture(101), Err(Shortfall { available: 100 }));
        assert_eq!(balance.refund(1), Err(Shortfall { available: 0 }));
        assert_eq!(balance, Balance::of(100));
        balance.capture(100).unwrap();
        assert_eq!(balance.release(), Err(Shortfall { available: 0 }));
    }
}
