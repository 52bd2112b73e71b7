# The words of the window.
title = Shikyu
title-window = Shikyu 至急
title-line = Alone at the desk: whom do you tell, and how soon?
no-window = The window cannot be opened: { $reason }. Without one, “shikyu run” plays a scenario and “shikyu check” checks it.

# Library and briefing
library-list = Scenarios
library-picked = The scenario picked
library-built-in = Built in
library-problems = { $count ->
    [one] 1 thing to mend
   *[other] { $count } things to mend
}
library-broken = This file cannot be played until it is mended
library-empty = There are no scenarios.
library-people = { $count } people
library-open = To the desk of that day
back-to-library = Back to the list
briefing-day = Your desk today
briefing-you = At the desk: { $you }
briefing-how = The clock runs on while your hands are free. Speaking, writing and looking take a set time, which is shown before you press. How fast you read is never scored.
briefing-keys = F1–F5 desk, phone, mail, console, papers · 1–9 the numbered choices · A lift the receiver · H hang up · S say or send · W wait · P pause · B whereabouts board · D directory · Esc back · Tab or arrows move · Enter press · PageDown scroll · M sound · L language · + − text size
briefing-choices = How to begin
briefing-start = Sit down at the desk
choose-language = Language
choose-text = Text
choose-theme = Paper
choose-pace = Clock
choose-mode = Mode
theme-light = Light
theme-dark = Dark
pace-turns = Turn by turn
pace-relaxed = Relaxed
pace-standard = Standard
pace-hard = Hard
pace-turns-words = The clock stands until you do something. “Wait” lets it run.
pace-relaxed-words = With free hands, 5 seconds pass every second.
pace-standard-words = With free hands, 10 seconds pass every second.
pace-hard-words = With free hands, 20 seconds pass every second.
mode-practice = Practice
mode-drill = Drill
mode-practice-words = You can pause.
mode-drill-words = You cannot pause.

# The end
debrief = Debrief
debrief-ending = How the day ended
debrief-events = What happened
debrief-again = The same desk again

# The desk edge
edge = Clock and day
pause = Pause
go-on = Go on
wait = Wait
stop-waiting = Stop
wait-for-anything = Wait until something happens
ruler = The ruler of the day. It is { $time }
status = What is going on
status-paused = The clock is paused.
status-waiting = Waiting for something to happen. Any key stops it.

# The room
board = Whereabouts board
board-morning = this morning
board-words = They wrote the board themselves. Where they are now you learn only by trying.
month = { $month ->
    [1] JAN
    [2] FEB
    [3] MAR
    [4] APR
    [5] MAY
    [6] JUN
    [7] JUL
    [8] AUG
    [9] SEP
    [10] OCT
    [11] NOV
   *[other] DEC
}
sound-ring = An outside call rings
sound-steps = Footsteps
sound-ring-back = Ringing tone
sound-voicemail = Voicemail: { $name }
sound-you = Your voice
sound-voice = Voice: { $name }
sound-your-turn = They are waiting
sound-clock = The clock ticks
sound-room = The office, far off
sound-still = Nothing can be heard
sound-ring-inside = An inside call rings
sound-mail = Chime: a mail has come
sound-chat = Blip: a chat message has come
sound-notice = Two notes: news for everybody
sound-busy = Engaged tone
sound-beep = The voicemail beeps
sound-call-waiting = Beeps: another call is waiting
sound-receiver-up = The receiver is lifted
sound-receiver-down = The receiver is put down
sound-knock = A knock
sound-door = The door opens
side-telephone = Directory
side-notebook = Notebook
room = Everyone’s room
speaker-you = You
list-comma = {", "}

# Tabs
tab-desk = Desk
tab-phone = Phone
tab-mail = Mail
tab-console = Console
tab-papers = Papers

