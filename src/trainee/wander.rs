//! Plays that choose at random among what can be done: they see what no plan would come across.

use super::Played;
use crate::scenario::Plan;
use crate::sim::Simulation;
use crate::sim::luck::draw;
use crate::sim::moves::Guide;
use std::sync::Arc;

/// A wanderer stops after so many moves; what is left of the day passes by.
const MOVES: usize = 400;

/// Plays a day at random: the same seed always in the same way.
pub fn wander(plan: &Arc<Plan>, seed: u64) -> Played {
    let mut simulation = Simulation::new(plan.clone(), seed);
    let mut log = Vec::new();
    let guide = Guide::whole(plan, simulation.day());
    for number in 0..MOVES {
        let moves = simulation.moves(&guide);
        if simulation.is_over() || moves.is_empty() {
            break;
        }
        // Waiting is one choice among many: else the day would be over before much was tried.
        let choice = draw(seed, &format!("wander.{number}"), 0, moves.len() as i64 - 1) as usize;
        match &moves[choice].command {
            Some(command) => {
                let time = simulation.now();
                // What is not possible after all is left.
                if simulation.apply(command).is_ok() {
                    log.push((time, command.clone()));
                }
            }
            None => match simulation.next_change_of(&guide) {
                Some(time) => simulation.advance_to(time),
                None => break,
            },
        }
    }
    simulation.advance_to(plan.ends);
    Played { simulation, log, notes: Vec::new() }
}
