//! Only here so that what the printed fixes use is compiled once.