# The phone
directory = Directory
directory-number = Number
line-talking = talking
line-dialling = calling
line-ringing = ringing
line-call = on the phone
line-visit = face to face
line-voicemail = voicemail
dialling = Ringing { $name }.
slip-rings = The phone is ringing
slip-at-desk = Somebody is at your desk
slip-again = They have called before
answer = Lift the receiver
turn-to = Listen
hang-up = Hang up
leave = End the talk
channel-phone = Phone
channel-mail = Mail
channel-chat = Chat
channel-visit = Walk over
outcome-ringing = ringing
outcome-rang-out = no answer
outcome-busy = engaged
outcome-refused = not in service
outcome-voicemail = voicemail
outcome-unanswered = no reply yet
outcome-reached = reached
outcome-nobody-there = not there
outcome-left-off = hung up
pick-somebody = Pick somebody from the directory.
not-tried = Not contacted yet
last-tried = { $time } { $channel }: { $outcome }
way-phone = If nobody answers
way-mail = To write; read when they read it
way-chat = To write; to them alone
way-visit = On foot
way-none = Not possible here

# Speaking
choices = What you can say
per-item = from { $span }
said = said
asked = asked { $time }
choice-tell = Tell, request
choice-tell-words = Choose what to tell, then speak
choice-ask-what = What exactly?
choice-ask-since = Since when?
choice-ask-impact = What is the impact?
choice-ask-deadline = By when?
choice-ask-found = What is known?
choice-ask-before = Seen before?
choice-ask-outlook = How long?
choice-ask-other = What else?
choice-promise = Call in { $minutes } min
choice-promise-words = I'll call you by { $time }
choice-dont-know = I do not know
say-ask-what = Could you tell me exactly what works and what does not?
say-ask-since = Since when has it been like this?
say-ask-impact = What does it stop you from doing if it stays like this?
say-ask-deadline = By when do you need it?
say-ask-found = Do you know anything about it on your side?
say-ask-before = Has this happened before?
say-ask-outlook = How long will it take to mend?
say-ask-other = Is there anything else I should know?
say-want-decide = Could you decide what we should do?
say-want-allow = May I go ahead with “{ $name }”?
say-want-do = Could you do “{ $name }” from your side?
say-want-give = Could you give me { $name }?
say-want-customer = Could you take over keeping the customer informed?
say-want-fix = Could you take over the repair?
say-want-lead = Could you take the lead on this?
say-by = I need that within { $span }, please.
say-promise = I'll be in touch again within { $span }.
say-estimate = It should be usable again at about { $time }.
say-fixed = { $name } is working again.
say-dont-know = I'm sorry, I don't know yet.
say-confirm = Could you try now whether it works for you?
say-read-back = Could you read that back to me?
speech-tried = Here I've checked: { $list }.
speech-called = So far I've tried: { $list }.
speech-called-none = I haven't contacted anybody else yet.
speech-called-reached = { $name } ({ $channel }, reached)
speech-called-not = { $name } ({ $channel }, no answer)
speech-severity = I've declared severity { $level }.

# Putting a message together
compose = Choose what to tell
compose-tell = Tell
compose-only-known = only what you know
compose-mail-to = To
compose-chat-to = To
compose-want = Ask for
compose-by = By when
compose-promise = Next word
compose-fixed = Fixed
compose-estimate = Back by
compose-none = Not said
compose-same = Tell the same as last time
compose-others = Others, too…
compose-confirm = Have them try it now (2 min)
compose-dont-know = Say “I do not know yet”
compose-read-back = Have it read back at the end
compose-discard = Cancel
within = within { $span }
chip-want-decide = a decision
chip-want-allow = go-ahead: { $name }
chip-want-do = doing: { $name }
chip-want-give = handing over: { $name }
chip-want-customer = informing the customer
chip-want-fix = the repair
chip-want-lead = the lead
chip-fixed = { $name } works again
chip-estimate = about { $time }
part-me = Who
part-severity = Severity
part-what = What
part-since = Since
part-impact = Impact
part-deadline = By when
part-found = Found
part-before = Before
part-called = Contacts
part-other = Other
preview-spoken = What they will hear
preview-written = What they will read
preview-voicemail = What stays on the voicemail
preview-empty = Nothing chosen yet.
send-spoken = Say this
send-voicemail = Leave this
send-mail = Send the mail
send-chat = Post in the chat

