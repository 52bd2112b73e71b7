#!/usr/bin/env python3
"""The scenario `callers.ron` as a SimPy model, to compare with and to time against.

    callers_simpy.py compare --shikyu PATH [--scenario callers.ron] [--seeds 200]
    callers_simpy.py time [--runs 2000]

`compare` plays the same days here and there and wants the same outcome, event by event. `time` prints how many days a
second are played here. Every draw is made by the key it has in the program, when it is first needed.

Needs Python 3.10 or newer, simpy 4.1.2 and blake3.
"""

import argparse
import functools
import json
import pathlib
import statistics
import subprocess
import sys
import time

import simpy
from blake3 import blake3

MINUTE = 60
START = 9 * 60 * MINUTE  # the day begins at 9:00
END = 8 * 60 * MINUTE  # and ends at 17:00

# What comes first within one second. SimPy has URGENT (0) and NORMAL (1); the rest of the order is the model's: what is
# finished is in time for what falls due, and the trainee sees a second once all of it has happened.
FINISHED = 0
FALLS_DUE = 2
BY_THE_CLOCK = 3
TRAINEE = 4

# Seconds that things take.
DIAL, RING_OUT, TONE, GREETING, OPENING, ANSWER, HANG_UP = 10, 40, 5, 15, 20, 10, 5
RINGS, RINGS_AGAIN, RINGS_TIMES = 60, 5 * MINUTE, 4
SAID, SAID_TO_VOICEMAIL, MAIL, MAIL_ITEM = 10, 5, 90, 15
LEAST_PATIENCE, CHASES_BROKEN, GRACE, HAS_WRITTEN = 10 * MINUTE, 5 * MINUTE, MINUTE, 20 * MINUTE
GIVES_UP_ASKING = 4  # who has asked so often asks as rarely as at first
PROMISED_TO_CALLERS = 25 * MINUTE
TO_NOBODY = 3  # a mail to so many is read, and answered by nobody

# What the trainee cannot see.
UNSEEN = {"service_down", "service_restored", "customer_knows", "customer_done"}


def clock(hours, minutes):
    return hours * 60 * MINUTE + minutes * MINUTE - START


def between(first, last):
    """Two times of day, "9:40" and "10:20", as a range of seconds since the start."""
    return tuple(clock(*map(int, word.split(":"))) for word in (first, last))


def answers(until=None, after=(0, 0), odds=None, otherwise="silent"):
    return ("answers", until, after, odds, otherwise)


def is_(manner, until=None):
    return (manner, until, (0, 0), None, None)


# How people can be reached: stretch after stretch, by person and channel.
REACH = {
    "shop": {
        "phone": [answers(after=(5, 20))],
        "mail": [answers(after=(10 * MINUTE, 35 * MINUTE))],
    },
    "bakery": {
        "phone": [
            is_("silent", between("9:50", "10:15")),
            answers(between("12:00", "12:20"), (10, 30), odds=80, otherwise="busy"),
            answers(after=(5, 15)),
        ],
        "mail": [is_("silent", between("11:00", "11:30")), answers(after=(15 * MINUTE, 50 * MINUTE))],
    },
    "leader": {
        "phone": [
            is_("silent", between("9:40", "10:20")),
            answers(between("11:45", "12:15"), (5, 20)),
            is_("voicemail", between("13:00", "13:30")),
            answers(after=(10, 25), odds=70, otherwise="busy"),
        ],
        "mail": [
            is_("silent", between("10:00", "10:40")),
            answers(between("12:00", "12:20"), (5 * MINUTE, 25 * MINUTE)),
            is_("silent", between("13:00", "13:40")),
            answers(after=(10 * MINUTE, 40 * MINUTE)),
        ],
    },
    "engineer": {
        "phone": [
            is_("voicemail", between("9:50", "10:50")),
            is_("busy", between("11:10", "11:30")),
            answers(between("12:45", "13:15"), (8, 30), odds=60),
            is_("silent", between("13:40", "14:10")),
            answers(after=(5, 20)),
        ],
        "mail": [
            is_("silent", between("11:30", "12:30")),
            answers(between("14:00", "14:00"), (10 * MINUTE, 30 * MINUTE)),
            is_("silent", between("14:30", "15:00")),
            answers(after=(5 * MINUTE, 20 * MINUTE)),
        ],
    },
    "network": {
        "phone": [
            answers(between("10:00", "10:30"), (5, 15), odds=75, otherwise="voicemail"),
            is_("silent", between("12:30", "13:10")),
            answers(between("15:00", "15:20"), (5, 25)),
            is_("voicemail"),
        ],
        "mail": [
            answers(between("10:30", "11:00"), (10 * MINUTE, 30 * MINUTE)),
            is_("silent", between("12:50", "13:20")),
            answers(after=(10 * MINUTE, 30 * MINUTE)),
        ],
    },
    "accounts": {
        "phone": [
            is_("busy", between("9:30", "9:50")),
            answers(between("11:00", "11:20"), (10, 30), odds=50),
            is_("voicemail", between("11:40", "12:10")),
            is_("silent", between("12:50", "13:05")),
            answers(after=(5, 15), odds=85, otherwise="voicemail"),
        ],
        "mail": [
            is_("silent", between("9:45", "10:15")),
            answers(between("11:30", "12:00"), (10 * MINUTE, 40 * MINUTE)),
            is_("silent", between("13:00", "13:20")),
            answers(after=(15 * MINUTE, 45 * MINUTE)),
        ],
    },
}
HOW_TO_CALLERS = ["school", "clinic", "library", "town_hall"]

