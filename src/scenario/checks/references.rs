//! Facts and systems that nothing mentions, that nobody can learn, or that are of no use. People are never blamed: wrong
//! contacts are there to be found by trying.

use super::Advice;
use crate::id::*;
use crate::scenario::diagnostics::Code;
use crate::scenario::plan::*;

/// How each fact is met and used.
#[derive(Clone, Default)]
struct Uses {
    /// Somebody or something gives it to the trainee.
    learnable: bool,
    /// Something waits for it or asks for it.
    wanted: bool,
}

pub(super) fn check(advice: &mut Advice) {
    let plan = advice.plan;
    let mut uses = vec![Uses::default(); plan.facts.len()];
    see_facts(plan, &mut uses);
    for (number, fact) in advice.model.facts.iter().enumerate() {
        let id = number + FactId::BUILT_IN.len();
        let Uses { learnable, wanted } = uses[id];
        let carries = plan.part(FactId(id as u16)) != Part::Other;
        let name = &fact.id.name;
        if !learnable && !wanted {
            advice.say(
                Code::Unused,
                fact.id.place,
                format!("事実「{name}」はどこにも出てきません。誰かの knows か learn に書くか、消します"),
                format!("the fact \"{name}\" is mentioned nowhere; put it into a `knows` or `learn`, or remove it"),
            );
        } else if !learnable {
            advice.say(
                Code::NeverLearnt,
                fact.id.place,
                format!("事実「{name}」は使われていますが、訓練生が知る道がありません"),
                format!("the fact \"{name}\" is asked for, but there is no way for the trainee to learn it"),
            );
        } else if !wanted && !carries {
            advice.say(
                Code::NoUse,
                fact.id.place,
                format!("事実「{name}」は知ることができても、何の役にも立ちません(part が Other で、どこからも求められません)"),
                format!("the fact \"{name}\" can be learnt and is of no use: its part is Other and nothing asks for it"),
            );
        }
    }
    let mut named = vec![false; plan.systems.len()];
    plan.each_condition(&mut |condition| {
        if let Condition::Down(system) | Condition::Restored(system) = condition {
            named[system.index()] = true;
        }
    });
    plan.each_effect(&mut |effect| {
        if let Effect::Break(system) | Effect::Mend(system) = effect {
            named[system.index()] = true;
        }
    });
    for (number, system) in advice.model.systems.iter().enumerate() {
        if system.looks.is_empty() && system.repairs.is_empty() && !named[number] {
            let name = &system.id.name;
            advice.say(
                Code::Unused,
                system.id.place,
                format!("システム「{name}」には調べる項目も処置もなく、どこにも出てきません"),
                format!("the system \"{name}\" has nothing to look at or to repair, and is mentioned nowhere"),
            );
        }
    }
}

fn see_facts(plan: &Plan, uses: &mut [Uses]) {
    let mut learn = |facts: &[FactId]| facts.iter().for_each(|fact| uses[fact.index()].learnable = true);
    learn(&plan.knows);
    for person in &plan.people {
        // What anybody knows can be asked of them.
        learn(&person.knows);
        person.answers.iter().for_each(|answer| learn(&answer.learn));
    }
    plan.looks.iter().for_each(|look| learn(&look.learn));
    plan.documents.iter().for_each(|document| learn(&document.learn));
    for conversation in &plan.conversations {
        learn(&conversation.learn);
        conversation.answers.iter().for_each(|answer| learn(&answer.learn));
    }
    for (number, fact) in plan.facts.iter().enumerate() {
        if !fact.joins.is_empty() {
            learn(&[FactId(number as u16)]);
        }
    }
    plan.each_effect(&mut |effect| match effect {
        Effect::Learn(fact) => uses[fact.index()].learnable = true,
        // Whoever is informed can be asked.
        Effect::Inform(_, fact) => uses[fact.index()].learnable = true,
        _ => {}
    });
    let mut want = |fact: FactId| uses[fact.index()].wanted = true;
    plan.each_condition(&mut |condition| match condition {
        Condition::Knows(fact) | Condition::Told(_, fact) => want(*fact),
        _ => {}
    });
    for repair in &plan.repairs {
        repair.because.iter().chain(&repair.needs).for_each(|fact| want(*fact));
    }
    for fact in &plan.facts {
        fact.joins.iter().chain(&fact.corrects).for_each(|fact| want(*fact));
    }
    let answers =
        plan.people.iter().flat_map(|person| &person.answers).chain(plan.conversations.iter().flat_map(|c| &c.answers));
    for answer in answers {
        match answer.to {
            Heard::Tell(fact) | Heard::Want(Request::Give(fact)) => want(fact),
            _ => {}
        }
    }
}