# Mail and chat
mail-new = Write a mail
chat-new = Write in chat
mail-came = Received
mail-went = Sent
mail-pick = Pick one on the left to read it here.
mail-read = Message
mail-system = Mail server
mail-from = From { $name } · { $time } · { $channel }
mail-to = To { $name } · { $time } · { $channel }
mail-again = Write again
mail-reply = Reply
mail-silence = minutes without a reply
mail-silence-words = Whether it was opened, you cannot tell

# The console
console-words = Looking changes nothing
console-pick = Pick on the left what to look at.
console-again = As it was at that time. Pick it again to look once more.
repair-allowed = { $name } has given the go-ahead.
repair-free = No go-ahead is needed.
repair-needs-word = A go-ahead is needed from { $names }. You have none yet.
repair-needs-key = It takes { $key }, which you do not have yet.
repair-has-key = It takes { $key }, which you have.
repair-by = Only these can do it: { $names }.
repair-ended = Finished at { $time }.
repair-failed = Finished at { $time }, without success.
repair-running = It is under way.
repair-do = Begin: { $name }
repair-do-alone = Begin without a go-ahead: { $name }
span-range = { $least } – { $most }

# Papers
paper-at-hand = at hand
paper-read = read
paper-pick = Pick one on the left to read it here.
paper-closed = Reading this takes time.
paper-open = Look it up and read

# The desk
desk-now = Your desk
desk-can = The phone (F2), mail and chat (F3), the console (F4) and the papers (F5) are within reach.
desk-notices = Notices
severity = Declare a severity
severity-p1 = A customer’s business has stopped and time is short
severity-p2 = A customer’s business has stopped, with no deadline that day
severity-p3 = Inconvenient, but the work can go on another way
severity-p4 = A question, or how something looks
close = Close the case
close-words = Closing ends your day here and leads to the debrief.
close-sure = Really close it?
close-yes = Close
close-no = Not yet

# The notebook
notebook = Notebook
notebook-facts = What I know
notebook-promises = Promises
notebook-attempts = Whom I tried
notebook-none = Nothing yet
notebook-no-promise = None
notebook-nobody = Nobody yet
notebook-severity = Severity { $level } declared
notebook-allowed = { $who } gave the go-ahead: { $name }
notebook-duty-customer = { $who } keeps the customer informed
notebook-duty-fix = { $who } has taken the repair
notebook-duty-lead = { $who } has taken the lead
notebook-promise = { $time } word to { $who }
notebook-estimate = { $time } told { $who }: back by then
notebook-missed = { $time } missed a call: { $who }
promise-kept = kept
promise-broken = passed
seal = 至急

# What the hands are busy with
task-look = Looking at: { $name }
task-read = Reading “{ $name }”
task-repair = At work: { $name }
task-mail = Writing a mail to { $name }
task-chat = Writing in the chat to { $name }
task-declare = Declaring severity { $name }
task-walk = Walking over to { $name }
task-hang-up = Putting the receiver down
task-interrupted = interrupted by the phone
task-stop = Stop

# Why it was not possible
refusal-busy = A call or another task has your hands. Finish it first.
refusal-busy-ringing = The phone is ringing: answer it, or let it ring out first.
refusal-busy-visitor = Somebody is at your desk. Listen, or wait until they leave.
refusal-not-ringing = The phone is not ringing.
refusal-no-call = There is nobody on the line.
refusal-not-your-turn = The talking is not over yet.
refusal-no-channel = They cannot be reached that way.
refusal-unknown-fact = You cannot tell what you do not know.
refusal-empty = Choose what to tell and whom.
refusal-already-done = That work is under way or done.
refusal-not-yours = You cannot do this work yourself.
refusal-missing = Something is missing: { $name }
refusal-not-possible = As things are, this work is not possible.
refusal-over = Your day is over.
refusal-nothing = There is nothing to stop.
refusal-desk-closed = The desk is closed now.
say-want-come = Could you come here?
say-want-call-on = Could you ring { $name }, too?
chip-want-come = coming here
chip-want-call-on = ringing { $name }
say-write-down = Let me write that down.
choice-write-down = Write it down
repair-allowed-now = It may be done now.
notebook-allowed-now = Allowed: { $name }
task-join = Laying notes side by side
notebook-join = Lay the picked notes side by side
bench = Author's bench
bench-ok = the saved file is sound
bench-counts = { $errors } to mend, { $advice } advice
bench-problems = Problems
bench-why = Why not
bench-forecast = What can happen when
bench-sound = Nothing to mend in { $path }. Save it, and it is read again and played again up to this minute.
bench-last-good = The last good version goes on. Mend the file and save it.
bench-error = error
bench-advice = advice
bench-stopped = { $command } at { $clock } is not possible in this version ({ $why }). The run stops there.
bench-gone = what it names is no longer there
bench-not-yet = Once the day has begun, the condition of each rule and conversation is shown here as it stands.
bench-true = ○
bench-false = ×
bench-forecast-words = A dark bar: it happens within it in any case. A light bar: from there on at the earliest, as the trainee does.

