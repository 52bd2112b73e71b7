//! Commands as a record writes them: with the ids of the scenario, so that a person can read the file.

use crate::id::*;
use crate::scenario::compile::Outside;
use crate::scenario::model::{Act, Severity};
use crate::scenario::plan::{Item, Plan};
use crate::sim::Command;
use crate::sim::message::authored_acts;
use serde::{Deserialize, Serialize};

/// A command in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "named after the commands")]
pub enum CommandWords {
    Answer,
    Dial(String),
    Say(Vec<Act>),
    HangUp,
    Mail(Vec<String>, Vec<Act>),
    Chat(Vec<String>, Vec<Act>),
    Visit(String),
    Look(String),
    Read(String),
    Repair(String),
    Join(Vec<String>),
    Declare(Severity),
    Stop,
    Mark(String),
    Close,
}

impl CommandWords {
    /// The words of a command.
    pub fn of(plan: &Plan, command: &Command) -> CommandWords {
        let person = |who: &PersonId| plan.person(*who).id.clone();
        match command {
            Command::Answer => CommandWords::Answer,
            Command::Dial(who) => CommandWords::Dial(person(who)),
            Command::Say(acts) => CommandWords::Say(authored_acts(plan, acts)),
            Command::HangUp => CommandWords::HangUp,
            Command::Mail(to, acts) => CommandWords::Mail(to.iter().map(person).collect(), authored_acts(plan, acts)),
            Command::Chat(to, acts) => {
                let to = to.iter().map(|who| who.as_ref().map_or_else(|| "room".to_owned(), person)).collect();
                CommandWords::Chat(to, authored_acts(plan, acts))
            }
            Command::Visit(who) => CommandWords::Visit(person(who)),
            Command::Look(look) => CommandWords::Look(plan.look(*look).id.clone()),
            Command::Read(document) => CommandWords::Read(plan.document(*document).id.clone()),
            Command::Repair(repair) => CommandWords::Repair(plan.repair(*repair).id.clone()),
            Command::Join(facts) => CommandWords::Join(facts.iter().map(|fact| plan.fact(*fact).id.clone()).collect()),
            Command::Declare(level) => CommandWords::Declare(*level),
            Command::Stop => CommandWords::Stop,
            Command::Mark(text) => CommandWords::Mark(text.clone()),
            Command::Close => CommandWords::Close,
        }
    }

    /// The command of the words; `None` when they name something the scenario does not have.
    pub fn resolve(&self, plan: &Plan) -> Option<Command> {
        let person = |id: &String| plan.person_named(id);
        let acts = |acts: &Vec<Act>| Outside::new(plan).acts(acts).ok();
        Some(match self {
            CommandWords::Answer => Command::Answer,
            CommandWords::Dial(who) => Command::Dial(person(who)?),
            CommandWords::Say(said) => Command::Say(acts(said)?),
            CommandWords::HangUp => Command::HangUp,
            CommandWords::Mail(to, said) => Command::Mail(to.iter().map(person).collect::<Option<_>>()?, acts(said)?),
            CommandWords::Chat(to, said) => {
                let to = to.iter().map(|who| if who == "room" { Some(None) } else { person(who).map(Some) });
                Command::Chat(to.collect::<Option<_>>()?, acts(said)?)
            }
            CommandWords::Visit(who) => Command::Visit(person(who)?),
            CommandWords::Look(id) => match plan.item(id)? {
                Item::Look(look) => Command::Look(look),
                _ => return None,
            },
            CommandWords::Read(id) => match plan.item(id)? {
                Item::Document(document) => Command::Read(document),
                _ => return None,
            },
            CommandWords::Repair(id) => match plan.item(id)? {
                Item::Repair(repair) => Command::Repair(repair),
                _ => return None,
            },
            CommandWords::Join(facts) => {
                let fact = |id: &String| match plan.item(id) {
                    Some(Item::Fact(fact)) => Some(fact),
                    _ => None,
                };
                Command::Join(facts.iter().map(fact).collect::<Option<_>>()?)
            }
            CommandWords::Declare(level) => Command::Declare(*level),
            CommandWords::Stop => Command::Stop,
            CommandWords::Mark(text) => Command::Mark(text.clone()),
            CommandWords::Close => Command::Close,
        })
    }
}
