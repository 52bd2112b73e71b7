//! From the authored model to the plan: ids resolved, times tied to the calendar, draws numbered, texts filled in.
//!
//! What cannot be resolved is reported with its place; one pass finds all of it.

use super::diagnostics::{Code, Problem, nearest};
use super::model;
use super::plan::*;
use super::topics::Watch;
use super::words::{self, Id, OneSpan, Place, Point, Prose, SpanRange};
use crate::id::*;
use crate::l10n;
use crate::text::{Language, Text};
use crate::time::{Calendar, HOUR, MINUTE};
use std::collections::BTreeMap;

struct Compiler<'a> {
    authored: &'a model::Scenario,
    calendar: Calendar,
    items: BTreeMap<String, (Item, AnchorId, Place)>,
    draws: Vec<Draw>,
    spells: Vec<Condition>,
    problems: Vec<Problem>,
    /// Whether any words tell a time that only the run knows.
    tells_times: bool,
    /// For placeholders: when each deadline is, how long each repair takes.
    deadline_times: Vec<&'a words::Moment>,
    repair_spans: Vec<SpanRange>,
}

/// Compiles a scenario, and says what is wrong with its references. There is no plan where it has too many items.
pub fn compile(authored: &model::Scenario, source: &str) -> (Option<Plan>, Vec<Problem>) {
    let mut compiler = Compiler {
        authored,
        calendar: Calendar { starts: authored.starts.0 },
        items: BTreeMap::new(),
        draws: Vec::new(),
        spells: Vec::new(),
        problems: Vec::new(),
        tells_times: false,
        deadline_times: authored
            .people
            .iter()
            .flat_map(|person| &person.deadlines)
            .map(|deadline| &deadline.at)
            .collect(),
        repair_spans: authored.systems.iter().flat_map(|system| &system.repairs).map(|repair| repair.takes).collect(),
    };
    compiler.register();
    if compiler.items.len() > model::MOST_ITEMS {
        compiler.problem(
            Code::TooLarge,
            authored.id.place,
            Text::new(
                format!("項目が多すぎます。一つのシナリオには{}個まで書けます", model::MOST_ITEMS),
                format!("there are too many items; a scenario may have up to {}", model::MOST_ITEMS),
            ),
        );
        return (None, compiler.problems);
    }
    let plan = compiler.plan(source);
    (Some(plan), compiler.problems)
}

fn kind_word(item: Item) -> Text {
    let (ja, en) = match item {
        Item::Person(_) => ("人", "a person"),
        Item::Room => ("チャットの部屋", "the chat room"),
        Item::Fact(_) => ("事実", "a fact"),
        Item::System(_) => ("システム", "a system"),
        Item::Look(_) => ("調べる項目", "a look"),
        Item::Repair(_) => ("処置", "a repair"),
        Item::Document(_) => ("資料", "a document"),
        Item::Conversation(_) => ("会話", "a conversation"),
        Item::Line(_) => ("台詞", "a line"),
        Item::Rule(_) => ("規則", "a rule"),
        Item::Deadline(_) => ("期限", "a deadline"),
        Item::Ending(_) => ("結末", "an ending"),
        Item::Trainee(_) => ("見本の訓練生", "a trainee"),
    };
    Text::new(ja, en)
}

