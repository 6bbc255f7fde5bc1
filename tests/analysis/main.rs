//! Questions about a person beside the rules: when an entry point comes to hold, on which readings a verdict turns, what is
//! missing. Each answer is compared with the plain way to it: day by day, combination by combination, set by set.

mod cover;
mod missing;
mod readings;
mod when;
