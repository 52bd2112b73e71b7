//! A message: what one knows, to tick; what one asks for; and on the right the words as the other one will get them.

use super::parts::{chips, live_region, tick_row};
use crate::desktop::action::{Change, UiAction};
use crate::desktop::draft::{Draft, GROUPS, group_of};
use crate::desktop::frame::FirstFocus;
use crate::desktop::scene::{Kids, Table, wrapped};
use crate::desktop::speech;
use crate::desktop::theme::{Size, Token};
use crate::desktop::widget::{self, Act as Button, Face, Fill, Look, column, group, row};
use crate::id::*;
use crate::scenario::plan::{Act, By, Channel, Duty, Request};
use crate::sim::cost;
use crate::time::{MINUTE, Time};
use bevy::prelude::*;
use bevy::ui::InteractionDisabled;

pub fn build(kids: &mut Kids, table: &Table, draft: &Draft) {
    let (width, _) = table.widths();
    let left = width * 0.575;
    kids.spawn(group(Node {
        flex_grow: 1.0,
        min_height: px(0),
        flex_basis: px(0),
        align_items: AlignItems::Stretch,
        ..row(0.0)
    }))
    .with_children(|kids| {
        kids.spawn(table.scroll(
            "sheet",
            table.say("compose"),
            Node { width: px(left), padding: UiRect::axes(px(16), px(10)), flex_shrink: 0.0, ..column(2.0) },
        ))
        .with_children(|kids| parts(kids, table, draft, left - 36.0));
        kids.spawn((
            group(Node { width: px(width - left), padding: px(16).all(), min_height: px(0), ..column(10.0) }),
            Fill(Token::Inset),
        ))
        .with_children(|kids| preview(kids, table, draft, width - left - 32.0));
    });
}

/// Somebody is a customer: then other things are said.
fn to_customer(table: &Table, draft: &Draft) -> bool {
    draft.to.iter().flatten().any(|who| table.plan().person(*who).customer.is_some())
}

fn parts(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    if !draft.is_spoken() {
        recipients(kids, table, draft, width);
    }
    kids.spawn(group(Node {
        justify_content: JustifyContent::SpaceBetween,
        width: px(width),
        flex_wrap: FlexWrap::Wrap,
        ..row(8.0)
    }))
    .with_children(|kids| {
        kids.spawn(widget::heading(table.say("compose-tell"), Size::Body, 2));
        kids.spawn(widget::label(table.say("compose-only-known"), Size::Small, Token::Ink3));
    });
    // What was told before is the way to begin with the next one. It stays where it is: nothing moves under the hand.
    if table.view.before.is_some() {
        kids.spawn(widget::button(
            Button::new(table.say("compose-same"), UiAction::Draft(Change::SameAsBefore)).height(30.0),
        ));
    }
    // What answers their own matter comes before what one knows of another.
    for line in lines(table, draft) {
        let authored = table.plan().line(line);
        let action = UiAction::Draft(Change::Line(line));
        tick_row(kids, table.text(&authored.name).to_owned(), draft.lines.contains(&line), width, action);
    }
    facts(kids, table, draft, width);
    kids.spawn(widget::rule());
    let customer = to_customer(table, draft);
    if customer {
        for_customer(kids, table, draft, width);
    } else {
        requests(kids, table, draft, width);
        // Who helped wants to hear that it is over.
        if table.desk().ended.iter().any(|(.., worked)| *worked) {
            works_again(kids, table, draft, width);
        }
    }
    let promises = [None, Some(10 * MINUTE), Some(20 * MINUTE), Some(30 * MINUTE)];
    chips(
        kids,
        table,
        table.say("compose-promise"),
        width,
        promises
            .map(|span| {
                let words = span.map_or_else(
                    || table.say("compose-none"),
                    |span| table.with("within", &[("span", table.span(span).into())]),
                );
                (words, draft.promise == span, UiAction::Draft(Change::Promise(span)))
            })
            .to_vec(),
    );
}

fn facts(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    let plan = table.plan();
    let desk = table.desk();
    let mut known: Vec<FactId> = desk.facts.iter().map(|(fact, _)| *fact).collect();
    known.extend([FactId::TRIED, FactId::CALLED, FactId::SEVERITY].into_iter().filter(|fact| desk.knows(*fact)));
    known.sort_by_key(|fact| (group_of(plan, *fact), *fact));
    known.dedup();
    let label = 62.0 * table.text_scale().min(1.5);
    let mut last = None;
    for (place, fact) in known.into_iter().enumerate() {
        let of = group_of(plan, fact);
        let name = if last == Some(of) { String::new() } else { table.say(&format!("part-{}", GROUPS[of])) };
        last = Some(of);
        let words = match fact {
            FactId::SEVERITY => {
                desk.severity.map(|level| table.with("notebook-severity", &[("level", format!("{level:?}").into())]))
            }
            _ => None,
        }
        .unwrap_or_else(|| table.text(&plan.fact(fact).text).to_owned());
        kids.spawn(group(Node { align_items: AlignItems::FlexStart, ..row(6.0) })).with_children(|kids| {
            kids.spawn(group(Node { width: px(label), flex_shrink: 0.0, padding: UiRect::top(px(5)), ..row(0.0) }))
                .with_children(|kids| {
                    kids.spawn(widget::paragraph(name, Face::plain(Size::Small), Token::Ink3, label));
                });
            let action = UiAction::Draft(Change::Fact(fact));
            table.number(&action);
            let entity = tick_row(kids, words, draft.facts.contains(&fact), width - label - 6.0, action);
            if place == 0 {
                kids.commands().entity(entity).insert(FirstFocus);
            }
        });
    }
}