impl Compiler<'_> {
    fn problem(&mut self, code: Code, place: Place, text: Text) -> &mut Problem {
        self.problems.push(Problem::at(code, place, text));
        self.problems.last_mut().expect("one was just pushed")
    }

    fn add(&mut self, id: &Id, item: Item) {
        if id.name.is_empty() && id.place.is_none() {
            // It could not be read, which was reported.
            return;
        }
        let word = !id.name.is_empty()
            && id.name.starts_with(|c: char| c.is_ascii_lowercase())
            && id.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !word {
            self.problem(
                Code::BadId,
                id.place,
                Text::new(
                    format!("「{}」は id に使えません。半角の英小文字、数字、下線で書きます", id.name),
                    format!("\"{}\" cannot be an id; use lower-case letters, digits and underscores", id.name),
                ),
            );
        }
        if let Some((_, _, first)) = self.items.get(&id.name).copied() {
            let problem = self.problem(
                Code::DoubleId,
                id.place,
                Text::new(
                    format!("id「{}」が二度使われています。id はファイル全体で一つだけです", id.name),
                    format!("the id \"{}\" is used twice; an id stands once in the whole file", id.name),
                ),
            );
            problem.second = first.map(|first| (first, Text::new("最初はここ", "first defined here")));
            return;
        }
        let anchor = AnchorId(self.items.len() as u16);
        self.items.insert(id.name.clone(), (item, anchor, id.place));
    }

    /// Gives every item its number. The order is the order of the file, so a number never hangs on a name.
    fn register(&mut self) {
        let authored = self.authored;
        for (number, name) in FactId::BUILT_IN.into_iter().enumerate() {
            self.add(&Id::bare(name), Item::Fact(FactId(number as u16)));
        }
        self.add(&Id::bare("room"), Item::Room);
        let mut deadlines = 0;
        for (number, person) in authored.people.iter().enumerate() {
            self.add(&person.id, Item::Person(PersonId(number as u16)));
            for deadline in &person.deadlines {
                self.add(&deadline.id, Item::Deadline(DeadlineId(deadlines)));
                deadlines += 1;
            }
        }
        for (number, fact) in authored.facts.iter().enumerate() {
            self.add(&fact.id, Item::Fact(FactId((number + FactId::BUILT_IN.len()) as u16)));
        }
        let (mut looks, mut repairs) = (0, 0);
        for (number, system) in authored.systems.iter().enumerate() {
            self.add(&system.id, Item::System(SystemId(number as u16)));
            for look in &system.looks {
                self.add(&look.id, Item::Look(LookId(looks)));
                looks += 1;
            }
            for repair in &system.repairs {
                self.add(&repair.id, Item::Repair(RepairId(repairs)));
                repairs += 1;
            }
        }
        for (number, document) in authored.knowledge.iter().enumerate() {
            self.add(&document.id, Item::Document(DocumentId(number as u16)));
        }
        let mut lines = 0;
        for (number, conversation) in authored.conversations.iter().enumerate() {
            self.add(&conversation.id, Item::Conversation(ConversationId(number as u16)));
            for line in &conversation.lines {
                self.add(&line.id, Item::Line(LineId(lines)));
                lines += 1;
            }
        }
        for (number, rule) in authored.rules.iter().enumerate() {
            self.add(&rule.id, Item::Rule(RuleId(number as u16)));
        }
        for (number, ending) in authored.endings.iter().enumerate() {
            self.add(&ending.id, Item::Ending(EndingId(number as u16)));
        }
        for (number, trainee) in authored.trainees.iter().enumerate() {
            self.add(&trainee.id, Item::Trainee(number));
        }
    }

    fn anchor_of(&self, id: &Id) -> AnchorId {
        self.items.get(&id.name).map_or(AnchorId(0), |(_, anchor, _)| *anchor)
    }

    /// What an id stands for, if it is of a kind that fits here.
    fn find<T>(&mut self, id: &Id, wanted: (&str, &str), fits: impl Fn(Item) -> Option<T>) -> Option<T> {
        match self.items.get(&id.name) {
            Some((item, _, place)) => {
                let (item, place) = (*item, *place);
                let found = fits(item);
                if found.is_none() {
                    let kind = kind_word(item);
                    let problem = self.problem(
                        Code::WrongKind,
                        id.place,
                        Text::new(
                            format!("ここには{}の id が要りますが、「{}」は{}です", wanted.0, id.name, kind.ja),
                            format!("the id of {} is needed here, but \"{}\" is {}", wanted.1, id.name, kind.en),
                        ),
                    );
                    problem.second = place.map(|place| (place, Text::new("ここで定義", "defined here")));
                }
                found
            }
            // What could not be read was reported.
            None if id.name.is_empty() && id.place.is_none() => None,
            None => {
                let fitting = self.items.iter().filter(|(_, (item, _, _))| fits(*item).is_some());
                let near = nearest(&id.name, fitting.map(|(name, _)| name.as_str())).map(str::to_owned);
                let problem = self.problem(
                    Code::UnknownId,
                    id.place,
                    Text::new(
                        format!("「{}」という id の{}はありません", id.name, wanted.0),
                        format!(
                            "there is no {} with the id \"{}\"",
                            wanted.1.trim_start_matches("a ").trim_start_matches("an "),
                            id.name
                        ),
                    ),
                );
                problem.help =
                    near.map(|near| Text::new(format!("「{near}」のことですか"), format!("did you mean \"{near}\"?")));
                None
            }
        }
    }

    fn person(&mut self, id: &Id) -> PersonId {
        self.find(id, ("人", "a person"), |item| match item {
            Item::Person(person) => Some(person),
            _ => None,
        })
        .unwrap_or(PersonId(0))
    }
    fn addressee(&mut self, id: &Id) -> Option<PersonId> {
        self.find(id, ("人", "a person"), |item| match item {
            Item::Person(person) => Some(Some(person)),
            Item::Room => Some(None),
            _ => None,
        })
        .flatten()
    }
    fn fact(&mut self, id: &Id) -> FactId {
        self.find(id, ("事実", "a fact"), |item| match item {
            Item::Fact(fact) => Some(fact),
            _ => None,
        })
        .unwrap_or(FactId::ME)
    }
    fn facts(&mut self, ids: &[Id]) -> Vec<FactId> {
        ids.iter().map(|id| self.fact(id)).collect()
    }
    fn people(&mut self, ids: &[Id]) -> Vec<PersonId> {
        ids.iter().map(|id| self.person(id)).collect()
    }
    fn system(&mut self, id: &Id) -> SystemId {
        self.find(id, ("システム", "a system"), |item| match item {
            Item::System(system) => Some(system),
            _ => None,
        })
        .unwrap_or(SystemId(0))
    }
    fn repair(&mut self, id: &Id) -> RepairId {
        self.find(id, ("処置", "a repair"), |item| match item {
            Item::Repair(repair) => Some(repair),
            _ => None,
        })
        .unwrap_or(RepairId(0))
    }
    fn conversation(&mut self, id: &Id) -> ConversationId {
        self.find(id, ("会話", "a conversation"), |item| match item {
            Item::Conversation(conversation) => Some(conversation),
            _ => None,
        })
        .unwrap_or(ConversationId(0))
    }
    fn ending(&mut self, id: &Id) -> EndingId {
        self.find(id, ("結末", "an ending"), |item| match item {
            Item::Ending(ending) => Some(ending),
            _ => None,
        })
        .unwrap_or(EndingId(0))
    }
    fn deadline(&mut self, id: &Id) -> DeadlineId {
        self.find(id, ("期限", "a deadline"), |item| match item {
            Item::Deadline(deadline) => Some(deadline),
            _ => None,
        })
        .unwrap_or(DeadlineId(0))
    }

    /// Something that can have happened, or from whose time a moment can count.
    fn happening(&mut self, id: &Id) -> AnchorId {
        let wanted =
            ("時刻を持つ項目(会話、規則、事実、調査、資料、処置、システム、期限)", "an item with a time of its own");
        let found = self.find(id, wanted, |item| match item {
            Item::Person(_) | Item::Room | Item::Ending(_) | Item::Trainee(_) => None,
            _ => Some(()),
        });
        found.map_or(AnchorId(0), |()| self.anchor_of(id))
    }

    fn drawn(&mut self, key: &str, least: i64, most: i64) -> Drawn {
        if least == most {
            return Drawn::fixed(least);
        }
        let draw = Some(self.draws.len() as u16);
        self.draws.push(Draw { key: Key::of(key), least, most });
        Drawn { least, most, draw }
    }

    fn span(&mut self, key: &str, range: SpanRange) -> Drawn {
        self.drawn(key, range.least, range.most)
    }

    fn moment(&mut self, key: &str, moment: &words::Moment) -> Moment {
        let anchor = moment.anchor.as_ref().map(|anchor| self.happening(anchor));
        let start = self.calendar.start_of_day_offset();
        let offset = self.drawn(key, words::tie(moment.least, start), words::tie(moment.most, start));
        Moment { offset, anchor }
    }

    fn window(&mut self, window: &words::Window) -> Window {
        let start = self.calendar.start_of_day_offset();
        let tie = |point: Option<Point>| point.map(|point| words::tie(point, start));
        Window {
            from: tie(window.from),
            to: tie(window.to),
            anchor: window.anchor.as_ref().map(|anchor| self.happening(anchor)),
        }
    }

    fn condition(&mut self, key: &str, authored: &model::Condition) -> Condition {
        use model::Clause as From;
        match &authored.is {
            From::All(children) => Condition::All(self.conditions(key, children)),
            From::Any(children) => Condition::Any(self.conditions(key, children)),
            From::Not(child) => Condition::Not(Box::new(self.condition(key, child))),
            From::For(OneSpan(span), child) => {
                let child = self.condition(key, child);
                let spell = SpellId(self.spells.len() as u16);
                self.spells.push(child.clone());
                Condition::For(spell, *span, Box::new(child))
            }
            From::After(moment) => Condition::After(self.moment(&format!("{key}.after"), moment)),
            From::Before(moment) => Condition::Before(self.moment(&format!("{key}.before"), moment)),
            From::Happened(id) => Condition::Happened(self.happening(id)),
            From::Knows(fact) => Condition::Knows(self.fact(fact)),
            From::Told(person, fact) => Condition::Told(self.person(person), self.fact(fact)),
            From::Tried(person) => Condition::Tried(self.person(person)),
            From::Reached(person) => Condition::Reached(self.person(person)),
            From::Helping(person) => Condition::Helping(self.person(person)),
            From::Here(person) => Condition::Here(self.person(person)),
            From::Holds(person, duty) => Condition::Holds(self.person(person), *duty),
            From::Quiet(person, OneSpan(span)) => Condition::Quiet(self.person(person), *span),
            From::Chased(person) => Condition::Chased(self.person(person)),
            From::BrokeWord(person) => Condition::BrokeWord(self.person(person)),
            From::Confirmed(person) => Condition::Confirmed(self.person(person)),
            From::Mood(person, range) => Condition::Mood(self.person(person), *range),
            From::Allowed(repair) => Condition::Allowed(self.repair(repair)),
            From::Done(repair) => Condition::Done(self.repair(repair)),
            From::Destroyed(repair) => Condition::Destroyed(self.repair(repair)),
            From::Down(system) => Condition::Down(self.system(system)),
            From::Restored(system) => Condition::Restored(self.system(system)),
            From::Met(deadline) => Condition::Met(self.deadline(deadline)),
            From::Missed(deadline) => Condition::Missed(self.deadline(deadline)),
            From::Declared(level) => Condition::Declared(*level),
            From::Closed => Condition::Closed,
            From::Within(window, child) => Condition::Within(self.window(window), Box::new(self.condition(key, child))),
            From::Ending(id) => Condition::Ending(self.ending(id)),
            From::Score(range) => Condition::Score(*range),
            From::Bar(bar, range) => {
                if !model::BARS.contains(&bar.name.as_str()) {
                    let near = nearest(&bar.name, model::BARS);
                    let help = near
                        .map(|near| Text::new(format!("「{near}」のことですか"), format!("did you mean \"{near}\"?")));
                    let problem = self.problem(
                        Code::UnknownId,
                        bar.place,
                        Text::new(
                            format!("「{}」という評価項目はありません", bar.name),
                            format!("there is no bar \"{}\"", bar.name),
                        ),
                    );
                    problem.help = help;
                }
                Condition::Bar(bar.name.clone(), *range)
            }
        }
    }

    fn conditions(&mut self, key: &str, children: &[model::Condition]) -> Vec<Condition> {
        children.iter().enumerate().map(|(number, child)| self.condition(&format!("{key}.{number}"), child)).collect()
    }

    /// A condition of the world, where the words of expectations have no meaning.
    fn world_condition(&mut self, key: &str, authored: &model::Condition) -> Condition {
        fn only_expected(condition: &model::Condition, places: &mut Vec<Place>) {
            use model::Clause as From;
            match &condition.is {
                From::All(children) | From::Any(children) => {
                    children.iter().for_each(|child| only_expected(child, places));
                }
                From::Not(child) | From::For(_, child) => only_expected(child, places),
                From::Within(..) | From::Ending(_) | From::Score(_) | From::Bar(..) => places.push(condition.place),
                _ => {}
            }
        }
        let mut places = Vec::new();
        only_expected(authored, &mut places);
        for place in places {
            self.problem(
                Code::Contradiction,
                place,
                Text::new(
                    "Within、Ending、Score、Bar は expect の中だけで使えます",
                    "Within, Ending, Score and Bar may stand in `expect` only",
                ),
            );
        }
        self.condition(key, authored)
    }

    fn when(&mut self, key: &str, authored: &Option<model::Condition>) -> Option<Condition> {
        authored.as_ref().map(|when| self.world_condition(key, when))
    }

    fn effects(&mut self, authored: &[model::Effect]) -> Vec<Effect> {
        use model::Effect as From;
        authored
            .iter()
            .map(|effect| match effect {
                From::Start(id) => Effect::Start(self.conversation(id)),
                From::Learn(fact) => Effect::Learn(self.fact(fact)),
                From::Inform(person, fact) => Effect::Inform(self.person(person), self.fact(fact)),
                From::Mood(person, change) => Effect::Mood(self.person(person), *change),
                From::Board(person, text) => Effect::Board(self.person(person), self.told(text)),
                From::Break(system) => Effect::Break(self.system(system)),
                From::Mend(system) => Effect::Mend(self.system(system)),
                From::Go(repair) => Effect::Go(self.repair(repair)),
                From::Declare(level) => Effect::Declare(*level),
                From::Finish(ending) => Effect::Finish(self.ending(ending)),
            })
            .collect()
    }

    fn request(&mut self, authored: &model::Request) -> Request {
        use model::Request as From;
        match authored {
            From::Decide => Request::Decide,
            From::Allow(repair) => Request::Allow(self.repair(repair)),
            From::Do(repair) => Request::Do(self.repair(repair)),
            From::Give(fact) => Request::Give(self.fact(fact)),
            From::Take(duty) => Request::Take(*duty),
            From::Come => Request::Come,
            From::CallOn(person) => Request::CallOn(self.person(person)),
        }
    }

    fn line(&mut self, id: &Id) -> LineId {
        self.find(id, ("台詞", "a line"), |item| match item {
            Item::Line(line) => Some(line),
            _ => None,
        })
        .unwrap_or(LineId(0))
    }

    fn acts(&mut self, authored: &[model::Act]) -> Vec<Act> {
        use model::Act as From;
        authored
            .iter()
            .map(|act| match act {
                From::Tell(facts) => Act::Tell(self.facts(facts)),
                From::Ask(part) => Act::Ask(*part),
                From::Want(request) => Act::Want(self.request(request)),
                From::By(OneSpan(span)) => Act::By(*span),
                From::Promise(OneSpan(span)) => Act::Promise(*span),
                From::Estimate(moment) => {
                    let moment = self.moment("estimate", moment);
                    Act::Estimate(moment.offset.least)
                }
                From::Fixed(system) => Act::Fixed(self.system(system)),
                From::DontKnow => Act::DontKnow,
                From::Confirm => Act::Confirm,
                From::ReadBack => Act::ReadBack,
                From::WriteDown => Act::WriteDown,
                From::Say(line) => Act::Say(self.line(line)),
            })
            .collect()
    }

    fn answers(&mut self, key: &str, authored: &[model::Answer]) -> Vec<Answer> {
        use model::Heard as From;
        authored
            .iter()
            .enumerate()
            .map(|(number, answer)| Answer {
                to: match &answer.to {
                    From::Tell(fact) => Heard::Tell(self.fact(fact)),
                    From::Ask(part) => Heard::Ask(*part),
                    From::Want(request) => Heard::Want(self.request(request)),
                    From::Promise(limit) => Heard::Promise(limit.0),
                    From::Estimate() => Heard::Estimate,
                    From::Fixed(system) => Heard::Fixed(self.system(system)),
                    From::DontKnow => Heard::DontKnow,
                    From::Confirm => Heard::Confirm,
                    From::Say(line) => Heard::Say(self.line(line)),
                },
                when: self.when(&format!("{key}.answers.{number}"), &answer.when),
                says: self.told(&answer.says),
                learn: self.facts(&answer.learn),
                then: self.effects(&answer.then),
                refuses: answer.refuses,
                next: answer.next.as_ref().map(|next| self.conversation(next)),
            })
            .collect()
    }

    /// The words of a text, with `{deadline}`, `{person}` and `{system.down}` filled in from the rules.
    fn prose(&mut self, prose: &Prose) -> Text {
        self.fill(prose, false)
    }

    /// The same of a text that comes up as things happen: times that only the run knows stay in it as placeholders.
    fn told(&mut self, prose: &Prose) -> Text {
        self.fill(prose, true)
    }

    fn fill(&mut self, prose: &Prose, in_the_run: bool) -> Text {
        let mut unknown: Vec<(String, bool)> = Vec::new();
        let mut tells_times = false;
        let filled = prose.text().map(|language, words| {
            words::filled(words, |name| match self.placeholder(name) {
                Some(words) => words.get(language).to_owned(),
                None if in_the_run && self.is_time_of_the_run(name) => {
                    tells_times = true;
                    format!("{{{name}}}")
                }
                None => {
                    unknown.push((name.to_owned(), self.is_time_of_the_run(name)));
                    String::new()
                }
            })
        });
        self.tells_times |= tells_times;
        unknown.dedup();
        for (name, is_time) in unknown {
            let text = if is_time {
                Text::new(
                    format!(
                        "{{{name}}} は、その場にならないと決まらない時刻です。誰かが話す言葉、画面に見えるもの、知らせの中だけに書けます"
                    ),
                    format!(
                        "{{{name}}} is a time that only the run knows; it may stand only in what somebody says, what a look shows, and news"
                    ),
                )
            } else {
                Text::new(
                    format!(
                        "{{{name}}} は何も指していません。期限の id、人の id、「システムの id.down」、now、「人の id.promised」などを書きます"
                    ),
                    format!(
                        "{{{name}}} stands for nothing; write the id of a deadline, of a person, a system's id with .down, `now`, or a person's id with .promised"
                    ),
                )
            };
            self.problem(Code::BadPlaceholder, prose.place, text);
        }
        filled
    }

    /// Whether a placeholder is a time that is known only as things happen: the time it is said, a promise to somebody,
    /// a time that is drawn or counted from something.
    fn is_time_of_the_run(&self, name: &str) -> bool {
        let (id, field) = name.split_once('.').map_or((name, None), |(id, field)| (id, Some(field)));
        match (self.items.get(id).map(|(item, _, _)| *item), field) {
            (None, None) => id == "now",
            (Some(Item::Person(_)), Some("promised" | "estimated")) => true,
            (Some(Item::Deadline(_)), None | Some("at")) => true,
            (Some(Item::System(system)), Some("down")) => {
                self.authored.systems.get(system.index()).is_some_and(|system| system.down.is_some())
            }
            _ => false,
        }
    }

    /// What somebody says; where nothing is written, or no case holds, what is usual.
    fn spoken(&mut self, key: &str, authored: &model::Spoken, usual: impl FnOnce() -> Option<Text>) -> Spoken {
        let mut cases = Vec::new();
        let mut always = None;
        for (number, case) in authored.cases.iter().enumerate() {
            let words = self.told(&case.says);
            let when = case.when.as_ref().map(|when| self.world_condition(&format!("{key}.{number}"), when));
            match when {
                // Behind a case without a condition nothing is ever said.
                _ if always.is_some() => {}
                Some(when) => cases.push((when, words)),
                None if words.is_empty() => {}
                None => always = Some(words),
            }
        }
        let last = |cases: &[(Condition, Text)]| cases.last().map(|(_, words)| words.clone());
        let usual = always.or_else(usual).or_else(|| last(&cases)).unwrap_or_else(Text::empty);
        Spoken { cases, usual }
    }

    fn placeholder(&self, name: &str) -> Option<Text> {
        let clock = |moment: &words::Moment| {
            let fixed = moment.least == moment.most && moment.anchor.is_none();
            let time = words::tie(moment.least, self.calendar.start_of_day_offset());
            fixed.then(|| self.calendar.clock(time)).map(|clock| Text::new(clock.clone(), clock))
        };
        let span = |range: SpanRange| {
            (range.least == range.most)
                .then(|| Text::new(l10n::span(Language::Ja, range.least), l10n::span(Language::En, range.least)))
        };
        let (name, field) = name.split_once('.').map_or((name, None), |(name, field)| (name, Some(field)));
        let (item, _, _) = self.items.get(name)?;
        let authored = self.authored;
        match (*item, field) {
            // A script has the ids of its scenario, and not its items.
            (Item::Person(person), None) => Some(authored.people.get(person.index())?.name.text()),
            (Item::System(system), None) => Some(authored.systems.get(system.index())?.name.text()),
            (Item::System(system), Some("down")) => authored.systems.get(system.index())?.down.as_ref().and_then(clock),
            (Item::Deadline(deadline), None | Some("at")) => {
                self.deadline_times.get(deadline.index()).copied().and_then(clock)
            }
            (Item::Repair(repair), Some("takes")) => self.repair_spans.get(repair.index()).copied().and_then(span),
            _ => None,
        }
    }

    fn stretches(
        &mut self,
        key: &str,
        authored: &[model::Stretch],
        usual: SpanRange,
        clock: words::ClockOffset,
    ) -> Vec<Stretch> {
        use model::Stretch as From;
        authored
            .iter()
            .enumerate()
            .map(|(number, stretch)| {
                let (manner, details) = match stretch {
                    From::Answers(details) => (Manner::Answers, details),
                    From::Silent(details) => (Manner::Silent, details),
                    From::Voicemail(details) => (Manner::Voicemail, details),
                    From::Busy(details) => (Manner::Busy, details),
                    From::Refused(details) => (Manner::Refused, details),
                    From::Dead(details) => (Manner::Dead, details),
                };
                let key = format!("{key}.{number}");
                Stretch {
                    manner,
                    until: details.until.as_ref().map(|until| {
                        let mut moment = self.moment(&format!("{key}.until"), until);
                        // Their clock is ahead of ours: what they call noon comes earlier here.
                        if matches!(until.least, Point::Clock(_)) {
                            moment.offset.least -= clock.0;
                            moment.offset.most -= clock.0;
                            if let Some(draw) = moment.offset.draw {
                                let draw = &mut self.draws[usize::from(draw)];
                                (draw.least, draw.most) = (moment.offset.least, moment.offset.most);
                            }
                        }
                        moment
                    }),
                    after: self.span(&format!("{key}.after"), details.after.unwrap_or(usual)),
                    luck: if details.odds.is_some() {
                        self.drawn(&format!("{key}.odds"), 1, 100)
                    } else {
                        Drawn::fixed(1)
                    },
                    odds: details.odds.unwrap_or(100),
                    otherwise: match details.otherwise {
                        model::Otherwise::Silent => Manner::Silent,
                        model::Otherwise::Voicemail => Manner::Voicemail,
                        model::Otherwise::Busy => Manner::Busy,
                    },
                    when: self.when(&key, &details.when),
                }
            })
            .collect()
    }

    fn compile_person(&mut self, person: &model::Person, deadlines: Vec<DeadlineId>) -> Person {
        let id = &person.id.name;
        let outside = person.customer.is_some()
            || person.roles.contains(&Role::Vendor)
            || person.roles.contains(&Role::Regulator);
        // A channel that is left out is the usual one; an empty list means that there is no such channel.
        let off_duty = !outside
            && self
                .authored
                .calendar
                .iter()
                .any(|day| matches!(day, model::Occasion::Night | model::Occasion::Holiday));
        let clock = person.clock;
        let mut channel = |channel: Channel, authored: &Option<Vec<model::Stretch>>, usual: SpanRange, has: bool| {
            let key = format!("{id}.{}", channel.word());
            let written = off_duty && matches!(channel, Channel::Mail | Channel::Chat);
            let unread = [model::Stretch::Silent(Default::default())];
            let read = [model::Stretch::Answers(Default::default())];
            match authored {
                Some(stretches) if stretches.is_empty() => None,
                Some(stretches) => Some(self.stretches(&key, stretches, usual, clock)),
                None if has => Some(self.stretches(&key, if written { &unread } else { &read }, usual, clock)),
                None => None,
            }
        };
        let minutes = |least, most| SpanRange { least: least * MINUTE, most: most * MINUTE };
        let picks_up = if off_duty { SpanRange { least: 20, most: 35 } } else { SpanRange { least: 5, most: 15 } };
        let reach = [
            channel(Channel::Phone, &person.phone, picks_up, true),
            channel(Channel::Mail, &person.mail, minutes(10, 40), true),
            channel(Channel::Chat, &person.chat, minutes(2, 10), !outside),
            channel(Channel::Visit, &person.visit, minutes(2, 2), false),
        ];
        let voice = &person.voice;
        let referred = person.refers_to.iter().find_map(|other| match self.items.get(&other.name) {
            Some((Item::Person(other), _, _)) => Some(self.authored.people[other.index()].name.text()),
            _ => None,
        });
        let not_mine = || {
            let refers = |name: &Text| l10n::text("voice-not-mine-refers", &[("name", name.into())]);
            Some(referred.as_ref().map_or_else(|| l10n::text("voice-not-mine", &[]), refers))
        };
        let own = |compiler: &mut Self, line: &model::Spoken, name: &str, key: &str| {
            compiler.spoken(&format!("{id}.{name}"), line, || Some(l10n::text(key, &[])))
        };
        let voice = Voice {
            hello: own(self, &voice.hello, "hello", if outside { "voice-hello-outside" } else { "voice-hello" }),
            who: own(self, &voice.who, "who", "voice-who"),
            why: own(self, &voice.why, "why", "voice-why"),
            look: own(self, &voice.look, "look", "voice-look"),
            not_mine: self.spoken(&format!("{id}.not_mine"), &voice.not_mine, not_mine),
            yes: own(self, &voice.yes, "yes", "voice-yes"),
            no: own(self, &voice.no, "no", "voice-no"),
            late: own(self, &voice.late, "late", "voice-late"),
            ack: own(self, &voice.ack, "ack", "voice-ack"),
            dont_know: own(self, &voice.dont_know, "dont_know", "voice-dont-know"),
            call_back: l10n::text("voice-call-back", &[("name", of_oneself(person.name.text()).into())]),
            questions: l10n::text("voice-questions", &[]),
        };
        let customer = person.customer.as_ref().map(|customer| self.compile_customer(person, customer));
        Person {
            id: id.clone(),
            name: self.prose(&person.name),
            title: self.prose(&person.title),
            number: self.prose(&person.number),
            roles: person.roles.clone(),
            board: self.prose(&person.board),
            reach,
            knows: self.facts(&person.knows),
            needs: person.needs.clone(),
            refers_to: self.people(&person.refers_to),
            lead: self.span(&format!("{id}.lead"), person.lead),
            elsewhere: person.clock.0 != 0 || person.travel.is_some(),
            travel: person.travel.map(|travel| self.span(&format!("{id}.travel"), travel)),
            mood: i32::from(person.mood.min(100)),
            cost: usual_cost(person),
            voice,
            answers: self.answers(id, &person.answers),
            customer,
            deadlines,
        }
    }

    fn compile_customer(&mut self, person: &model::Person, customer: &model::Customer) -> Customer {
        let id = &person.id.name;
        let built_in = |key: &'static str| move || Some(l10n::text(key, &[]));
        Customer {
            patience: self.span(&format!("{id}.patience"), customer.patience),
            chase: customer.chase.as_ref().map(|chase| self.conversation(chase)),
            chases: customer
                .chases
                .iter()
                .enumerate()
                // What is usual hangs on how often they have asked.
                .map(|(number, line)| self.spoken(&format!("{id}.chases.{number}"), line, || Some(Text::empty())))
                .collect(),
            notices: self.span(&format!("{id}.notices"), customer.notices),
            pleased: self.spoken(&format!("{id}.pleased"), &customer.pleased, built_in("voice-pleased")),
            heard: self.spoken(&format!("{id}.heard"), &customer.heard, built_in("voice-heard")),
            asks: ["voice-asks", "voice-asks-again", "voice-asks-still"]
                .map(|key| l10n::text(key, &[("name", of_oneself(person.name.text()).into())])),
            still_down: l10n::text("voice-still-down", &[]),
        }
    }

    fn plan(&mut self, source: &str) -> Plan {
        let authored = self.authored;
        if authored.format.is != 1 {
            self.problem(
                Code::BadFormat,
                authored.format.place,
                Text::new(
                    format!("format: {} は読めません。この版が読むのは format: 1 です", authored.format.is),
                    format!("format: {} cannot be read; this version reads format: 1", authored.format.is),
                ),
            );
        }
        let start = self.calendar.start_of_day_offset();
        let ends = words::tie(authored.ends.least, start);
        if authored.ends.place.is_some() && !(MINUTE..=model::LONGEST_DAY).contains(&ends) {
            self.problem(
                Code::Contradiction,
                authored.ends.place,
                Text::new(
                    "ends は starts より1分以上あと、14日以内にします",
                    "`ends` must lie between one minute and 14 days after `starts`",
                ),
            );
        }
        if authored.people.is_empty() || authored.endings.is_empty() {
            self.problem(
                Code::Contradiction,
                authored.id.place,
                Text::new(
                    "people と endings には一つ以上の項目が要ります",
                    "`people` and `endings` need at least one item each",
                ),
            );
        }
        let mut people = Vec::new();
        let mut deadlines = Vec::new();
        for (number, person) in authored.people.iter().enumerate() {
            let mut own = Vec::new();
            for deadline in &person.deadlines {
                own.push(DeadlineId(deadlines.len() as u16));
                let key = &deadline.id.name;
                deadlines.push(Deadline {
                    id: key.clone(),
                    anchor: self.anchor_of(&deadline.id),
                    owner: PersonId(number as u16),
                    name: self.prose(&deadline.name),
                    at: self.moment(&format!("{key}.at"), &deadline.at),
                    done: self.world_condition(&format!("{key}.done"), &deadline.done),
                    takes: self.span(&format!("{key}.takes"), deadline.takes),
                });
            }
            let person = self.compile_person(person, own);
            people.push(person);
        }
        let mut facts: Vec<Fact> = [Kind::Me, Kind::Tried, Kind::Called, Kind::Severity]
            .into_iter()
            .enumerate()
            .map(|(number, kind)| Fact {
                id: FactId::BUILT_IN[number].to_owned(),
                anchor: AnchorId(number as u16),
                text: l10n::text(["fact-me", "fact-tried", "fact-called", "fact-severity"][number], &[]),
                kind,
                seal: false,
                untrue: false,
                corrects: None,
                joins: Vec::new(),
            })
            .collect();
        for fact in &authored.facts {
            facts.push(Fact {
                id: fact.id.name.clone(),
                anchor: self.anchor_of(&fact.id),
                text: self.prose(&fact.text),
                kind: Kind::Authored(fact.part),
                seal: fact.seal,
                untrue: fact.untrue,
                corrects: fact.corrects.as_ref().map(|old| self.fact(old)),
                joins: self.facts(&fact.joins),
            });
        }
        let (mut systems, mut looks, mut repairs) = (Vec::new(), Vec::new(), Vec::new());
        for (number, system) in authored.systems.iter().enumerate() {
            let mut compiled = System {
                id: system.id.name.clone(),
                anchor: self.anchor_of(&system.id),
                name: self.prose(&system.name),
                down: system.down.as_ref().map(|down| self.moment(&format!("{}.down", system.id.name), down)),
                looks: Vec::new(),
                repairs: Vec::new(),
            };
            for look in &system.looks {
                compiled.looks.push(LookId(looks.len() as u16));
                let healthy = self.told(&look.healthy);
                looks.push(Look {
                    id: look.id.name.clone(),
                    anchor: self.anchor_of(&look.id),
                    system: SystemId(number as u16),
                    name: self.prose(&look.name),
                    says: self.told(&look.says),
                    healthy: if healthy.is_empty() { l10n::text("look-healthy", &[]) } else { healthy },
                    takes: self.span(&format!("{}.takes", look.id.name), look.takes),
                    learn: self.facts(&look.learn),
                    when: self.when(&format!("{}.when", look.id.name), &look.when),
                });
            }
            for repair in &system.repairs {
                compiled.repairs.push(RepairId(repairs.len() as u16));
                let key = &repair.id.name;
                repairs.push(Repair {
                    id: key.clone(),
                    anchor: self.anchor_of(&repair.id),
                    system: SystemId(number as u16),
                    name: self.prose(&repair.name),
                    takes: self.span(&format!("{key}.takes"), repair.takes),
                    hands: self.span(&format!("{key}.hands"), repair.hands),
                    yours: repair.by.is_empty() || repair.by.iter().any(|id| id.name == "you"),
                    by: repair.by.iter().filter(|id| id.name != "you").map(|id| self.person(id)).collect(),
                    go_from: self.people(&repair.go_from),
                    because: self.facts(&repair.because),
                    needs: self.facts(&repair.needs),
                    when: self.when(&format!("{key}.when"), &repair.when),
                    luck: if repair.works < 100 {
                        self.drawn(&format!("{key}.works"), 1, 100)
                    } else {
                        Drawn::fixed(1)
                    },
                    works: repair.works,
                    mends: repair.mends,
                    then: self.effects(&repair.then),
                    fails: self.effects(&repair.fails),
                    destroys: repair.destroys.as_ref().map(|destroys| Destroys {
                        odds: destroys.odds,
                        luck: if destroys.odds < 100 {
                            self.drawn(&format!("{key}.destroys"), 1, 100)
                        } else {
                            Drawn::fixed(1)
                        },
                        unless: self.when(&format!("{key}.destroys"), &destroys.unless),
                        says: self.told(&destroys.says),
                    }),
                });
            }
            systems.push(compiled);
        }
        let documents = authored
            .knowledge
            .iter()
            .map(|document| Document {
                id: document.id.name.clone(),
                anchor: self.anchor_of(&document.id),
                title: self.prose(&document.title),
                text: self.prose(&document.text),
                takes: self.span(&format!("{}.takes", document.id.name), document.takes),
                learn: self.facts(&document.learn),
                at_hand: document.at_hand,
            })
            .collect();
        let mut lines = Vec::new();
        let mut conversations: Vec<Conversation> = Vec::new();
        for (number, conversation) in authored.conversations.iter().enumerate() {
            let key = &conversation.id.name;
            let mut own = Vec::new();
            for line in &conversation.lines {
                own.push(LineId(lines.len() as u16));
                let says = self.prose(&line.says);
                let name = self.prose(&line.name);
                lines.push(Line {
                    id: line.id.name.clone(),
                    anchor: self.anchor_of(&line.id),
                    conversation: ConversationId(number as u16),
                    name: if name.is_empty() { says.clone() } else { name },
                    says,
                    takes: self.span(&format!("{}.takes", line.id.name), line.takes),
                });
            }
            if conversation.from.is_none() && conversation.by != By::Notice {
                self.problem(
                    Code::Contradiction,
                    conversation.id.place,
                    Text::new(
                        "from がありません。誰も始めない会話は by: Notice だけです",
                        "`from` is missing; only a Notice comes from nobody",
                    ),
                );
            }
            conversations.push(Conversation {
                id: key.clone(),
                anchor: self.anchor_of(&conversation.id),
                from: conversation.from.as_ref().map(|from| self.person(from)),
                by: conversation.by,
                subject: self.prose(&conversation.subject),
                when: self.when(&format!("{key}.when"), &conversation.when),
                says: self.spoken(&format!("{key}.says"), &conversation.says, || None),
                learn: self.facts(&conversation.learn),
                noted: conversation.noted,
                then: self.effects(&conversation.then),
                answers: self.answers(key, &conversation.answers),
                lines: own,
            });
        }
        let rules = authored
            .rules
            .iter()
            .map(|rule| Rule {
                id: rule.id.name.clone(),
                anchor: self.anchor_of(&rule.id),
                when: self.world_condition(&format!("{}.when", rule.id.name), &rule.when),
                then: self.effects(&rule.then),
                repeat: rule.repeat.map(|repeat| self.span(&format!("{}.repeat", rule.id.name), repeat)),
                lesson: rule.lesson.as_ref().map(|lesson| Lesson {
                    good: lesson.good,
                    title: self.prose(&lesson.title),
                    says: self.prose(&lesson.says),
                    plan: (self.prose(&lesson.when), self.prose(&lesson.will)),
                }),
            })
            .collect();
        let endings = authored
            .endings
            .iter()
            .map(|ending| Ending {
                id: ending.id.name.clone(),
                title: self.prose(&ending.title),
                text: self.prose(&ending.text),
                when: self.when(&format!("{}.when", ending.id.name), &ending.when),
            })
            .collect();
        let sign = match &authored.scoring.sign {
            Some(sign) => Some(self.conversation(sign)),
            None => conversations
                .iter()
                .position(|conversation| {
                    let from = conversation.from.and_then(|from| people.get(from.index()));
                    from.is_some_and(|person: &Person| person.customer.is_some() && !person.deadlines.is_empty())
                })
                .map(|position| ConversationId(position as u16)),
        };
        let escalate_from = authored.scoring.escalate_from.as_ref();
        let scoring = Scoring {
            sign,
            escalate_from: escalate_from.map(|moment| self.moment("escalate_from", moment)),
            roles: authored.scoring.roles.clone(),
            deadline: match &authored.scoring.deadline {
                Some(deadline) => Some(self.deadline(deadline)),
                None => (!deadlines.is_empty()).then_some(DeadlineId(0)),
            },
            gates: authored
                .scoring
                .gates
                .iter()
                .enumerate()
                .map(|(number, gate)| Gate {
                    cap: i64::from(gate.cap.min(100)) * 10,
                    says: self.prose(&gate.says),
                    when: self.world_condition(&format!("gates.{number}"), &gate.when),
                })
                .collect(),
        };
        let off = authored.off.iter().filter_map(|window| self.off_window(window, ends)).collect();
        let trainees = authored
            .trainees
            .iter()
            .map(|trainee| Trainee {
                id: trainee.id.name.clone(),
                name: self.prose(&trainee.name),
                does: self.steps(&trainee.does),
                expect: trainee.expect.iter().map(|expected| self.condition(&trainee.id.name, expected)).collect(),
            })
            .collect();
        let you = self.prose(&authored.you.name);
        let mut plan = Plan {
            id: authored.id.name.clone(),
            title: self.prose(&authored.title),
            about: self.prose(&authored.about),
            trains: self.prose(&authored.trains),
            step: authored.step.as_ref().map(|step| step.is),
            calendar: self.calendar,
            ends: ends.clamp(MINUTE, 400 * 24 * HOUR),
            severity: if authored.calendar.iter().any(|day| day.raises()) {
                authored.severity.raised()
            } else {
                authored.severity
            },
            calendar_days: authored.calendar.clone(),
            off,
            you: if you.is_empty() { l10n::text("you", &[]) } else { you },
            knows: self.facts(&authored.you.knows),
            people,
            facts,
            systems,
            looks,
            repairs,
            documents,
            conversations,
            lines,
            rules,
            deadlines,
            endings,
            scoring,
            trainees,
            spells: self.spells.len() as u16,
            spell_conditions: std::mem::take(&mut self.spells),
            draws: std::mem::take(&mut self.draws),
            items: self.items.iter().map(|(id, (item, anchor, _))| (id.clone(), (*item, *anchor))).collect(),
            watch: Watch::default(),
            parts: Default::default(),
            tells_times: self.tells_times,
            hash: blake3::hash(source.as_bytes()).to_hex().to_string(),
            source: source.into(),
        };
        plan.watch = Watch::of(&plan);
        plan.parts = Part::ALL.map(|part| plan.facts_of(part).next().is_some());
        plan
    }

    /// A stretch in which the desk is closed.
    fn off_window(&mut self, authored: &words::Placed<words::Window>, ends: i64) -> Option<(i64, i64)> {
        let window = self.window(&authored.is);
        match (window.from, window.to) {
            (Some(from), Some(to)) if window.anchor.is_none() && 0 <= from && from < to && to < ends => {
                Some((from, to))
            }
            _ => {
                self.problem(
                    Code::Contradiction,
                    authored.place,
                    Text::new(
                        "off には、starts と ends のあいだの、始まりと終わりのある時間帯を書きます。例: \"21:00..1d 07:30\"",
                        "`off` takes windows with both ends between `starts` and `ends`, such as \"21:00..1d 07:30\"",
                    ),
                );
                None
            }
        }
    }

    fn addressees(&mut self, ids: &[Id]) -> Vec<Option<PersonId>> {
        ids.iter().map(|id| self.addressee(id)).collect()
    }

    fn steps(&mut self, authored: &[model::Step]) -> Vec<Step> {
        use model::Step as From;
        authored
            .iter()
            .map(|step| match step {
                From::Answer(id, acts) => Step::Answer(self.conversation(id), self.acts(acts)),
                From::Answering(acts) => Step::Answering(self.acts(acts)),
                From::Call(id, acts) => Step::Call(self.person(id), self.acts(acts)),
                From::Mail(to, acts) => Step::Mail(self.addressees(to), self.acts(acts)),
                From::Chat(to, acts) => Step::Chat(self.addressees(to), self.acts(acts)),
                From::Visit(id, acts) => Step::Visit(self.person(id), self.acts(acts)),
                From::Look(id) => {
                    let look = self.find(id, ("調べる項目", "a look"), |item| match item {
                        Item::Look(look) => Some(look),
                        _ => None,
                    });
                    Step::Look(look.unwrap_or(LookId(0)))
                }
                From::Read(id) => {
                    let document = self.find(id, ("資料", "a document"), |item| match item {
                        Item::Document(document) => Some(document),
                        _ => None,
                    });
                    Step::Read(document.unwrap_or(DocumentId(0)))
                }
                From::Repair(id) => Step::Repair(self.repair(id)),
                From::Join(facts) => Step::Join(self.facts(facts)),
                From::Declare(level) => Step::Declare(*level),
                From::Wait(OneSpan(span)) => Step::Wait(*span),
                From::WaitFor(condition) => Step::WaitFor(self.condition("wait_for", condition)),
                From::When(condition, steps) => Step::When(self.condition("when", condition), self.steps(steps)),
                From::Note(text) => Step::Note(self.prose(text)),
                From::Close => Step::Close,
            })
            .collect()
    }
}