# Customers who wait: patience, how soon they see that it works, and the work of their deadline.
WAITING = {
    "shop": ((12 * MINUTE, 18 * MINUTE), (4 * MINUTE, 9 * MINUTE), "payout", (150 * MINUTE, 255 * MINUTE)),
    "bakery": ((20 * MINUTE, 30 * MINUTE), (10 * MINUTE, 20 * MINUTE), "orders", (135 * MINUTE, 270 * MINUTE)),
}

# Who rings when, and about what.
CONVERSATIONS = [
    ("shop_calls", "shop", between("9:07", "9:15")),
    ("bakery_calls", "bakery", between("9:12", "9:40")),
    ("school_one", "school", between("9:10", "9:50")),
    ("clinic_one", "clinic", between("9:20", "10:10")),
    ("library_one", "library", between("9:50", "10:30")),
    ("town_hall_one", "town_hall", between("10:10", "11:00")),
    ("school_two", "school", between("10:40", "11:20")),
    ("clinic_two", "clinic", between("11:10", "11:50")),
    ("library_two", "library", between("11:30", "12:30")),
    ("town_hall_two", "town_hall", between("12:20", "13:10")),
]

MASK = (1 << 64) - 1


def first_eight(data):
    """The first eight bytes of a hash, as a number."""
    return int.from_bytes(blake3(data).digest(length=8), "little")


@functools.cache
def hashed(key):
    """What is drawn for is the same on every day, and hashed once."""
    return first_eight(key.encode())


def split_mix(state, place):
    """The word of SplitMix64 at a place, counted from 1."""
    word = (state + place * 0x9E3779B97F4A7C15) & MASK
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)


def number_of(a, d):
    """The number that xoshiro256++ makes of its state (a, b, c, d)."""
    both = (a + d) & MASK
    return (((both << 23) | (both >> 41)) + a) & MASK


def draw(luck, key, least, most):
    """A number from least to most, the same as the program draws with the luck of a seed for this key.

    The words of SplitMix64 are the state of xoshiro256++; its first number needs but two of them.
    """
    state = luck ^ hashed(key)
    a, d = split_mix(state, 1), split_mix(state, 4)
    span = most - least + 1
    product = number_of(a, d) * span
    result, rest = product >> 64, product & MASK
    if rest > (1 << 64) - span:
        # So near the edge the next number decides. With spans as short as these it hardly ever happens.
        d ^= split_mix(state, 2)
        following = number_of(a ^ d, ((d << 45) | (d >> 19)) & MASK)
        result += rest + ((following * span) >> 64) > MASK
    return least + result