/// Lines that answer a letter of theirs.
fn lines(table: &Table, draft: &Draft) -> Vec<LineId> {
    let plan = table.plan();
    plan.conversations
        .iter()
        .filter(|conversation| {
            let came = match conversation.by {
                By::Mail | By::Chat => table
                    .desk()
                    .letters
                    .iter()
                    .any(|letter| letter.from == conversation.from && conversation.says.could_be(&letter.text)),
                _ => table.desk().heard_of.iter().any(|id| std::ptr::eq(plan.conversation(*id), *conversation)),
            };
            came && conversation.from.is_some_and(|from| draft.to.contains(&Some(from)))
        })
        .flat_map(|conversation| conversation.lines.iter().copied())
        .collect()
}

fn recipients(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    let plan = table.plan();
    let mut people: Vec<Option<PersonId>> =
        plan.person_ids().filter(|who| plan.person(*who).reach(draft.channel).is_some()).map(Some).collect();
    if draft.channel == Channel::Chat {
        people.push(None);
    }
    let name = table.say(if draft.channel == Channel::Mail { "compose-mail-to" } else { "compose-chat-to" });
    // An answer goes to whom it answers: others are asked for, and leave room for what is told.
    let mut choices: Vec<_> = people
        .into_iter()
        .filter(|who| draft.everybody || draft.to.contains(who))
        .map(|who| {
            let name = who.map_or_else(|| table.say("room"), |who| table.short_name(who));
            (name, draft.to.contains(&who), UiAction::Draft(Change::To(who)))
        })
        .collect();
    if !draft.everybody {
        choices.push((table.say("compose-others"), false, UiAction::Draft(Change::Everybody)));
    }
    chips(kids, table, name, width, choices);
    kids.spawn(widget::rule());
}

fn requests(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    let plan = table.plan();
    let mut wants = vec![None, Some(Request::Decide)];
    // A repair can be asked for once its reason is known: nobody asks for what they have no cause for.
    for (number, repair) in plan.repairs.iter().enumerate() {
        let id = RepairId(number as u16);
        if repair.because.iter().all(|fact| table.desk().knows(*fact)) || !table.desk().looked.is_empty() {
            let over = table.desk().ended.iter().any(|(ended, _, worked)| *ended == id && *worked);
            if over {
                continue;
            }
            if !repair.go_from.is_empty() {
                wants.push(Some(Request::Allow(id)));
            }
            if draft.to.iter().flatten().any(|who| repair.by.contains(who)) {
                wants.push(Some(Request::Do(id)));
            }
            wants.extend(
                repair.needs.iter().filter(|fact| !table.desk().knows(**fact)).map(|fact| Some(Request::Give(*fact))),
            );
        }
    }
    wants.extend(Duty::ALL.map(|duty| Some(Request::Take(duty))));
    if draft.to.iter().flatten().any(|who| plan.person(*who).travel.is_some()) {
        wants.push(Some(Request::Come));
    }
    // Others can be rung for one once one has tried oneself.
    let tried = plan.person_ids().filter(|who| {
        let attempt = table.desk().last_attempt(*who);
        plan.is_colleague(*who) && attempt.is_some() && !table.desk().reached(*who) && !draft.to.contains(&Some(*who))
    });
    wants.extend(tried.take(4).map(|who| Some(Request::CallOn(who))));
    let choices = wants
        .into_iter()
        .map(|want| {
            let words = match want {
                None => table.say("compose-none"),
                Some(want) => {
                    let name = speech::want_name(plan, want);
                    table.with(&speech::want_key(want).replace("say-", "chip-"), &[("name", name.into())])
                }
            };
            (words, draft.want == want, UiAction::Draft(Change::Want(want)))
        })
        .collect();
    chips(kids, table, table.say("compose-want"), width, choices);
    let times = [None, Some(5 * MINUTE), Some(10 * MINUTE), Some(30 * MINUTE)];
    chips(
        kids,
        table,
        table.say("compose-by"),
        width,
        times
            .map(|span| {
                let words = span.map_or_else(
                    || table.say("compose-none"),
                    |span| table.with("within", &[("span", table.span(span).into())]),
                );
                (words, draft.by == span, UiAction::Draft(Change::By(span)))
            })
            .to_vec(),
    );
}

