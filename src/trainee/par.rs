//! `par`: the best policy that does not know the luck.
//!
//! The solver knows the luck of the day; no trainee does. Par is the yardstick for people: of all the ways to go by the
//! book (how long to look first, whom to ring in which order, how often again, what to promise), the one with the best
//! mean total over the same days. It is searched for, one choice after another, until none can be bettered.

use super::book::Book;
use super::builtin::Builtin;
use crate::scenario::Plan;
use crate::score::fold;
use crate::time::MINUTE;
use rayon::prelude::*;
use std::sync::Arc;

/// Its name among the trainees.
pub const NAME: &str = "par";
/// The days on which policies are compared.
pub const DAYS: std::ops::RangeInclusive<u64> = 1..=200;
/// Of these, so many are played to find candidates.
const FEW: u64 = 50;
/// More roles than this are turned, not shuffled: their orders would be too many.
const SHUFFLED: usize = 4;

/// The best policy for a scenario. By the book is among those compared, so par is never below it on these days.
pub fn par(plan: &Arc<Plan>) -> Book {
    let mut best = Book::by_the_book();
    let mut best_sum = sum(plan, &best, FEW);
    loop {
        let before = best_sum;
        for candidates in choices(plan) {
            for candidate in candidates {
                let mut policy = best.clone();
                candidate(&mut policy);
                if policy == best {
                    continue;
                }
                let total = sum(plan, &policy, FEW);
                if total > best_sum {
                    (best, best_sum) = (policy, total);
                }
            }
        }
        if best_sum == before {
            break;
        }
    }
    let book = Book::by_the_book();
    if sum(plan, &best, *DAYS.end()) > sum(plan, &book, *DAYS.end()) { best } else { book }
}

type Choice = Box<dyn Fn(&mut Book)>;

/// What a policy can choose, choice by choice.
fn choices(plan: &Plan) -> Vec<Vec<Choice>> {
    fn each<T: Clone + 'static>(values: &[T], set: fn(&mut Book, T)) -> Vec<Choice> {
        let choice = |value: &T| {
            let value = value.clone();
            Box::new(move |book: &mut Book| set(book, value.clone())) as Choice
        };
        values.iter().map(choice).collect()
    }
    let minutes = |minutes: &[i64]| minutes.iter().map(|minute| minute * MINUTE).collect::<Vec<_>>();
    vec![
        each(&orders(plan.scoring.roles.len()), |book, order| book.order = order),
        each(&[false, true], |book, first| book.backups_first = first),
        each(&minutes(&[0, 1, 2, 4, 6]), |book, span| book.looks_first = span),
        each(&minutes(&[10, 15, 20, 25, 30, 45, 60]), |book, span| book.promise = span),
        each(&minutes(&[2, 4, 6]), |book, span| book.ahead = span),
        each(&minutes(&[3, 5, 8]), |book, span| book.again = span),
    ]
}

/// The orders in which roles can be gone through.
fn orders(roles: usize) -> Vec<Vec<usize>> {
    if roles > SHUFFLED {
        return (0..roles).map(|turn| (0..roles).map(|place| (place + turn) % roles).collect()).collect();
    }
    let mut orders = vec![Vec::new()];
    for _ in 0..roles {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<usize>| {
                let left: Vec<usize> = (0..roles).filter(|place| !order.contains(place)).collect();
                left.into_iter().map(move |place| order.iter().copied().chain([place]).collect())
            })
            .collect();
    }
    orders
}

/// The totals of the first days together, in tenths of a point.
fn sum(plan: &Arc<Plan>, policy: &Book, days: u64) -> i64 {
    let trainee = Builtin::Book(policy.clone());
    let days: Vec<u64> = (*DAYS.start()..=days).collect();
    days.par_iter().map(|seed| fold(plan, trainee.play(plan.clone(), *seed).simulation.events()).total).sum()
}

#[cfg(test)]
mod tests {
    use super::orders;

    #[test]
    fn orders_are_all_there_are() {
        assert_eq!(orders(0), [Vec::<usize>::new()]);
        assert_eq!(orders(3).len(), 6);
        assert_eq!(orders(5).len(), 5);
        assert!(orders(4).iter().all(|order| (0..4).all(|place| order.contains(&place))));
    }
}