class Ranked(simpy.Event):
    """A timeout with a rank among what happens in the same second."""

    def __init__(self, env, delay, rank):
        # As in simpy.Timeout, written out instead of calling Event.__init__, which would cost as much again.
        self.env = env
        self.callbacks = []
        self._ok = True
        self._value = None
        env.schedule(self, rank, delay)


class Ring(simpy.resources.resource.Request):
    """A caller's hold on the line: it rings once the line is theirs, and knocks until then."""

    def __init__(self, line, who, about, caller):
        self.who = who
        self.about = about
        self.caller = caller
        self.lifted = False
        super().__init__(line)


class Call:
    """What somebody rings about: a matter of theirs, that they had to wait, or a message."""

    def __init__(self, about, chase):
        self.about = about
        self.chase = chase
        self.times = 0
        self.first = None


class Person:
    def __init__(self, day, name):
        self.day = day
        self.name = name
        self.channels = {}
        self.talked = -1
        self.to_ring = []
        self.voicemail = False

    def stretches(self, channel):
        """The stretches of a channel on this day: manner, start, end, delay."""
        if channel in self.channels:
            return self.channels[channel]
        stretches, start = [], 0
        for number, (manner, until, after, odds, otherwise) in enumerate(REACH[self.name][channel]):
            key = f"{self.name}.{channel}.{number}"
            end = END if until is None else self.day.drawn(f"{key}.until", until)
            if odds is not None and self.day.drawn(f"{key}.odds", (1, 100)) > odds:
                manner = otherwise
            delay = self.day.drawn(f"{key}.after", after) if manner == "answers" else 0
            stretches.append((manner, start, end, delay))
            start = end
        self.channels[channel] = stretches
        return stretches

    def reach(self, channel):
        """How they can be reached now, and after how long they answer."""
        now = self.day.env.now
        return next(((manner, delay) for manner, _, end, delay in self.stretches(channel) if end > now), ("silent", 0))

    def next_answer(self, channel):
        """From when on they next answer, and after how long; None if not today."""
        now = self.day.env.now
        free = (
            (max(start, now), delay)
            for manner, start, end, delay in self.stretches(channel)
            if manner == "answers" and end > now
        )
        return next(free, None)

    # How-to callers and colleagues wait for nothing and take what they hear.
    waits = False

    def contact(self):
        pass

    def come_forward(self):
        pass


class WaitingCustomer(Person):
    """A customer whose work has stopped: they lose patience, and hold one to one's word."""

    def __init__(self, day, name):
        super().__init__(day, name)
        patience, self.notices, deadline, self.takes = WAITING[name]
        self.deadline = deadline
        self.patience = day.drawn(f"{name}.patience", patience)
        self.concerned = self.knows_it_works = self.done = False
        self.chases = 0
        self.last_contact = self.last_chase = None
        self.promises = []
        self.waiting = day.env.process(self.wait())

    @property
    def waits(self):
        return self.concerned and not self.done and not self.knows_it_works

    def come_forward(self):
        self.concerned = True
        self.contact()

    def contact(self):
        """They heard something: their patience begins anew."""
        self.last_contact = self.day.env.now
        self.waiting.interrupt()

    def has_written(self):
        """They got nobody and have written: they give it some time."""
        self.last_chase = self.day.env.now + HAS_WRITTEN
        self.waiting.interrupt()

    def patience_ends(self):
        """When they will ask of their own accord, as things stand."""
        promised = [due for due, still_open in self.promises if still_open]
        if promised:
            return max(promised) + CHASES_BROKEN
        since = max(time for time in (self.last_contact, self.last_chase) if time is not None)
        if self.chases >= GIVES_UP_ASKING:
            return since + self.patience
        return since + max(self.patience >> self.chases, min(LEAST_PATIENCE, self.patience))

    def wait(self):
        env = self.day.env
        while True:
            try:
                if not self.waits:
                    yield env.event()
                yield Ranked(env, max(self.patience_ends() - env.now, 1), FALLS_DUE)
                while self.day.on_the_line is self and not self.to_ring:
                    yield Ranked(env, MINUTE, FALLS_DUE)  # what they hear now is what they would ask for
            except simpy.Interrupt:
                continue
            if not self.to_ring:
                self.chases += 1
                self.day.log("customer_chased", self.name)
                env.process(self.day.call_in(self, chase=True))
            self.last_chase = env.now

    def hear(self, promised):
        """They are promised word within so long. Any word keeps what was promised before."""
        for promise in self.promises:
            if promise[1]:
                promise[1] = False
                self.day.log("promise_kept", self.name)
        promise = [self.day.env.now + promised, True]
        self.promises.append(promise)
        self.day.log("promise_made", self.name)
        self.day.env.process(self.hold_to(promise, promised))
        self.contact()

    def hold_to(self, promise, promised):
        yield Ranked(self.day.env, promised + GRACE, FALLS_DUE)
        while promise[1] and self.day.on_the_line is self:
            yield Ranked(self.day.env, GRACE, FALLS_DUE)  # whoever is on the line by then has rung in time
        if promise[1]:
            promise[1] = False
            self.day.log("promise_broken", self.name)

    def notice(self):
        """It works again: they see it after a while, and do their work."""
        env = self.day.env
        yield env.timeout(self.day.drawn(f"{self.name}.notices", self.notices))
        self.knows_it_works = True
        self.day.log("customer_knows", self.name)
        self.waiting.interrupt()
        yield Ranked(env, self.day.drawn(f"{self.deadline}.takes", self.takes), FINISHED)
        self.done = True
        self.day.log("customer_done", self.name)