/// Compiles words that stand outside a scenario file (a script, a record) against its plan.
pub struct Outside<'a> {
    plan: &'a Plan,
}

impl<'a> Outside<'a> {
    /// Against this plan.
    pub fn new(plan: &'a Plan) -> Self {
        Outside { plan }
    }

    fn with<T>(&self, read: impl FnOnce(&mut Compiler) -> T) -> (T, Vec<Problem>) {
        let nothing = model::Scenario {
            format: words::Placed { is: 1, place: None },
            id: Id::default(),
            title: Prose::default(),
            about: Prose::default(),
            trains: Prose::default(),
            step: None,
            starts: words::Stamp(self.plan.calendar.starts),
            ends: words::Moment {
                least: Point::Offset(MINUTE),
                most: Point::Offset(MINUTE),
                anchor: None,
                place: None,
            },
            difficulty: None,
            severity: self.plan.severity,
            calendar: Vec::new(),
            off: Vec::new(),
            you: Default::default(),
            people: Vec::new(),
            facts: Vec::new(),
            systems: Vec::new(),
            knowledge: Vec::new(),
            conversations: Vec::new(),
            rules: Vec::new(),
            scoring: Default::default(),
            endings: Vec::new(),
            trainees: Vec::new(),
        };
        let mut compiler = Compiler {
            authored: &nothing,
            calendar: self.plan.calendar,
            items: self.plan.items.iter().map(|(id, (item, anchor))| (id.clone(), (*item, *anchor, None))).collect(),
            draws: Vec::new(),
            spells: Vec::new(),
            problems: Vec::new(),
            tells_times: false,
            deadline_times: Vec::new(),
            repair_spans: Vec::new(),
        };
        let result = read(&mut compiler);
        if !compiler.spells.is_empty() {
            compiler.problem(
                Code::Contradiction,
                None,
                Text::new(
                    "For はシナリオの中だけで使えます。台本では Wait を使います",
                    "`For` may stand in a scenario only; use `Wait` in a script",
                ),
            );
        }
        (result, compiler.problems)
    }

    /// The steps of a script. Times are fixed ones: a script has no luck of its own.
    pub fn steps(&self, authored: &[model::Step]) -> (Vec<Step>, Vec<Problem>) {
        self.with(|compiler| compiler.steps(authored))
    }

    /// Acts of a record.
    pub fn acts(&self, authored: &[model::Act]) -> Result<Vec<Act>, Vec<Problem>> {
        match self.with(|compiler| compiler.acts(authored)) {
            (acts, problems) if problems.is_empty() => Ok(acts),
            (_, problems) => Err(problems),
        }
    }
}

/// A name as its owner says it: in Japanese nobody calls themselves さん or 様.
fn of_oneself(name: Text) -> Text {
    name.map(|language, words| match language {
        Language::Ja => words.trim_end_matches("さん").trim_end_matches('様').to_owned(),
        Language::En => words.to_owned(),
    })
}
