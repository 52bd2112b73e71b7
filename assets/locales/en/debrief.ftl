# The debrief
debrief-line = { $title } · { $date } · ending: { $ending }
debrief-bars = Bar by bar
debrief-replay = Watch again
page-day = The day
page-reach = Who could be reached
page-events = Events
page-epilogue = Afterwards
day-heading = The day
legend-busy = hands busy
legend-free = hands free
legend-attempt = rang, wrote
legend-contact = in contact
legend-call = they rang
lane-me = Me
lane-work = back at work
lane-not-tried = not contacted
minutes-short = { $minutes } min
silence-minutes = no word for { $minutes } min
moment-none = Pick a mark, something that stands out, or the reason of a bar, to see its moment here.
curve-heading = How broadly, how fast
curve-words = how much of the roles needed had been reached
curve-all = all
curve-half = half
curve-none = 0
curve-you = you
curve-story = as it happened
curve-book = by the book
bar-not-applying = not asked here
score-words = The weights are design choices with sources, not a validated instrument, and no score ranks people.
not-kept = This run could not be kept: { $why }
reach-words = What nobody could know without trying.
reach-board = the board said: { $words }
reach-comma = {", "}
manner-answers = answers
manner-silent = does not pick up
manner-voicemail = voicemail
manner-busy = engaged
manner-refused = not in service
manner-dead = rings nowhere
manner-unread = not read
epilogue-after = After you left the desk
mode-watch = Watch
mode-watch-words = The day as it happened, with short notes.
watch-next = Go on
watching = The day as it happened is being shown.
kept-runs = Earlier runs
kept-run = { $begun } seed { $seed } · { $total } points
status-knock = { $name } is ringing while you talk. Hang up and it rings here.
status-visitor = { $name } is waiting at your desk. Hang up to talk.
debrief-list = List

# Findings. No blame: what the situation pulled towards, and nothing else.
findings = What stands out
finding-best = Went well
finding-wait = Long wait
finding-missing = Left out
finding-urgency = Could be heard
finding-noise = Called in
finding-lesson = To learn
best-decider = Got through to { $name } early
best-decider-words = { $minutes } min after the earliest this day allowed. Someone who decides knew while there was still time.
best-engaged = It reached { $name }
best-engaged-words = They were told enough to act on, and from then on it was theirs, too.
best-ticket = Handed to { $name } in writing
best-ticket-words = Something that could wait went to its owner, and nobody had to drop their work.
best-asked-promised = Asked by when, and promised the next word
best-asked-promised-words = In the first call. The customer could wait knowing what to expect.
best-asked = Asked by when, at the start
best-asked-words = Once the deadline is known, one can decide whom to call, and how fast.
best-told-yes = Told { $name } what matters, and it was settled at once
best-told-yes-words = { $percent } % of what is needed came across in one go. They could decide without asking back.
best-told = Told { $name } what matters
best-told-words = { $percent } % of what is needed came across in one go.
best-escalated = Told { $name }
best-escalated-words = { $minutes } min after the urgency could be known. It was not carried alone.
best-promise = Kept the promise to { $name }
best-promise-words = { $clock }. Word came by the time that was promised. For whoever waits, that is something to hold on to.
best-acknowledged = Took the first call
best-acknowledged-words = { $seconds } s after it began to ring. The customer was heard first of all.
wait-one = { $minutes } min of waiting for { $name }
wait-many = { $minutes } min of waiting for { $count } people
wait-first = { $minutes } min until the first call for help
wait-never = { $minutes } min with nobody else in it
wait-doing = Meanwhile: { $doing }.
within-reach-phone = These would have picked up: { $names }. Nobody could know without ringing.
within-reach-written = Written to, these would have answered: { $names }.
within-reach-nobody = Nobody could be reached. That, too, one only learns by trying.
doing-looked = { $count ->
    [one] one look
   *[other] { $count } looks
 }
doing-rang = { $count ->
    [one] one call made
   *[other] { $count } calls made
 }
doing-wrote = { $count ->
    [one] one message sent
   *[other] { $count } messages sent
 }
doing-answered = { $count ->
    [one] one call taken
   *[other] { $count } calls taken
 }