class Day:
    """One day at the desk: everybody who rings, the one line, and the trainee."""

    def __init__(self, seed):
        self.luck = first_eight(seed.to_bytes(8, "little"))
        self.env = env = simpy.Environment()
        self.outcome = []
        self.line = simpy.Resource(env, capacity=1)
        self.on_the_line = None
        self.watchful = False
        self.engineer_reached = env.event()
        names = [*REACH, *HOW_TO_CALLERS]
        self.people = {name: (WaitingCustomer if name in WAITING else Person)(self, name) for name in names}
        env.process(self.tills())
        for conversation, name, when in CONVERSATIONS:
            env.process(self.conversation(conversation, self.people[name], when))
        self.trainee = env.process(self.busy())
        self.closing = env.process(self.close())

    def play(self):
        self.env.run(until=self.closing)
        return self.outcome

    def drawn(self, key, range_):
        least, most = range_
        return least if least == most else draw(self.luck, key, least, most)

    def log(self, kind, who=None):
        self.outcome.append((self.env.now, kind, who))
        if self.watchful and kind not in UNSEEN:
            self.watchful = False
            self.trainee.interrupt()

    # ---- the world

    def tills(self):
        """They go down, and are back a while after the engineer was reached, or by themselves after noon."""
        env = self.env
        yield Ranked(env, self.drawn("tills.down", (2 * MINUTE, 6 * MINUTE)), FINISHED)
        self.log("service_down")
        back = self.drawn("put_right.when.1.after", between("13:20", "14:00"))
        by_themselves = Ranked(env, back - env.now, BY_THE_CLOCK)
        yield self.engineer_reached | by_themselves
        if env.now < back:
            yield Ranked(env, min(40 * MINUTE, back - env.now), BY_THE_CLOCK)
        self.log("service_restored")
        for name in WAITING:
            env.process(self.people[name].notice())

    def close(self):
        """By the end of the day the phone has long been silent: what is left are the deadlines."""
        yield Ranked(self.env, END, FALLS_DUE)
        late = [name for name in WAITING if not self.people[name].done]
        for name in WAITING:
            self.log("deadline_missed" if name in late else "deadline_met", name)
        endings = {("shop", "bakery"): "both_late", ("shop",): "payout_late", ("bakery",): "orders_late"}
        self.log("ending", endings.get(tuple(late), "in_time"))

    def conversation(self, conversation, who, when):
        yield Ranked(self.env, self.drawn(f"{conversation}.when.after", when), BY_THE_CLOCK)
        yield from self.call_in(who, about=True)

    @property
    def ringing(self):
        """The call one hears ringing."""
        user = self.line.users[0] if self.line.users else None
        return user if isinstance(user, Ring) and not user.lifted else None

    def rings_already(self, who):
        calls = [*self.line.queue, self.ringing]
        return any(call is not None and call.who is who for call in calls)

    def call_in(self, who, about=False, chase=False):
        """Somebody rings, and again while nobody answers; in the end they write."""
        env, call = self.env, Call(about, chase)
        while True:
            about, chase = call.about, call.chase
            if self.on_the_line is who:
                if not about:
                    return
                call = yield from self.ring_later(who, call)
                if call is None:
                    return
                continue
            if call.times == 0:
                call.first = env.now
            elif chase and not who.waits:
                return  # they have learnt meanwhile what they wanted to know
            elif not about and who.talked >= call.first:
                return  # they have been talked with meanwhile
            if chase and self.rings_already(who):
                return
            call.times += 1
            # A third caller hears the engaged tone.
            if not self.line.queue and not self.ringing:
                ring = Ring(self.line, who, about, env.active_process)
                self.log("call_incoming", who.name)
                try:
                    yield env.timeout(RINGS)
                except simpy.Interrupt:
                    return
                if ring.triggered:
                    self.line.release(ring)
                else:
                    ring.cancel()
                self.log("call_missed", who.name)
            if call.times == RINGS_TIMES:
                break
            call = yield from self.ring_later(who, call)
            if call is None:
                return
        self.log("mail_received", who.name)
        if chase:
            who.has_written()
        if about:
            who.come_forward()

    def ring_later(self, who, call):
        """What they ring about next; nothing when they were rung meanwhile and have said it."""
        who.to_ring.append(call)
        yield self.env.timeout(RINGS_AGAIN)
        return who.to_ring.pop(0) if who.to_ring else None

    def ring_back(self, who):
        """Who got a voicemail rings once they can, unless it was answered by then."""
        free = who.next_answer("phone")
        if free is None:
            return
        time, delay = free
        yield self.env.timeout(time - self.env.now + max(delay, 1))
        if who.voicemail:
            yield from self.call_in(who)

    def letter(self, who, promised, news):
        """A mail lies until it is read; its answer comes at once."""
        free = who.next_answer("mail")
        if free is None:
            return
        time, delay = free
        yield self.env.timeout(time - self.env.now + delay)
        if news:
            return
        if promised:
            who.hear(promised)
        self.reached(who)
        self.log("mail_received", who.name)
        who.contact()

    def reached(self, who):
        self.log("reached", who.name)
        if who.name == "engineer" and not self.engineer_reached.triggered:
            self.engineer_reached.succeed()

    # ---- the trainee's hands

    def end_of_second(self):
        return Ranked(self.env, 0, TRAINEE)

    def look_up(self, span=None, effect=None):
        """Lets time pass until something can be seen, at most a span; at its end something takes effect."""
        env = self.env
        until = None if span is None else env.now + span
        self.watchful = True
        try:
            if effect:
                yield env.timeout(span)
            else:
                yield env.event() if span is None else Ranked(env, span, TRAINEE)
                self.watchful = False
                return
        except simpy.Interrupt:
            pass
        self.watchful = False
        if effect and env.now == until:
            effect()
        yield self.end_of_second()

    def answer(self, at_work=False):
        env, ring = self.env, self.ringing
        who = ring.who
        ring.lifted = True
        ring.caller.interrupt()
        self.log("call_answered", who.name)
        self.on_the_line = who
        self.reached(who)
        who.talked = env.now
        yield env.timeout(OPENING)
        if ring.about:
            who.come_forward()
        if who.voicemail:
            # They have heard it, and answer what it asked.
            who.voicemail = False
            yield Ranked(env, ANSWER, TRAINEE)
        elif who.name in WAITING:
            yield self.end_of_second()
            yield env.timeout(SAID)
            who.hear(PROMISED_TO_CALLERS)
            yield Ranked(env, ANSWER, TRAINEE)
        else:
            yield self.end_of_second()
        yield from self.hang_up(ring, who)
        if not at_work:
            yield from self.lay_down()

    def hang_up(self, hold, who):
        self.on_the_line = None
        self.log("call_ended", who.name)
        who.contact()
        yield self.line.release(hold)

    def lay_down(self):
        """The receiver is laid down, in which time it cannot be lifted."""
        env = self.env
        over = env.now + HANG_UP
        while env.now < over:
            yield from self.look_up(over - env.now)

    def wait(self, span):
        until = self.env.now + span
        while self.env.now < until:
            if self.ringing:
                yield from self.answer()
            else:
                yield from self.look_up(until - self.env.now)

    def work(self, span, effect):
        """Something that takes so long, and that every call interrupts."""
        if self.ringing:
            yield from self.answer()
        env, left = self.env, span
        while left > 0:
            if self.ringing:
                yield from self.answer(at_work=True)
                left += HANG_UP
            else:
                since = env.now
                yield from self.look_up(left, effect)
                left -= env.now - since

    def look(self):
        span = self.drawn("till_log.takes", (3 * MINUTE, 8 * MINUTE))
        yield from self.work(span, lambda: self.log("inspected"))

    def mail(self, names, items, promised=None):
        def leaves():
            self.log("mail_sent", names[0] if len(names) == 1 else None)
            for name in names:
                self.env.process(self.letter(self.people[name], promised, len(names) >= TO_NOBODY))

        yield from self.work(MAIL + MAIL_ITEM * items, leaves)

    def call(self, name, items, promised=None):
        env, who = self.env, self.people[name]
        if self.ringing:
            yield from self.answer()
        while self.ringing:
            yield from self.look_up()
        manner, delay = who.reach("phone")
        self.log("dialled", name)
        with self.line.request() as hold:
            yield hold
            self.on_the_line = who
            if manner == "answers":
                yield env.timeout(DIAL + delay)
                self.reached(who)
                who.talked = env.now
                who.voicemail = False
                # Whoever got nobody and is rung now says why they rang.
                meant = [call for call in who.to_ring if call.about]
                who.to_ring = meant[1:]
                if meant:
                    yield env.timeout(OPENING)
                    who.come_forward()
                    yield self.end_of_second()
                else:
                    yield Ranked(env, OPENING, TRAINEE)
                yield env.timeout(SAID * items)
                if promised:
                    who.hear(promised)
                yield Ranked(env, ANSWER, TRAINEE)
                yield from self.hang_up(hold, who)
            elif manner == "voicemail":
                yield env.timeout(DIAL + RING_OUT // 2)
                self.on_the_line = None
                self.log("voicemail", name)
                yield Ranked(env, GREETING, TRAINEE)
                yield env.timeout(SAID_TO_VOICEMAIL * items)
                who.voicemail = True
                env.process(self.ring_back(who))
                self.log("call_ended", name)
            elif manner == "busy":
                yield env.timeout(DIAL + TONE)
                self.on_the_line = None
                self.log("busy", name)
            else:
                yield env.timeout(DIAL + RING_OUT)
                self.on_the_line = None
                self.log("rang_out", name)
        if manner == "answers":
            yield from self.lay_down()
        else:
            yield self.end_of_second()

    def busy(self):
        """The list of the trainee `busy`."""
        yield from self.wait(8 * MINUTE)
        yield from self.look()
        yield from self.mail(["leader"], 1)
        yield from self.call("engineer", 2)
        yield from self.call("leader", 1)
        yield from self.mail(["engineer"], 2)
        yield from self.call("accounts", 1)
        yield from self.wait(12 * MINUTE)
        yield from self.call("shop", 1, 30 * MINUTE)
        yield from self.mail(["leader", "network", "accounts"], 1)
        yield from self.call("bakery", 1, 40 * MINUTE)
        yield from self.call("network", 1)
        yield from self.look()
        yield from self.mail(["network", "accounts"], 1)
        yield from self.wait(15 * MINUTE)
        yield from self.call("leader", 1)
        yield from self.call("shop", 1, 30 * MINUTE)
        if not self.engineer_reached.triggered:
            yield from self.call("engineer", 2)
        yield from self.mail(["bakery"], 1, 50 * MINUTE)
        yield from self.wait(20 * MINUTE)
        yield from self.call("accounts", 1)
        yield from self.call("shop", 1, 40 * MINUTE)
        yield from self.look()
        if not self.engineer_reached.triggered:
            yield from self.call("engineer", 2)
            yield from self.wait(5 * MINUTE)
        yield from self.call("bakery", 1, 30 * MINUTE)
        yield from self.wait(25 * MINUTE)
        yield from self.mail(["shop"], 1, 60 * MINUTE)
        yield from self.call("network", 1)
        yield from self.wait(40 * MINUTE)
        if not self.engineer_reached.triggered:
            yield from self.call("engineer", 2)
        yield from self.mail(["accounts"], 2)
        yield from self.wait(END)


KINDS = {
    "call_incoming", "call_answered", "call_missed", "call_ended", "dialled", "rang_out", "busy", "voicemail", "reached",
    "mail_sent", "mail_received", "inspected", "promise_made", "promise_kept", "promise_broken", "customer_chased",
    "service_down", "service_restored", "customer_knows", "customer_done", "deadline_met", "deadline_missed", "ending",
}  # fmt: skip


def outcome_of_program(program, scenario, seed):
    arguments = [program, "run", scenario, "--trainee", "busy", "--seed", str(seed), "--format", "json"]
    run = json.loads(subprocess.run(arguments, check=True, capture_output=True).stdout)
    who = lambda event: event["ending"] if event["kind"] == "ending" else event.get("who")
    return [(event["t"], event["kind"], who(event)) for event in run["events"] if event["kind"] in KINDS]


def compare(arguments):
    events, different = 0, 0
    for seed in range(arguments.first, arguments.first + arguments.seeds):
        ours, theirs = Day(seed).play(), outcome_of_program(arguments.shikyu, arguments.scenario, seed)
        events += len(theirs)
        if ours == theirs:
            continue
        different += 1
        if different == 1:
            length = min(len(ours), len(theirs))
            place = next((at for at in range(length) if ours[at] != theirs[at]), length)
            print(f"seed {seed}: different from event {place} on")
            for name, outcome in (("program", theirs), ("SimPy", ours)):
                for at in range(max(0, place - 6), min(place + 5, len(outcome))):
                    print(f"  {name:8}{'>' if at == place else ' '} {outcome[at]}")
    print(f"{arguments.seeds - different} of {arguments.seeds} seeds equal, {events} events compared")
    sys.exit(different > 0)


def time_runs(arguments):
    rounds = []
    for _ in range(arguments.rounds):
        start = time.perf_counter()
        for seed in range(1, arguments.runs + 1):
            Day(seed).play()
        rounds.append(arguments.runs / (time.perf_counter() - start))
    logged = stepped = 0
    for seed in range(1, 201):
        day = Day(seed)
        while not day.closing.processed:
            day.env.step()
            stepped += 1
        logged += len(day.outcome)
    print(f"{statistics.median(rounds):.0f} runs/s (median of {arguments.rounds} rounds of {arguments.runs};"
          f" from {min(rounds):.0f} to {max(rounds):.0f})")  # fmt: skip
    print(f"{stepped / 200:.1f} events a run processed by SimPy, {logged / 200:.1f} of them in the outcome")


def main():
    parser = argparse.ArgumentParser(description="callers.ron as a SimPy model")
    modes = parser.add_subparsers(dest="mode", required=True)
    mode = modes.add_parser("compare", help="play the same days here and with the program")
    mode.add_argument("--shikyu", required=True, help="the program")
    mode.add_argument("--scenario", default=str(pathlib.Path(__file__).with_name("callers.ron")))
    mode.add_argument("--seeds", type=int, default=200)
    mode.add_argument("--first", type=int, default=1)
    mode.set_defaults(act=compare)
    mode = modes.add_parser("time", help="how many runs a second")
    mode.add_argument("--runs", type=int, default=500)
    mode.add_argument("--rounds", type=int, default=5)
    mode.set_defaults(act=time_runs)
    arguments = parser.parse_args()
    arguments.act(arguments)


if __name__ == "__main__":
    main()
