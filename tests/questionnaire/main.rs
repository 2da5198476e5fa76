//! Questionnaires: every fault has its line, a ballot is taken exactly when the pages can give it, and counts are what a
//! second implementation, made of words only, counts.

mod ballots;
mod drawn;
mod faults;
mod naive;
mod shipped;
mod stored;
mod walks;