doing-free = hands free for { $minutes } min
doing-at-hand = work at hand
missing = Not in the { $channel } to { $name }: { $piece }
missing-to-many = { $name } and { $count } more
missing-known = It was known by then: “{ $fact }”
missing-ask = It was not known yet. { $name } would have told it if asked.
missing-look = It was not known yet. “{ $look }” would have shown it.
missing-unknown = There was no way to know it that day.
missing-say = { $percent } % of what is needed came across. This took no looking up, only saying.
missing-severity = With a severity declared, one word would have told how urgent it was.
piece-deadline = by when it matters
piece-impact = what it stops
piece-what = what is broken
piece-since = since when
piece-want = a plain request
piece-by = by when it is wanted
piece-severity = the severity
piece-tried = what was tried
piece-before = whether it happened before
piece-called = who else was told
piece-me = who is speaking
piece-read-back = having it read back
urgency = The urgency was there to be heard
urgency-both = “{ $fact }”. By when was not asked, and for { $minutes } min the customer heard nothing. Meanwhile: { $doing }.
urgency-not-asked = “{ $fact }”. Asking by when would have shown how urgent it was.
urgency-silence = “{ $fact }”. By when was asked; then for { $minutes } min the customer heard nothing. Meanwhile: { $doing }.
noise = { $count ->
    [one] One person without a part in it was called
   *[other] { $count } people without a part in it were called
 }
noise-words = { $names }. Each time for nothing, the next “at once” carries less far.
opening-best-when = the next urgent call comes
opening-best-will = do the same again ({ $what })
opening-wait-when = I wait for a reply with my hands free
opening-wait-will = ring the next person and leave the same message by another path
opening-wait-first-when = I hear that a customer's work has stopped
opening-wait-first-will = ring someone who can decide before I look any further
opening-missing-when = I ask somebody for help
opening-missing-will = always say this: { $piece }
opening-urgency-when = somebody says “at once”
opening-urgency-will = ask there and then by when, and what it stops
opening-noise-when = I am not sure whom to tell
opening-noise-will = settle how grave it is, then tell those with a part in it

# The question, before anything is shown.
debrief-line-before = { $title } · { $date }
question-decider = When do you think you first reached someone who could decide?
question-owner = When do you think you first reached someone whose matter it was?
question-words = Before you see anything, as you remember it. It has no part in the score.
question-skip = Look without answering
guess-at = about { $clock }
guess-later = later than { $clock }
guess-never = Not at all
truth-at = { $clock }, { $name }
truth-never = nobody, to the end
guess-and-truth = You thought: { $thought }. In truth: { $truth }.
guess-close = About as you thought.
guess-later-in-truth = { $minutes } min later than you thought.
guess-earlier-in-truth = { $minutes } min earlier than you thought.
guess-mark = thought
truth-mark = truth

# The day
zoom-day = Whole day
zoom-incident = The incident
zoom-hour = One hour
chart-deadline = { $clock } deadline
stretch-busy = { $lane }, { $from }–{ $to }: hands busy ({ $minutes } min)
stretch-free = { $lane }, { $from }–{ $to }: hands free ({ $minutes } min)
stretch-silence = { $lane }, { $from }–{ $to }: no word from this side ({ $minutes } min)
stretch-work = { $lane }, { $from }–{ $to }: back at work ({ $minutes } min)
stretch-down = { $lane }, { $from }–{ $to }: down ({ $minutes } min)
stretch-repair = { $lane }, { $from }–{ $to }: being repaired ({ $minutes } min)
stretch-up = { $lane }, { $from }–{ $to }: working ({ $minutes } min)
curve-best = your best earlier run
bars-open = press for reasons

# What if
page-what-if = What if
what-if-heading = Had one decision been another
what-if-words = The same day, the same luck; only that one decision is changed. First comes what helps most, on this day and on other days alike.
what-if-busy = Playing the same day over and over to find out.
what-if-picked = The day it could have been
what-if-model = After the changed decision you go on as you did, as far as that was possible.
what-if-dashes = Dashes: what did not happen.
what-if-play-on = Play on from { $clock }
what-if-fact-restored = Service
what-if-fact-chased = The customer
what-if-fact-ending = Ending
what-if-then-day = What if
what-if-that-day = That day

# Beside another run
page-compare = Beside another run
compare-open = Beside another run
compare-with = Beside which run?
compare-this-day = the same day, the same luck
compare-seed = seed { $seed }
compare-this-run = This run
compare-busy = Looking through your earlier runs.
compare-back = Back to the day

# The plan
page-plan = My plan
plan-heading = One plan for next time
plan-words = Pick one moment, and write the one thing you will do then. A plan that names its moment is kept more often than a good intention.
plan-when = When …
plan-will = I will …
plan-openings = Or take one from what stands out, and change its words.
plan-keep = Keep this plan
plan-kept = Kept. You will see it again before your next day at the desk.
plan-again = Once kept, you will see it again before your next day at the desk.
plan-unfinished = It can be kept once both parts are written.
plan-failed = It could not be kept: { $why }
plan-sentence = When { $when }, I will { $will }.
plan-earlier = Earlier plans
plan-none = None yet.
plan-shown = What you set yourself