/// What works again.
fn works_again(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    let plan = table.plan();
    let mut fixed = vec![(table.say("compose-none"), draft.fixed.is_none(), UiAction::Draft(Change::Fixed(None)))];
    for (number, system) in plan.systems.iter().enumerate() {
        let id = Some(SystemId(number as u16));
        let words = table.with("chip-fixed", &[("name", (&system.name).into())]);
        fixed.push((words, draft.fixed == id, UiAction::Draft(Change::Fixed(id))));
    }
    chips(kids, table, table.say("compose-fixed"), width, fixed);
}

fn for_customer(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    works_again(kids, table, draft, width);
    let mut estimates =
        vec![(table.say("compose-none"), draft.estimate.is_none(), UiAction::Draft(Change::Estimate(None)))];
    let mut times = quarter_hours(table);
    times.extend(draft.estimate.filter(|time| !times.contains(time)));
    times.sort_unstable();
    estimates.extend(times.into_iter().map(|time| {
        (
            table.with("chip-estimate", &[("time", table.clock(time).into())]),
            draft.estimate == Some(time),
            UiAction::Draft(Change::Estimate(Some(time))),
        )
    }));
    chips(kids, table, table.say("compose-estimate"), width, estimates);
    tick_row(kids, table.say("compose-confirm"), draft.confirm, width, UiAction::Draft(Change::Confirm));
    tick_row(kids, table.say("compose-dont-know"), draft.dont_know, width, UiAction::Draft(Change::DontKnow));
}

/// The next six quarter hours, at least ten minutes from now.
fn quarter_hours(table: &Table) -> Vec<Time> {
    let offset = table.plan().calendar.start_of_day_offset();
    let quarter = 15 * MINUTE;
    let first = (offset + table.session.now() + 10 * MINUTE + quarter - 1) / quarter * quarter - offset;
    (0..6).map(|step| first + step * quarter).collect()
}

fn preview(kids: &mut Kids, table: &Table, draft: &Draft, width: f32) {
    let plan = table.plan();
    let acts = draft.acts(plan);
    let voicemail = table.desk().talk().is_some_and(|talk| talk.voicemail);
    let title = match draft.channel {
        Channel::Phone | Channel::Visit if voicemail => "preview-voicemail",
        Channel::Phone | Channel::Visit => "preview-spoken",
        Channel::Mail | Channel::Chat => "preview-written",
    };
    // Who knocks takes the place of the heading: the buttons below stay where they are.
    match table.desk().knock {
        Some((who, _)) => {
            let words = table.with("preview-knock", &[("name", table.short_name(who).into())]);
            kids.spawn((widget::paragraph(words, Face::bold(Size::Body), Token::Shu, width), live_region()));
        }
        None => {
            kids.spawn(widget::heading(table.say(title), Size::Body, 3));
        }
    }
    kids.spawn(table.scroll(
        "preview",
        table.say(title),
        Node { flex_grow: 1.0, flex_basis: px(0), padding: px(4).all(), ..column(4.0) },
    ))
    .with_children(|kids| {
        let (request, rest): (Vec<Act>, Vec<Act>) =
            acts.iter().cloned().partition(|act| matches!(act, Act::Want(_) | Act::By(_)));
        let say = |acts: &[Act]| speech::sentences(table.language(), plan, table.desk(), acts);
        if acts.is_empty() {
            kids.spawn(wrapped(table.say("preview-empty"), Face::plain(Size::Body), Token::Ink2, width - 8.0));
        }
        if !rest.is_empty() {
            kids.spawn(wrapped(say(&rest), Face::letter(Size::Body), Token::Pen, width - 8.0));
        }
        if !request.is_empty() {
            kids.spawn(wrapped(
                say(&request),
                Face { cut: widget::Cut::Bold, ..Face::letter(Size::Body) },
                Token::Pen,
                width - 8.0,
            ));
        }
    });
    if draft.is_spoken() && !voicemail {
        tick_row(kids, table.say("compose-read-back"), draft.read_back, width, UiAction::Draft(Change::ReadBack));
    }
    let (words, span) = match draft.channel {
        Channel::Phone | Channel::Visit if voicemail => ("send-voicemail", cost::voicemail(&acts)),
        Channel::Phone | Channel::Visit => ("send-spoken", cost::speech(plan, table.session.simulation.day(), &acts)),
        Channel::Mail => ("send-mail", cost::mail(&acts)),
        Channel::Chat => ("send-chat", cost::chat(&acts)),
    };
    let button = Button::new(table.say(words), UiAction::Send).height(44.0);
    // The words come first where there is no room for the cost and the key behind them: they stand in a line of their own.
    let button = if table.is_large() {
        kids.spawn(widget::label(table.span(span), Size::Small, Token::Ink2));
        button
    } else {
        button.hint(table.span(span)).key("S")
    };
    let ready = !acts.is_empty() && !draft.to.is_empty();
    // Filled only once there is something to say.
    let entity = kids.spawn(widget::button(if ready { button.look(Look::Ink) } else { button })).id();
    if !ready {
        kids.commands().entity(entity).insert(InteractionDisabled);
    }
    kids.spawn(widget::button(Button::new(table.say("compose-discard"), UiAction::Discard).key("Esc").height(30.0)));
}