# The first start
welcome = Before you begin
welcome-what = Shortly before noon at month-end, and you are alone at the operations desk. A customer calls: “at once, please.” Your manager and the seniors are out.
welcome-how = The clock runs, the phone rings, and who can be reached you learn only by trying. You can tell only what you have found out.
welcome-score = Afterwards you see how fast and how broadly you passed it on, event by event. Nobody is ranked.
welcome-kept = What you do is kept on this computer and nowhere else.
welcome-choose = First, make it easy to read and to hear.
welcome-later = You can change all of it at any time.
welcome-story = Watch what happened that day
welcome-list = To the list

# Settings
settings = Settings
settings-window = Picture and sound
settings-kept = Your data
settings-kept-words = Your runs, your plans, your settings and your own scenarios lie in the folder below, as plain text files. You can read, copy and delete them.
choose-motion = Motion
motion-on = On
motion-off = Off
choose-sound = Sound
sound-softer = Softer
sound-louder = Louder
sound-volume = Volume { $percent } %
sound-off = Muted
sound-through = Plays through { $name }.
sound-unplayed = Nothing is played. What would be heard is shown in words.
sound-no-server = There is no sound: no sound server (PulseAudio or PipeWire) answers. What would be heard is shown in words.
sound-no-device = There is no sound: there is no device to play it. What would be heard is shown in words.
sound-failed = There is no sound: { $reason }. What would be heard is shown in words.

# Library
library-minutes = about { $minutes } min
library-due-now = due again today
library-due = again around { $date }
library-trains = Trains
library-day = The day
library-length = Length
library-hardness = Difficulty
library-difficulty = { $level } ({ $percent } % of trainees with ordinary weaknesses pass)
library-measuring = being measured
difficulty-easy = Easy
difficulty-moderate = Moderate
difficulty-hard = Hard
library-yours = You
library-standing = played { $runs } ×, best { $best }, last { $last }
library-again = Next
library-file = File
interrupted = Go on: { $title } ({ $time })
interrupted-words = Begun { $begun } and left before its end

# Looking again
again = Looking again
again-speed = { $speed }×
again-back = 5 min back
again-forth = 5 min on
again-mark = Mark { $time }
again-score = { $total } points so far
again-play-on = Play on from here
again-leave = To the debrief

# The clock stands for a discussion
pause-discuss = Stop and discuss
pause-mark = Mark this moment
pause-note = A note to the mark
pause-marked = Marked { $time }
pause-first = Can you say who is affected, what they need, and by when?
pause-paths = Besides the person you are waiting for: whom could you reach, and by what means?
pause-customer = When did the customer last hear from us, and what? When will they hear next?
pause-decide = Has the person who can decide been told all they need to decide?
pause-known = What do we know, and what do we not know yet?
hurry = Hear them out
choice-promise-short = Call in { $minutes } min
questioned = Too little was said: they keep asking. It takes about 10 minutes.
status-ended = { $time } Done: { $name }
status-failed = { $time } It did not work: { $name }
missed = missed { $time }
spoken-at = spoke { $time }
last-spoken = You spoke at { $time }
captions = What was said
voicemail-greeting = “I cannot come to the phone at the moment. Please leave a message after the tone.”
quit = Quit
choice-fixed = Say that it works again
choice-fixed-confirm = Say that it works, and have it checked
preview-knock = { $name } is ringing
