### English. Plain and short; the person first. Marks allowed: <b>, <bdi>, <kbd>, <span>.

## Time
pattern-clock = HH:mm
pattern-proof = HH:mm:ss
length-minutes = { $minutes } min
length-hours = { $hours } h { $minutes } min
length-days = { $days } d { $hours } h
late = { $time } late
since = since
due-by = by { $clock }
due-by-line = by
due-line = due
due-was = due { $clock }
time-unknown = Time unknown
time-unknown-why = The place or the time of departure is not known, so nobody can say by when to answer.
received-at = received { $clock }

## Said by the script; what stands in round braces is filled in there
script-stays = Signed in for longer.
script-minutes = {"{"}m{"}"} min
script-hours = {"{"}h{"}"} h {"{"}m{"}"} min
script-days = {"{"}d{"}"} d {"{"}h{"}"} h
script-late = {"{"}t{"}"} late
script-seconds = {"{"}s{"}"} s
script-live = Live
script-old = This page is {"{"}t{"}"} old. We keep trying.
script-change = 1 change.
script-changes = {"{"}n{"}"} changes.
script-due-in = {"{"}name{"}"}: {"{"}t{"}"}
script-between = :

## Frame
skip = Skip to the content
rooms = Rooms
rooms-more = More
room-board = Board
room-referrals = To decide
room-messages = Unreadable
room-alarms = Alarms
room-places = Places
room-lists = Watchlists
language-other = Français
sign-out = Sign out
place-strip = Where you are
place-every = Every site
place-every-law = Each voyage names the site, who inspects, and whose law binds.
place-every-of-yours = You serve every site.
sites = Your sites: { $names }.
site-name = { $name } ({ $code })
site-none = No inspection site here
site-preclearance = Preclearance area. Inspecting: { $inspecting }. Law that binds: { $host } ({ $law })
site-preinspection = Pre-inspection. Inspecting: { $inspecting }. Law that binds: { $host } ({ $law })
site-port = Port of entry. Inspecting: { $inspecting }. Law that binds: { $host } ({ $law })
lists-none = No list is in force: nobody can be screened
lists-in-force = { $n ->
    [one] { $n } list
   *[other] { $n } lists
 } in force, { $entries ->
    [one] { $entries } entry
   *[other] { $entries } entries
 }, newest of { $day }
fresh-as-of = As of { $clock } { $zone }
printed = Printed by { $name }, { $day }, { $local } { $zone } ({ $utc } UTC). For the work of the border authority only.
show-change = Show
keys-of-page = Keys of this page
demo-invented = Demonstration: every person, carrier and list is invented.
recorded = Every record opened is recorded.
close = Close
print = Print
report = Print report
show = Show
mode = Mode
none = None
you = You
optional = (optional)
save = Save
change = Change
crumb = You came from
to-mend = To mend it:
byte = byte { $n }
bytes = { $n ->
    [one] { $n } byte
   *[other] { $n } bytes
 }
quoted = “{ $text }”
not-declared = Not declared
not-typed = Not given
not-listed = Not on the list
no-name = No name declared
no-family-name = (no family name)
none-document = None
place-unknown = ?
route = { $start } to { $end }
route-to = to
airport-words = International Airport|Airport

## Keys
key-all = All keys
key-next-row = next
key-previous-row = previous
key-rows = Next, previous row
key-open = open
key-find = find
key-next-case = next case
key-board = back to the board
key-voyage = back to the voyage
key-back-up = Back to the list, same row
key-compare = comparison
key-evidence = evidence
key-decide = decide
key-take = take or release
key-jumps = Comparison, evidence, decision
key-match = Possible match n
key-send = send
key-sends = sends
key-back = back
key-goes-back = goes back
key-ctrl-enter = Review; on the review page: send
keymap-hint = Single keys act outside fields only. None of them decides or sends. You can turn them off in your preferences.
keymap-off = Single keys are off in your preferences; Ctrl Enter and Esc still act.

## Session and sign-in
sign-in = Sign in
sign-in-who = Node: { $party }. For officers on duty; every sign-in and every record opened is recorded.
sign-in-demo = Choose whose work to try
sign-in-or = or with a user name
sign-in-refused = User name and password do not fit. Nothing was changed.
user-name = User name
password = Password
password-hint = You may paste it.
password-then = The next step asks for a passkey or a code.
sign-in-agency = Continue with { $name }
sign-in-agency-yours = your agency account
sign-in-or-local = or, on this node only
sign-in-locked = Too many failed attempts. Wait { $n ->
    [one] 1 minute
   *[other] { $n } minutes
 }, until { $clock } UTC, or ask an administrator.
sign-in-late = That took too long, or was done already. Sign in again.
sign-in-no-agency = This node knows no agency account.
sign-in-agency-away = The agency’s directory does not answer. Try again, or sign in with a user name of this node.
sign-in-agency-refused = The agency’s directory did not let you in, or its answer does not fit. Nothing was changed.
sign-in-agency-no-duty = Your agency account has no duty on this node. Ask your supervisor.
sign-in-agency-closed = This account is closed here, or another account has its user name. Ask an administrator.
sign-in-second-tries = Too many wrong codes. Sign in again.
sign-in-again = Sign in as somebody else
sign-out-everywhere = Sign out everywhere
signed-in-title = You are signed in
signed-in-back = Go back to the page you were on; what you typed is still there. This window can be closed.
signed-in-start = Go to the start
go-on = Continue
second-title = One more step
second-why = Signing in as { $login }. Show a passkey, or type a code.
second-wrong = That does not fit. A code counts once, and for half a minute.
second-or = or
passkey = Passkey
passkey-show = Use a passkey
passkey-make = Set a passkey up
passkey-label = Name of this passkey
passkey-what = A key in this device, your phone or a security key. It cannot be guessed or passed on by mistake.
passkey-failed = The browser brought no passkey. Try again, or use a code.
code = Code
code-recovery = Recovery code
code-hint = Six digits from your device, or a recovery code.
code-by-clock = Codes by the clock
code-what = Scan the picture with an app for one-time codes, or type the key into it; then type the code that it shows.
code-picture = Picture of the key for an app for one-time codes; the same key stands below in letters
code-secret = Key:
code-set-up = Set codes up
enrol-title = Set up a second factor
enrol-why = A password alone opens nothing here. Set up a passkey or codes; this is asked once.
enrol-again = Set up another passkey, or new codes.
enrol-wrong = That does not fit. Nothing was changed; try again.
recovery-title = Your recovery codes
recovery-why = Each signs you in once when your device is lost. They are shown this once: print them, or write them down, and keep them apart from this machine.
recovery-kept = I have kept them
security-title = Signing in and security
security-factors = Second factors
security-agency = You sign in with your agency’s account; its directory keeps your password and your second factor.
security-since = since
security-recovery-left = { $n ->
    [0] No recovery code is left
    [one] 1 recovery code is left
   *[other] { $n } recovery codes are left
 }
security-none = No second factor is set up yet.
security-password = Your password
security-password-why = Asked for once more with each change.
security-wrong-password = The password does not fit. Nothing was changed.
security-short = A password needs at least { $n } characters.
security-last = The last second factor stays. Set up another one first.
security-add = Set up another one
security-new-codes = New recovery codes
security-remove = Remove { $what }
security-new-password = New password
security-set-password = Change the password
security-sessions = Where you are signed in
security-here = this browser
way-password = Password
way-code = Password and code
way-passkey = Password and passkey
way-recovery = Password and recovery code
way-agency = Agency account
way-demo = Button of the demonstration
room-accounts = Accounts
accounts-title = Accounts
accounts-why = Who may sign in, with which duties. No traveller is on this page.
accounts-all = All accounts
account-name = Name
account-add = Add an account
account-missing = A user name, a name and at least one duty are needed.
account-apart = An administrator has no duty that sees travellers, and an auditor has no other duty.
account-taken = That user name is taken, or something does not fit.
account-own = You cannot change your own account here. Another administrator can.
account-word = First password of { $login }:
account-word-why = It is shown this once. At the first sign-in a second factor is set up; the password is changed under “Signing in and security”.
account-every-site = every site
account-closed = Closed
account-local = { $n ->
    [0] Local, no second factor yet
    [one] Local, 1 second factor
   *[other] Local, { $n } second factors
 }
account-agency = Agency account
account-agency-why = The agency’s directory says which duties this account has.
account-never = never
account-sites-hint = Place codes with blanks between; empty is every site.
account-reset = New password and second factor
account-reset-why = Whatever is done here is recorded. A closed account is let in no more, and its sessions end at once.
account-close = Close the account
column-account = Officer
column-duties = Duties
column-sites = Sites
column-account-kind = Account
column-last-in = Last signed in
signed-out = You are signed out.
motto = Cleared before the border.
version = Preclear { $version }.
session-ends = Your session ends in less than two minutes.
session-ends-kept = What you typed is kept.
session-ended = Your session has ended.
session-ended-kept = What you typed is kept and comes back when you sign in.
session-ended-here = What you typed stays on this page. Sign in beside it and go on.
session-other = Somebody else signed in. What is typed here is { $name }’s; only they can send it.
session-stay = Stay signed in
carried-title = You were sending something
carried-why = The session had ended before it arrived. Nothing was sent; what you typed is still here.
carried-go-on = Go on with it
carried-leave = Leave it
role-of-intake = intake officer
role-of-list_owner = list owner
role-of-rule_owner = rule owner
role-of-approver = approver
role-of-auditor = auditor
role-of-primary = primary officer
role-of-secondary = secondary officer
role-of-analyst = analyst
role-of-supervisor = supervisor
role-of-privacy = privacy officer
role-of-administrator = administrator

## Board
board-title = Voyages
board-sum = { $voyages ->
    [one] { $voyages } voyage
   *[other] { $voyages } voyages
 }, { $travellers ->
    [one] { $travellers } traveller
   *[other] { $travellers } travellers
 }
board-caption = Voyages by time left to answer the carrier
board-find = Find a voyage or place
board-find-label = Find a voyage, place or carrier
board-none = No voyage is expected.
board-none-why = Voyages appear as soon as a carrier sends a list.
board-none-fit = No voyage fits “{ $filter }”.
board-show-all = Show all { $n }
board-more = Show { $n } more, all quiet
board-unreadable = { $n ->
    [one] One message could not be read, and nobody has looked at it
   *[other] { $n } messages could not be read, and nobody has looked at them
 }
board-group-hour = Overdue, or due within an hour
board-group-soon = Next three hours
board-group-later = Later
board-group-past = Time to answer over, all answered
board-group-sorted = All voyages
voyages = { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
 }
rows-compact = Compact rows
rows-comfortable = Comfortable rows
show-all = All
show-hour = Due within an hour
show-mine = Mine
show-free = Free
show-late = Late
show-crew = Crew
needs-a-person = Needs a person
mode-air = Air
mode-rail = Rail
mode-marine = Marine
mode-road = Road
due-title = Answers due, next four hours
due-told = { $n ->
    [one] { $n } voyage by mode and time; { $person } with somebody who needs a person.
   *[other] { $n } voyages by mode and time; { $person } with somebody who needs a person.
 } The same facts are in the table below.
due-now = Now
due-person = needs a person
due-answered = answered
due-not-yet = waits for the carrier
column-left = Time left
column-voyage = Voyage
column-route = From, to
column-departs = Departs
column-travellers = Travellers
column-needs = Needs a person
column-answered = Answered
column-state = State
column-officer = Officer
column-no = No.
column-name = Name as declared
column-born = Born
column-document = Document
column-seat = Seat
column-bags = Bags
column-result = Result
column-answer = Answer
column-received = Received
column-carrier = Carrier
column-first-fault = First fault
column-size = Size
column-seen = Seen by
column-alarm = Alarm
column-raised = Raised
column-place = Place
column-valid = Valid
column-zone = Time zone
column-added = Added by
need-match = { $n ->
    [one] { $n } possible match
   *[other] { $n } possible matches
 }
need-document = { $n ->
    [one] { $n } document fault
   *[other] { $n } document faults
 }
need-rule = { $n } by rule
need-not-screened = { $n } not screened
need-incomplete = { $n } incomplete
need-silent = { $n ->
    [one] { $n } answer not acknowledged
   *[other] { $n } answers not acknowledged
 }
nobody-declared = Nobody
answered-of = { $done } <span class="quiet">of { $all }</span>
answered-all = Answered
nothing-to-answer = Nothing to answer
state-nobody = Nobody declared
state-answered = Answered
state-carrier = Waiting for the carrier
state-held = Screened, held
state-part = Part answered
nobody-yet = Nobody yet
take-it = Take it
not-needed = Not needed

## Voyage
voyage-departs = Departs
voyage-departs-local = Departs { $clock } local time, { $day }
voyage-arrives = arrives
voyage-departed = Departed
voyage-departure-expected = Departure expected
voyage-beside = Answer, messages and lists
voyage-needs = { $n } of { $all } people have no final answer.
voyage-needs-by = { $n ->
    [one] { $n } of { $all } people has no final answer before { $clock } { $zone }.
   *[other] { $n } of { $all } people have no final answer before { $clock } { $zone }.
 }
voyage-needs-who = With you: { $mine }; with colleagues: { $others }; taken by nobody: { $free }; the carrier must correct: { $carrier }.
voyage-quiet = Nothing needs a person.
voyage-quiet-all = { $n ->
    [one] The one person on board is answered.
   *[other] All { $n } people are answered.
 }
voyage-nobody = Nobody is declared on this voyage any more.
people-find = Name, document, seat
people-caption = People on this voyage; first those who need a person
people-none-fit = Nobody fits.
people-show-all = Show everybody
people-more = Show the next { $n }
people-hidden = { $n } not shown
nothing-found = Nothing found
nothing-found-is = { $n }: screened against { $lists ->
    [one] { $lists } list
   *[other] { $lists } lists
 }; not a promise
nothing-found-person = Screened against { $lists ->
    [one] { $lists } list
   *[other] { $lists } lists
 } and all rules in force. That is not a promise.
result-clear = Clear
why-match = Possible match
why-document = Document fault
why-rule = By rule
why-not_screened = Not screened
why-incomplete = Incomplete
why-on-list = Possible match on { $list }
why-name-like = Name like “{ $name }”, { $list }
status-board = Board
status-contact = Contact us
status-incomplete = Incomplete
status-held = Held, not answered
status-do_not_board = Do not board
told-title = Answer to the carrier
told-caption = What the carrier was told, people by answer
told-only-officer = Only two officers together can say “do not board”.
next-case = Next case
messages-title = Lists received
list-original = Passenger list, { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
list-change = Changed list, { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
list-cancel_reservation = Reservations cancelled, { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
list-close_on_board = Closed, on board: { $n }
list-close_not_on_board = Closed, not on board: { $n }
list-other = List ({ $code }), { $n ->
    [one] { $n } person
   *[other] { $n } people
 }
list-original-short = Passenger list
list-change-short = Changed list
list-close_on_board-short = Closed, on board
list-close_not_on_board-short = Closed, not on board
faults-count = { $n ->
    [one] { $n } fault
   *[other] { $n } faults
 }
hits-by-list = Sent to a person, by list and rule
answers-title = Answers sent
answers-why = Everything { $carrier } was told about this voyage, word for word, newest first.
answers-read = { $n ->
    [one] Read the answer
   *[other] Read the { $n } answers
 }
answers-silent = { $n ->
    [one] One answer not acknowledged
   *[other] { $n } answers not acknowledged
 }
answers-none = Nothing has been answered yet.
answer-answer = Answer to a list
answer-change = Changed answer
answer-fault = Faults of a message
answer-by-officer = { $name }: { $outcome }
answer-made = Made
answer-sent = Sent
answer-sent-tag = Sent, not yet acknowledged
answer-waits = Waits for the carrier to fetch it
answer-acknowledged = Acknowledged
answer-not-yet = Not yet
answer-attempts = Attempts
answer-silent = The carrier is silent
answer-text = The message { $reference }
acknowledged = acknowledged
role-passenger = Passenger
role-crew = Crew
role-transit = In transit
unscreened-placeholder-name = The name is a placeholder
unscreened-no-name = No name was declared
unscreened-no-list = No list was in force
unscreened-name-too-short = The name is too short to compare

## Traveller
person-of = person { $n } of { $all }
declared-by = As declared by { $carrier }, list of
fact-born = born { $day }
fact-seat = seat { $seat }
fact-bags = { $n ->
    [one] { $n } bag
   *[other] { $n } bags
 }
fact-booking = { $n ->
    [0] booking { $locator }, alone
    [one] booking { $locator } with one companion
   *[other] booking { $locator } with { $n } companions
 }
fact-expires = expires { $day }
superseded = The carrier has sent a newer declaration of this person.
superseded-newer = Show the newer one
withdrawn = The carrier has taken this person off the voyage.
open-with-you = Open, with you
to-decision = To the decision
back-to-voyage = Back to the voyage
strip-due = Answer due
strip-told = Last answer sent
strip-told-nothing = None yet
strip-case = Case
strip-list = List
owner-none = No open case
with-you = With you
not-screened-because = Not screened: { $why }.
not-screened-counts = This person counts as not answered.
faults-of-person = Faults in this declaration
faults-title = What we found
fault-error = Error
fault-warning = Warning
fault-note = Note
declared-title = As declared
field-family-name = Family name
field-given-names = Given names
field-birth-date = Birth date
field-sex = Sex
field-nationality = Nationality
field-document = Document
field-residence = Residence
field-birth-place = Place of birth
field-address = Address at the destination
field-journey = From, to
field-bag-tags = Bag tags
field-captured = Data captured
field-esta = travel authorization of the United States, ESTA (no answer of its register)
field-eta = travel authorization of Canada, eTA (no answer of its register)
field-visa = visa (no answer of its register)
field-lost = lost and stolen documents (no answer of the register)
field-held = what others hold (no register is asked)
sex-M = M
sex-F = F
sex-X = X
captured-machine = read by a machine
captured-typed = typed
match = Possible match
hit-hidden = What this list says is shown only to: { $roles }. Say that you cannot tell, and refer the traveller on.
match-of = Possible match { $n } of { $all }
edition = edition of { $day }, owner: { $owner }
edition-nobody = edition of { $day }
entry = Entry { $ref }
compare-caption = Declared and listed values side by side
compare-field = Field
compare-declared = Declared
compare-on-document = on document { $n }, not the declared name
compare-on-zone = in the zone of document { $n }, not the declared name
compare-typed = You gave
compare-compared = Compared
compare-listed = Listed
compare-words = In words
agreement-agrees = Agrees
agreement-close = Close
agreement-in_part = In part
agreement-differs = Differs
agreement-not_comparable = Not comparable
compared-agrees = The same on both sides.
compared-close = The same once spelling or writing is allowed for.
compared-in-part = What both sides have agrees; one side has less.
compared-differs = Not the same.
compared-not-comparable = One side has none.
speaks-for = Speaks for the same person
speaks-against = Speaks against
speaks-for-nothing = Nothing speaks for it but the name.
speaks-against-nothing = Nothing speaks against it.
evidence-line = { $field }: { $words }
rate-title = How often hits like this are right
rate-few = Too few to say: { $n ->
    [one] { $n } finding
   *[other] { $n } findings
 } on hits of this list with a like score in the last 90 days.
rate-of = Of { $found } hits of this list with a like score in the last 90 days, { $right } were the same person: <b>{ $rate } in 100</b>.
rate-picture = { $rate } of 100 hits like this one were the same person
score-made = How the score of { $score } was made
score-is = The score puts work in order; it is not the chance that this is the same person.
rule-about = { $code }, owner: { $owner }
rule-rate = In the last 90 days it held in { $right } of { $found } cases; the others had an ordinary cause.
rule-rate-few = How often it has an ordinary cause: too few to say ({ $n ->
    [one] { $n } finding
   *[other] { $n } findings
 } in the last 90 days).
rule-untold = This could not be told: not declared: { $missing }.
rule-at-fault = This could not be told: the rule is at fault.
rule-throttled = throttled
rule-throttled-then = It fires for more people than was foreseen, so it refers nobody until an approver lets it.
rule-source = Source:
raw-title = The message as received
raw-about = { $type }, { $bytes ->
    [one] { $bytes } byte
   *[other] { $bytes } bytes
 }, kept unchanged,
raw-sealed = The message is sealed. Opening it is recorded, with your reason.
raw-purpose = What do you open it for?
raw-purpose-missing = Say what you open it for
raw-open = Open the message
raw-whole = Whole message
raw-opened = You opened it for: { $purpose }. Opening is recorded.
course-title = Course
course-list = List received ({ $word })
course-list-original = Passenger list received, screened
course-list-change = Changed list received, screened
course-told = Carrier told: { $status }
course-referral = Sent to a person: { $why }
course-taken = Taken by
course-lapsed = The case lapsed: nothing is asked any more
findings-title = Earlier findings
findings-none = None in this node on this journey.
findings-after-yours = You see your colleague’s finding once you have recorded your own.
finding-line = { $what }: { $found }
opened-for = You opened this record at { $clock } for: { $purpose }. Opening is recorded.
purpose-intake = chasing up what was received
purpose-vetting = vetting before departure
purpose-inspection = secondary inspection
purpose-supervision = supervision
purpose-review = review of records
purpose-analysis = analysis
purpose-administration = administration

## Comparisons and weights, by the codes of matching
compared-not-declared = The carrier declared none.
compared-not-declared-typed = You gave none.
compared-name-not-declared-typed = You gave none.
compared-name-parts-differ-typed = Some parts agree; you gave { $declared_only }, the list has { $listed_only }.
compared-name-parts-missing-declared-typed = What the list has agrees; you gave { $declared_only } besides.
compared-name-parts-missing-listed-typed = What you gave agrees; the list has { $listed_only } besides.
compared-not-listed = The list has none.
compared-name-not-declared = The carrier declared none.
compared-name-same = The same, letter for letter.
compared-name-transliterated = The same, as a document writes the list’s letters.
compared-name-differs = No part agrees.
compared-name-parts-differ = Some parts agree; { $declared_only } was declared, the list has { $listed_only }.
compared-name-parts-missing = What both have agrees; one side has more.
compared-name-parts-missing-declared = What the list has agrees; { $declared_only } was declared besides.
compared-name-parts-missing-listed = What was declared agrees; the list has { $listed_only } besides.
compared-name-swapped = The same names; family name and given name have changed places.
compared-name-run-together = The same name; one side writes it in one word.
compared-name-run-together-otherwise = The same name; one side writes it in one word, and it is spelled otherwise.
compared-name-consonants = The consonants are the same; the list’s script leaves vowels out.
compared-name-cut = The same up to where it is cut off; the document’s field was full.
compared-name-spelling = The same name, spelled otherwise.
compared-name-letters = Nearly the same letters, as by a slip of typing or reading.
compared-birth-date-same = The same day.
compared-birth-date-year = The year agrees; one side knows no more of it.
compared-birth-date-month = Month and year agree; one side knows no more of it.
compared-birth-date-within = It lies within what the list gives.
compared-birth-date-new-year = The year agrees; 1 January is often written where the day is not known.
compared-birth-date-slip = Differs by a common slip.
compared-birth-date-slip-day-month = The same figures; day and month stand in the other order.
compared-birth-date-slip-year = One digit of the year differs, as by a typing slip; day and month agree.
compared-birth-date-slip-month = One digit of the month differs, as by a typing slip; day and year agree.
compared-birth-date-slip-day = One digit of the day differs, as by a typing slip; month and year agree.
compared-birth-date-slip-exchanged = The same figures; two of them have changed places, as by a typing slip.
compared-birth-date-near = Near, but not the same.
compared-birth-date-differs = Not the same.
compared-sex-agrees = The same, as for half of all travellers.
compared-sex-differs = Not the same.
compared-nationality-agrees = The same. Shown to tell people apart; it is part of no risk rule.
compared-nationality-differs = Not the same. Shown to tell people apart; it is part of no risk rule.
compared-document-same = The number is on the list, of the same issuer.
compared-document-slip = One character differs from the listed number, as by a slip of typing or reading.
compared-document-alike = The number is on the list, but for letters that look like figures, such as O and 0.
compared-document-issuer-unknown = The number is on the list; who issued it is not known on both sides.
compared-document-other-issuer = The number is on the list, but of another issuer; two states may use the same number.
compared-document-differs = Another number. A renewed document has a new number, so this does not rule the person out.
compared-birth-place-agrees = The same place.
compared-birth-place-differs = Another place, or another way to write it. Ask, and compare with the document.
weighed-name-alike = Likeness of the names
weighed-name-common = The parts that agree are common or few
weighed-name-low-quality = The list calls this alias weak
weighed-birth-date-agrees = Birth date agrees as far as it is known
weighed-birth-date-slip = Birth date differs by a slip
weighed-birth-date-near = Birth date is near
weighed-birth-date-differs = Birth date differs
weighed-document-same = Document number agrees
weighed-sex-agrees = Sex agrees
weighed-sex-differs = Sex differs
weighed-nationality-agrees = Nationality agrees
weighed-nationality-differs = Nationality differs
weighed-birth-place-agrees = Place of birth agrees
weighed-name-on-document = The name compared is that of a document, not the declared one

## Deciding
decide = Decide
panel-nothing = Nothing asks for a decision on this person.
panel-incomplete = The carrier must correct this declaration; then the person is screened again.
panel-closed = This case is closed.
panel-lapsed = This case has lapsed: nothing is asked any more.
panel-newer = The case goes on with the newer declaration.
panel-second-waits = A refusal is proposed. A secondary officer or a supervisor must find for themselves and agree.
panel-taken = { $name } has taken this case. You can read it, not decide.
panel-reads = Your role reads cases; it does not decide them.
panel-free = Nobody has taken this case.
decide-again = It can be undone only by another decision, when the carrier sends new data.
take-case = Take the case
take-hint = Others can read it then, not decide.
release = Release it
owner-you = You took this case at { $clock }. Others can read it, not decide.
missing = { $n ->
    [one] One thing is missing
   *[other] { $n } things are missing
 }
question-n = { $n }.
question-hit = Is this the person on entry { $ref }?
question-rule = { $title }: does it hold?
found-no_match = Not the same person
found-match = The same person
found-cannot_tell = Cannot tell from what I have
held-no_match = It has an ordinary cause
held-match = It holds
held-cannot_tell = Cannot tell from what I have
compared-question = What did you compare?
compared-hint = Tick what you looked at yourself; at least two.
comparable-family_name = Family name
comparable-given_names = Given names
comparable-birth_date = Birth date
comparable-sex = Sex
comparable-nationality = Nationality
comparable-document = Document
comparable-birth_place = Place of birth
comparable-itinerary = Journey
comparable-message = Message as received
comparable-earlier_findings = Earlier findings
outcome = Outcome
outcome-clear = Clear
outcome-clear-told = carrier is told: board
outcome-refer_secondary = Refer to secondary
outcome-refer_secondary-told = carrier is told: contact us
outcome-ask_carrier = Ask the carrier to correct
outcome-ask_carrier-told = carrier is told: incomplete
outcome-propose_refusal = Propose refusal
outcome-propose_refusal-told = a second officer must agree
outcome-confirm_refusal = Agree: refuse
outcome-confirm_refusal-told = carrier is told: do not board
outcome-reject_refusal = Do not agree
outcome-reject_refusal-told = the case is open again; the carrier is told nothing new
reason = Reason, in your own words
reason-hint = The traveller may ask to read this.
review = Review before sending
nothing-sent-yet = Nothing is sent yet.
draft-kept = draft kept { $clock }
draft-conflict = Another window of yours kept something else meanwhile.
draft-other = Kept there
draft-yours = Typed here
draft-empty = nothing
draft-go-on = Go on typing to keep this one, or
draft-reload = show the other
gap-finding = Say what you find: { $what }
gap-finding-missing = Choose one
gap-compared-too-little = Name at least two things that you compared
gap-outcome-missing = Choose an outcome
gap-reason-missing = Give a reason in your own words
gap-against-missing = Say why this does not change your decision
overtaken = This case has changed since you saw it.
overtaken-by = { $name } has taken this case.
overtaken-kept = Nothing was sent. What you typed is kept.
second-title = Second opinion
second-first-yours = A colleague proposes a refusal. Find for yourself first; you see the colleague’s finding after it.
second-record = Record my finding
second-then = Then you see your colleague’s finding.
second-yours = You found
second-theirs = { $name } found
second-same = Your findings agree.
second-differs = Your findings differ.
second-question = Do you agree with the refusal?
against-answer = What speaks against it:
against-question = Why does this not change your decision?
against-optional = Optional: your own findings do not contradict the outcome.
review-title = Review before sending
review-title-second = Review before you send it to a second officer
review-crumb = review
review-nothing-sent = Nothing has been sent.
review-until = Until then the carrier keeps the answer “{ $status }”.
review-changed = The case has changed since you typed this. Look at it again before you send.
review-read-again = Read it again
your-decision = Your decision
review-person = Person
review-finding = Finding
review-compared = Compared
review-law = Law at the place
review-reason = Reason
review-against = Before you go on: what speaks against it
review-then = What happens when you send it
review-message = The message word for word
review-message-number = Its number and time are given when it is sent.
review-back = Back to the evidence
contradiction-cleared-despite-match = You found that it is the same person, or that a rule holds, and clear.
contradiction-cleared-while-unsure = You cannot tell on one question, and clear.
contradiction-refused-without-match = You found no match and nothing that holds, and refuse.
send-clear = Send: board
send-refer_secondary = Send to secondary
send-ask_carrier = Send: incomplete
send-propose_refusal = Send to a second officer
send-confirm_refusal = Send: do not board
send-reject_refusal = Send back: case open again
then-clear-head = The carrier is told “board”.
then-clear-rest = { $carrier } gets a changed answer at once.
then-refer_secondary-head = The carrier is told “contact us”.
then-refer_secondary-rest = The case goes to secondary inspection, where a secondary officer or a supervisor decides.
then-ask_carrier-head = The carrier is told “incomplete”.
then-ask_carrier-rest = { $carrier } must send the data again; the person is then screened again.
then-propose_refusal-head = A second officer is asked.
then-propose_refusal-rest = They see the evidence first and your finding after their own. You cannot approve it yourself. Until they agree, the carrier is told nothing new.
then-agreed-head = If they agree, the carrier is told “do not board”,
then-agreed-rest = without reasons.
then-confirm_refusal-head = The carrier is told “do not board”,
then-confirm_refusal-rest = without reasons. { $carrier } gets a changed answer at once.
then-reject_refusal-head = The case is open again.
then-reject_refusal-rest = The carrier is told nothing new.
then-record-head = It stays on record
then-record-rest = under your name, with your reason. It can be undone only by another decision, and the carrier is told again.
sent-clear = Decided: { $carrier } is told “board”,
sent-refer_secondary = Decided: to secondary; { $carrier } is told “contact us”,
sent-ask_carrier = Decided: { $carrier } is told “incomplete”,
sent-propose_refusal = Proposed: a second officer is asked,
sent-confirm_refusal = Decided: { $carrier } is told “do not board”,
sent-reject_refusal = Not agreed: the case is open again,

## To decide
referrals-title = To decide
referrals-order = By time left, then by severity; never by score.
referrals-caption = People who wait for a decision
referrals-own = With you
referrals-free = Taken by nobody
referrals-others = With colleagues
referrals-none = Nobody waits for a decision.
referrals-none-fit = Nobody fits this filter.
referrals-show-all = Show all { $n }
referrals-more = Show { $n } more, with more time left
referral-open = Open
referral-proposed = Refusal proposed
referral-secondary = In secondary
referral-closed = Closed
referral-lapsed = Lapsed
proposed-by = by { $name }

## The life of a list
life-title = From booking to boarding
life-declared = Declared to travel
life-booked = Booked
life-checked-in = Checked in
life-screened = Screened in time
life-on-board = On board
life-open = not said yet
life-stayed = Not on board
life-withdrawn = Taken off
life-cancelled = The carrier has cancelled this voyage.
life-unscreened = is on board and was never screened
life-against = is on board against the answer

## Where a person stands
sources-title = Sources
sources-of = Sources on
sources-why = Every message that names this person, by which rule it is the same person, and the bytes that each value came from.
sources-link = Where this comes from
sources-messages = Messages that name the person
sources-none = No message names this person any more.
sources-values = What they say
sources-differ = { $n ->
    [one] { $n } field differs
   *[other] { $n } fields differ
 }
source-differs = sources differ
source-list = List
source-booking = Booking
source-holds = its word holds
source-gone = named as not travelling
source-said-at = said at { $at }
source-opened = Bytes { $start } to { $end }
source-show = Show bytes { $start }–{ $end }
source-unknown = place not known
column-says = Says
column-joined = Same person by
column-message = Message
column-value = Value
column-field = Field
said-original = declares
said-add = adds
said-replace = replaces
said-request = asks
said-change = changes
said-delete = deletes
said-cancel_reservation = cancels
said-reduce_party = reduces the party
said-close = closes the voyage
said-close_on_board = on board
said-close_not_on_board = not on board
said-change_flight = changes the voyage
said-cancel_flight = cancels the voyage
joined-unique = the carrier’s own reference
joined-document-birth = document and birth date
joined-locator-name-birth = booking, name and birth date, with another document
joined-locator-name = booking and name
joined-name-birth = name and birth date
joined-name-document = name and document
joined-locator = the booking alone, nobody else on it fits
joined-name = the name alone, nobody else bears it
joined-chain = another message that joins both
joined-plate = a bag tag that the carrier declared
joined-seat-name = seat and name
joined-seat = the seat, where nobody else sits
joined-document = number and issuer of a declared document
joined-number-birth = number of a declared document, and birth date
joined-nobody = no rule: nobody fits, or more than one
sources-bags = What baggage systems say
sources-bags-none = Nothing was said of bags of this person.
column-bags-tags = Tags
sources-zones = Machine-readable zones
column-zone-sent = Sent with
zone-of-document = document { $n } of this person
zone-of-another = document { $n } of somebody else on the voyage
zone-theirs = it is this person’s
zone-other = it is somebody else’s on the voyage
zone-nobody = it is nobody’s of the voyage for sure
column-load = Loading
bag-add = checked
bag-change = changed
bag-delete = taken back
bag-load = may be loaded
bag-no-load = may not be loaded
bag-load-refused = may be loaded, though the owner is refused
bag-no-load-aboard = may not be loaded, though the owner is on board
field-embarks = Embarks
field-disembarks = Disembarks
field-seat = Seat
field-unique = Unique reference
field-locator = Booking
field-ticket = Ticket

## Carriers
room-carriers = Carriers
carriers-title = Carriers
carriers-why = Who sends, with which keys, and what is agreed with each. What people are on their voyages is not shown here.
carriers-all = All carriers
carriers-none = None yet. Add one by the command preclear carriers add.
carrier-closed = closed
carrier-day = { $n ->
    [one] { $n } message
   *[other] { $n } messages
 }
carrier-unreadable = { $n } unreadable
carrier-silent = { $n ->
    [one] { $n } answer not acknowledged in time
   *[other] { $n } answers not acknowledged in time
 }
carrier-oldest = oldest
carrier-terms = What is agreed with { $name }
carrier-contacts = Contacts
carrier-profile = How it writes and is answered
carrier-profile-hint = Left empty: to the standard, and answers mirror the message. Several values: with a blank between.
carrier-agree = Agree
carrier-agreed = { $n ->
    [0] Nothing changed.
    [one] { $n } term changed.
   *[other] { $n } terms changed.
 }
carrier-keys = Keys
carrier-keys-none = No key was given.
carrier-key-label = Label of a further key
carrier-key-add = Give a further key
carrier-key-end = End
carrier-key-once = The key, which cannot be shown again:
carrier-label-wrong = A key needs a label that no other key of this carrier has
never = never
column-last-message = Last message
column-in-a-day = In a day
column-waiting-answers = Answers waiting
column-keys = Keys
column-key = Key
column-since = Since
column-last-used = Last used
column-ended = Ended
term-name = Name
term-answers = Answers
term-answers-now = in the response
term-answers-later = later, fetched or sent
term-referred = Referred people
term-referred-contact = told to contact the duty desk
term-referred-hold = not told of until an officer decides
term-answer-minutes = Answered so many minutes before departure
term-callback-url = Address to which changes are sent
term-contact = Whom to call
term-transports = Ways of sending
term-senders = Sender identifications (UNB)
term-functions = Functions used
term-full-lists = A new list replaces the one before
term-full-lists-yes = yes, who is left out travels no more
term-full-lists-no = no, lists add up
term-dialect = Status dialect
term-separators = Separators of answers
term-group = Group envelope (UNG)
term-group-echo = as in the message
term-group-always = always
term-group-never = never
term-bookings = Bookings are answered
term-bookings-ackres = that they were received (ACKRES)
term-bookings-cusres = with a status for each person
term-teletype-address = Teletype address for a gateway
term-teletype-origin = Our teletype address
term-syntax = Receipts (CONTRL)
term-syntax-asked = where asked for
term-syntax-always = always
term-syntax-never = never
term-acknowledgement = What an acknowledgement (312) says of a person
term-acknowledgement-result = 0 taken, 1 exception
term-acknowledgement-echo = the status again
term-acknowledge-minutes = Alarm when a change is not acknowledged after minutes
term-part-minutes = Alarm when a part of a list is missing after minutes
term-close-out-minutes = Alarm when not closed out, minutes after departure
contact-duty = Duty desk
contact-technical = Engineers
contact-data = Data officer
contact-name = name
contact-phone = telephone
contact-mail = mail

## Messages, alarms
unreadable-title = Unreadable messages
unreadable-why = What we received and did not understand. The bytes are kept; the carrier was told what is wrong.
unreadable-none = Every message could be read.
unseen = Nobody has looked
message-title = Message { $id }
message-nothing-taken = Nothing was taken from this message.
message-answered = The carrier was answered with the faults below.
message-see = I have looked at it
seen-by = Looked at by { $name },
transport-http = over the network
transport-folder = from a folder
transport-page = from a page
alarms-title = Alarms
alarms-why = A time that passed, a carrier that is silent, or somebody on board who should not be. An alarm is never a permission to board.
alarms-none = No alarm stands.
alarms-ended = Ended by somebody in the last seven days
alarm-column-end = Ends
alarm-column-done = What was done
alarm-column-by = By whom, when
alarm-ends-itself = with what it is about
alarm-ends-officer = by an officer
alarm-end = End it
alarm-done = What was done about it?
alarm-done-missing = Say in a few words what was done: your name stays with it.
alarm-end-do = End this alarm
alarm-late = { $late }, { $n ->
    [one] { $n } person waits
   *[other] { $n } people wait
 }
alarm-unscreened = { $n ->
    [one] { $n } person on board was never screened
   *[other] { $n } people on board were never screened
 }
alarm-against = { $n ->
    [one] { $n } person is on board against the answer
   *[other] { $n } people are on board against the answer
 }
alarm-part = A part of a list has not come
alarm-unclosed = Departed, and nobody said who is on board
alarm-rejected = Answer { $reference } could not be read by the carrier
alarm-silent = Answer { $reference } not acknowledged, sent { $n } times

## Preferences
preferences-title = Preferences
preferences-saved = Kept.
prefer-language = Language
prefer-language-en = English
prefer-language-fr = Français
prefer-theme = Theme
prefer-theme-system = As the system
prefer-theme-light = Light
prefer-theme-dark = Dark
prefer-density = Rows
prefer-density-comfortable = Comfortable
prefer-density-compact = Compact
prefer-keys = Single keys
prefer-keys-hint = Keys such as J, K and N act outside fields. None of them decides or sends.
prefer-keys-on = On
prefer-keys-off = Off

## Places
places-title = Places
places-why = { $n } places are known. What you add here is used at once, before what travels with the program, for the days on which it is valid.
places-added = Added on this node
places-none-added = None yet.
place-added = { $code } is added.
place-added-then = Deadlines and pages use it from now on.
place-add = Add a place
place-code = Code
place-kind = Kind
place-kind-airport = Airport
place-kind-station = Station
place-kind-port = Port
place-kind-terminal = Terminal
place-kind-crossing = Crossing
place-kind-stop = Stop
place-name = Name (English)
place-name-fr = Name (French)
place-country = Country (three letters)
place-latitude = Latitude
place-longitude = Longitude
place-zone = Time zone
place-iata = IATA
place-icao = ICAO
place-unlocode = UN/LOCODE
place-port = Port code
place-valid-from = First day, as 2026-07-14
place-valid-to = Last day, as 2026-07-14
place-site = Inspection
place-site-preclearance = Preclearance
place-site-preinspection = Pre-inspection
place-site-port_of_entry = Port of entry
place-site-port-of-entry = Port of entry
place-inspecting-party = Who inspects (three letters)
place-host-party = Whose law binds (three letters)
place-law = Law
place-source = Source
place-there = { $code } from that day is there already
place-missing = { $field } is missing
place-wrong-code = The code has two to eight capitals and digits
place-wrong-country = The country is a three-letter code, such as CAN
place-wrong-inspecting-party = Who inspects is a three-letter code, such as USA
place-wrong-host-party = Whose law binds is a three-letter code, such as CAN
place-wrong-zone = The time zone is one of the IANA database, such as America/Vancouver
place-wrong-latitude = The latitude lies between -90 and 90
place-wrong-longitude = The longitude lies between -180 and 180
place-wrong-valid-from = The first day is a date, such as 2026-07-14
place-wrong-valid-to = The last day is a date, such as 2026-07-14
place-wrong-kind = This kind is not known
place-wrong-site = This kind of inspection is not known

## Watchlists
watch-title = Watchlists
watch-why = Lists by which travellers are screened, whose they are, and how long each edition is good. A list is imported with the command preclear lists.
watch-none = No list has been imported.
watch-none-then = Until one is in force, everyone is referred to an officer.
watch-restored = { $title }: the edition before is in force again.
watch-restored-then = Everyone still to travel is screened again.
watch-expired = { $n ->
    [one] { $n } list has expired.
   *[other] { $n } lists have expired.
 }
watch-expired-then = Fetch the newest edition from its owner and import it.
watch-expired-note = The last day of this edition has passed. People are still screened by it, and may have been taken off the list or put on it since.
watch-stopped-note = The last day of this edition has passed, and by the terms of the list nobody is screened by it any more.
watch-state = State
watch-state-none = Not in force
watch-state-stopped = Expired, not screened by
watch-state-expired = Expired, still screened by
watch-state-in-force = In force
watch-was-in-force = In force
watch-was-undone = Undone
watch-was-replaced = Replaced
watch-dated = Edition of
watch-expires = Good until
watch-never = No end
watch-imported = Imported
watch-imported-by = { $day }, { $clock } UTC, by { $who }
watch-people = Entries
watch-others = Organisations and craft, not screened
watch-changes = Against the edition before
watch-changed = { $added } added, { $changed } changed, { $removed } removed
watch-first = It is the first edition here
watch-reused = Numbers given to somebody else
watch-owner = Owner
watch-legal-basis = Legal basis
watch-handling = Handling
watch-visible-to = Entries are shown to
watch-visible-to-all = Everyone who may see travellers
watch-valid-days = An edition is good for
watch-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
 }
watch-when-expired = When expired
watch-go-on = Screening goes on; administrators are told
watch-stop = Screening by it stops
watch-terms-by = Terms set by
watch-terms-as-they-came = Nobody; as they came with the list
watch-not-told = Not stated
watch-edition = edition of { $day }, { $n ->
    [one] { $n } entry
   *[other] { $n } entries
 }
watch-faults = Faults on import: { $n }
watch-faults-of = Faults
watch-no-faults = No faults on import.
watch-and-more = and { $n } more
watch-editions = Editions: { $n }
watch-editions-of = Editions of { $title }
watch-undo = Take this edition back
watch-undo-what = In its place comes the { $former }. Everyone still to travel is screened again; decisions that officers made stay.
watch-undo-confirm = Take back { $title } and use the edition before
watch-undo-unconfirmed = Tick the box first. Nothing was changed.
watch-undo-do = Take back
watch-fault-row = A row cannot be read, or has no identifier or name. It was left out; mend it and import again.
watch-fault-row-twice = An identifier stands twice. The first row was kept; give each person an identifier of their own.
watch-fault-birth-date = A date of birth cannot be read. The entry is screened without it.
watch-fault-country = A country is not known. The entry is screened without it; use the three-letter code.
watch-fault-document = A document cannot be read. The entry is screened without it.
watch-fault-sex = The sex is none of M, F and X. The entry is screened without it.
watch-fault-encoding = The file is not in the encoding that it should be in. Letters beyond A to Z may be wrong; save it as UTF-8.
watch-fault-join = An alias, address, comment or document belongs to no entry of the list.
valid = { $start } to { $end }
valid-from = from { $start }

## Trouble
error-again = Try again
error-start = To the start
report-number = Report number:
missing-page-title = Not found
missing-page-why = There is no such page, or it is not at one of your sites.
forbidden-title = Not allowed
forbidden-why = Your role does not allow this.
stale-form-title = Not sent
stale-form-why = The form comes from another session. Nothing was sent; load the page again.
overtaken-page-title = Overtaken
overtaken-page-why = Somebody acted first. Nothing was sent; load the page again.
behind-title = One moment
behind-why = The node cannot take more now. Nothing was sent; try again in a few seconds.
unreachable-title = The database is away
unreachable-why = The node cannot reach its database just now. Nothing that was saved is lost, and what you were sending may not have been saved. Try again in a few seconds.
refused-title = Not possible
refused-why = This does not fit. Nothing was sent.
broken-title = This page could not be made
broken-why = The fault is ours.
broken-nothing-sent = Nothing was changed or sent. Tell the duty desk the report number.
refused-page = Your role does not open this page. Ask your supervisor who may.
refused-no-voyage = There is no such voyage, or it is not at one of your sites.
refused-no-traveller = There is no such traveller, or the voyage is not at one of your sites.
refused-no-referral = There is no such case, or it is not at one of your sites.
refused-no-message = There is no such message.
refused-closed = This case is closed; nothing more can be decided on it.
refused-role = Your role does not allow this.
refused-site = This voyage is not at one of your sites.
refused-taken-by-other = A colleague has taken this case.
refused-in-secondary = This case is in secondary inspection; a secondary officer or a supervisor decides.
refused-already-secondary = This case is in secondary inspection already.
refused-refusal-waits = A refusal is proposed; a second officer must agree or not first.
refused-no-proposal = No refusal is proposed.
refused-own-proposal = You cannot approve this one; you proposed it. A second officer must agree.
refused-finding-missing = Every possible match and every rule needs a finding.
refused-finding-unasked = A finding names something that this case is not about; load it again.
refused-compared-too-little = Name at least two things that you compared.
refused-compared-unknown = One of the things compared is not known here.
refused-reason-missing = Give your reason in your own words.
refused-list-not-shown = A possible match comes from a list that is not shown to your role. Say that you cannot tell, and refer it on.
refused-against-missing = Say why what speaks against it does not change your decision.
refused-changed = This case has changed since you saw it. Nothing was sent; look at it again.
refused-list-changed = Another edition came into force, or this one was taken back. Nothing was changed; look again.
refused-list-first = There is no edition before this one.

## A name looked up, what thresholds cost, what is known of a pair
unscreened-deadline = The time for screening was over before their turn; they are screened right after
room-check = Check a name
room-threshold = Threshold
pair = { $names }: { $words }
pair-spelling = same name, other spelling
pair-form = same name, other spelling or form
pair-vowels = same consonants, other vowels
pair-consonants = same consonants
pair-letters = nearly the same letters
pair-initial = an initial stands for the name
pair-cut = the name is cut off
pair-run-together = same names, written together
pair-run-together-otherwise = same names, written together and spelled otherwise
pair-swapped = same name, in the other place
pair-other = counted as the same name
known-matches = { $n ->
    [one] { $n } known match
   *[other] { $n } known matches
}
known-match = Known: not the same person
known-found = { $name } found on { $day } that this traveller is not the listed person. Nothing is asked about it again.
known-until = This holds until { $day }, for this name, birth date and document, and for the entry as it stands.
known-over = This no longer holds: its time is over, or an officer found otherwise later.
known-compare = Compare all the same
check-title = Check one name
check-why = One person against the lists in force, at once. Nobody is referred by it, and what you type is not kept.
check-whom = Whom
check-family-name = Family name
check-given-names = Given names
check-birth-date = Birth date (1974-08-12, 1974-08 or 1974)
check-sex = Sex
check-nationality = Nationality, three letters
check-document-number = Document number
check-document-issuer = Issued by, three letters
check-purpose = What do you look it up for?
check-purpose-missing = Say what you look it up for
check-wrong-birth-date = A birth date is written as 1974-08-12, 1974-08 or 1974
check-nothing = Give a name or a document number
check-do = Look it up
check-shown = { $n ->
    [one] It is shown below.
   *[other] The best { $n } are shown below.
}
check-found-none = Nothing found.
check-nothing-found = { $lists ->
    [one] { $lists } list was searched.
   *[other] { $lists } lists were searched.
}
check-hidden = { $n ->
    [one] { $n } more is on a list that your role may not see. Ask a supervisor.
   *[other] { $n } more are on lists that your role may not see. Ask a supervisor.
}
check-recorded = That you looked, and for what ({ $purpose }), is recorded; the name is not.
threshold-title = Threshold and its price
threshold-why = A possible match counts from a score of { $now } on. A lower threshold finds more and asks officers more often.
threshold-set = { $now } is in force now.
threshold-set-then = Everyone still to travel is screened again by it.
threshold-price = What each threshold would have cost
threshold-worked-out = Worked out
threshold-working = Being worked out: { $done } of { $all } people
threshold-other-basis = Lists, weights or the threshold have changed since this was worked out.
threshold-traffic = { $people ->
    [one] { $people } person
   *[other] { $people } people
} on { $days ->
    [one] { $days } day
   *[other] { $days } days
} with traffic, screened again by the lists in force. Matches known to be right among them: { $known }. Not screened: { $unscreened }.
threshold-picture = People referred fall, and known matches lost rise, as the threshold rises; the one in force, { $now }, is marked. The table below has the figures.
threshold-line-people = People a day with a possible match
threshold-line-lost = Known matches lost
threshold-line-now = In force: { $now }
threshold-column-at = Threshold
threshold-column-hits = Possible matches a day
threshold-column-people = People a day
threshold-column-share = In 100 people
threshold-column-lost = Known matches lost
threshold-column-set = Set by
threshold-column-reason = Why
threshold-in-force = In force
threshold-lost-of = { $lost } of { $known }
threshold-none-known = none known
threshold-never = Nobody has asked for this yet.
threshold-days = Traffic of the last
threshold-days-n = { $n } days
threshold-work-out = Work it out
threshold-set-title = Set another threshold
threshold-value = Score, between 0 and 1
threshold-wrong-value = The score is a number between 0 and 1, such as 0.65
threshold-wrong-reason = Say why it is set
threshold-set-do = Put it in force
threshold-set-hint = Your name, the day and the reason are recorded and shown here.
threshold-history = What was set
threshold-of-weights = Nobody has set one: { $now } comes with the weights of the score.

# Check a message (carriers) ------------------------------------------------------------------------------------------------

self-check-title = Check a message before you send it
self-check-why = The reader that takes your real traffic reads it. Nothing here is kept, screened or counted.
self-check-give = Your message
self-check-key = Your key
self-check-key-hint = The key with which you send. It is not kept in this page.
self-check-paste = Paste a message
self-check-file = Or choose a file
self-check-kinds = PAXLST, PNRGOV, CUSRES, baggage messages, JSON, CSV, a workbook (.xlsx)
self-check-forms = No EDIFACT? Fill in a form:
self-check-schema = JSON Schema
self-check-csv = a table (CSV)
self-check-xlsx = a workbook (XLSX)
self-check-do = Check it
self-check-no-key = This key is not known here
self-check-nothing = Paste a message or choose a file
self-check-too-long = This is longer than a message may be
self-check-behind = The node has much in work just now; try again in a moment
self-check-unread = Nothing in it could be read.
self-check-unread-why = See what was found, mend it, and check again.
self-check-errors = Read, with { $errors ->
    [one] 1 error
   *[other] { $errors } errors
} and { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}.
self-check-warnings = Read, with { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
} and no error.
self-check-well = Read, with nothing to mend.
self-check-people = { $n ->
    [0] It names nobody.
    [one] 1 person was found.
   *[other] { $n } people were found.
}
self-check-one-by-one = A fault of one person never holds up the others.
self-check-counts = { $errors ->
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $notes ->
    [one] 1 note
   *[other] { $notes } notes
}
self-check-more = And { $n } more.
self-check-more-people = And { $n } more people.
self-check-none = Nothing was found wrong
self-check-found-people = The people found
self-check-nobody = It names nobody.
self-check-lacks = to be sent again
self-check-message = The message
self-check-not-kept = Read in { $milliseconds } ms. Nothing was kept.
self-check-column-place-in-message = Place
self-check-column-name = Name as declared
self-check-column-born = Born
self-check-column-sex = Sex
self-check-column-nationality = Nationality
self-check-column-document = Document
self-check-column-expires = Expires

# Quality of what carriers send ---------------------------------------------------------------------------------------------

room-quality = Quality
quality-title = How well carriers send
quality-why = Counts of what came in: faults, lateness, what is missing. Nobody can be found here.
quality-of = How well { $name } sends
quality-time = Time shown
quality-weeks = { $n } weeks
quality-utc = Weeks begin on Monday, UTC.
quality-nobody = No carrier is registered
quality-picture = Errors for each 100 people listed
quality-picture-says = Errors for each 100 people, a bar a week; at most { $most }. The same numbers stand in the table below.
quality-send = The report to send:
quality-faults = Faults by kind
quality-none = No faults in this time
quality-missing = What is missing
quality-by-week = Week by week
quality-report-title = Quality of the messages of { $name } ({ $carrier })
quality-report-time = From { $since } to { $until }.
quality-sum-messages = { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}, of which { $unreadable } could not be read.
quality-sum-people = { $people ->
    [one] 1 person
   *[other] { $people } people
} listed, { $errors } errors.
quality-sum-late = { $voyages ->
    [one] 1 voyage
   *[other] { $voyages } voyages
}; for { $late } nobody was listed by the time at which everyone is to be answered.
quality-times = { $n ->
    [one] once
   *[other] { $n } times
}
quality-share = { $n } of { $people } people
quality-minutes = { $n } min
quality-late-by = by { $median } min in the middle, { $most } at most
quality-column-carrier = Carrier
quality-column-week = Week from
quality-column-what = What
quality-column-code = Code
quality-column-severity = Weight
quality-column-times = Times
quality-column-messages = Messages
quality-column-unreadable = Could not be read
quality-column-with-errors = With an error
quality-column-people = People listed
quality-column-errors = Errors
quality-column-in-100 = For each 100 people
quality-column-voyages = Voyages
quality-column-late = Late
quality-column-ahead = First list before departure
quality-figure-messages = Messages
quality-figure-unreadable = Messages that could not be read
quality-figure-people = People listed
quality-figure-voyages = Voyages that departed
quality-figure-late = Voyages with nobody listed by the deadline
quality-figure-late-median = Minutes late, half of those
quality-figure-late-most = Minutes late at most
quality-figure-ahead-median = Minutes from the first list to departure, half of all voyages
quality-figure-without-name = Without a name
quality-figure-without-birth-date = Without a date of birth
quality-figure-without-sex = Without sex stated
quality-figure-without-nationality = Without nationality
quality-figure-without-document = Without a travel document
quality-short-week = Week from
quality-short-messages = messages
quality-short-people = people
quality-short-errors = errors
quality-short-in-100 = in 100
quality-short-voyages = voyages
quality-short-late = late

# Rules: their life and the editor

room-rules = Rules
rules-title = Rules
rules-why = What is in force, what is on its way, and every version that ever was. Each change is approved by somebody who did not write it.
rules-new = Write a new rule
rules-new-why = It is a draft until its cases pass, it was tried on recorded traffic or in shadow, and somebody else approves it.
rules-throttled = { $n ->
    [one] One rule is throttled: it fired for more people than its file allows.
   *[other] { $n } rules are throttled: they fired for more people than their files allow.
  }
rules-throttled-then = Its hits are kept and shown, and refer nobody until an approver lets it go on. Who was referred before stays referred.
rules-all = { $n ->
    [one] One rule
   *[other] { $n } rules
  }
rules-lists = { $n ->
    [one] One named list
   *[other] { $n } named lists
  }
rules-column-rule = Rule
rules-column-list = List
rules-column-state = State
rules-column-kind = Kind
rules-column-then = What follows
rules-column-fired = Last { $hours } hours
rules-column-next = On its way
rules-column-version = Version
rules-column-by = By, when
rules-column-why = Why
rules-column-case = Case
rules-column-result = Result
rules-column-gave = Gave
rules-column-expected = Expected
rules-number = version { $n }
rules-fired = fired for { $n } of { $people ->
    [one] one person
   *[other] { $people } people
  }
rules-share = at most { $share } in 100 people
rules-share-of = Share that its file allows
rules-measured = Measured
rules-measured-shadow = In shadow it would have
rules-kind-match = possible match
rules-kind-document = document
rules-kind-data = data
rules-kind-risk = risk
rules-then-refer = refers to an officer, severity { $severity }
rules-then-incomplete = asks the carrier
rules-then-note = is noted
rules-state-draft = draft
rules-state-checked = checked
rules-state-back-tested = back-tested
rules-state-shadow = in shadow
rules-state-approved = approved
rules-state-in-force = in force
rules-state-throttled = throttled
rules-state-suspended = suspended
rules-state-repealed = repealed
rules-state-replaced = replaced
rules-life = Its life
rules-law = Law
rules-owner = Owner
rules-written = Written by
rules-backtest = Back-test
rules-next-step = What may come next
rules-do-checked = Mark as checked
rules-do-shadow = Run in shadow
rules-do-approved = Approve
rules-do-in-force = Put in force
rules-do-suspended = Suspend
rules-do-repealed = Repeal
rules-start = Put it in force at once
rules-move-why = Why; kept and shown with your name
rules-done-written = A new version is kept.
rules-done-checked = It is checked.
rules-done-shadow = It runs in shadow: it is counted and changes nothing.
rules-done-approved = It is approved.
rules-done-in-force = It is in force. Everyone still to travel is assessed again.
rules-done-suspended = It is suspended. Everyone still to travel is assessed again.
rules-done-repealed = It is repealed. Everyone still to travel is assessed again.
rules-edit = Editor
rules-name = Name of the file, without .toml
rules-name-hint = Small letters, digits and hyphens; a named list begins with lists/
rules-file = File
rules-file-hint = Names of facts are offered while you type; the arrow keys and Enter take one. What is typed is read and its cases are run at each pause.
fact-function = function
fact-list = named list
fact-list-of = list of { $of }
fact-type-string = text
fact-type-int = whole number
fact-type-float = number
fact-type-bool = yes or no
fact-type-date = day
fact-type-duration = length of time
fact-type-timestamp = instant
fact-function-date = a day that is written out: date("2026-05-01")
fact-function-days = so many days: days(90)
fact-function-double = a number of a whole number
fact-function-duration = a length of time that is written out: duration("36h")
fact-function-timestamp = an instant that is written out: timestamp("2026-05-01T10:15:00Z")
fact-function-matches = whether a text fits a pattern
fact-function-sum = the sum of a list of whole numbers
fact-function-min = the least of a list
fact-function-max = the most of a list
fact-function-distance = the kilometres between two places of the voyage
fact-function-has = whether a fact was declared
fact-function-size = how many a list holds, or how many letters a text has
rules-facts = Facts, functions and lists that a condition may name
rules-try = Read it and run its cases
rules-write = Keep as a new version
rules-write-why = Why it is changed
rules-write-hint = Nothing comes into force by this. Your name, the time and the reason are kept with the bytes of the file.
rules-wrong-why = Say why
rules-wrong-same = Nothing was changed
rules-wrong-name = The name has other signs than it may, or there is a rule of this name
rules-wrong-overtaken = Somebody wrote another version meanwhile; yours is below, and was not kept
rules-tried = What it says
rules-tried-wrong = This cannot be read as a rule.
rules-tried-place = Line { $line }, column { $column }
rules-read = In plain language
rules-read-other = En français
rules-cases = { $n ->
    [one] Its case: { $passed } passed
   *[other] Its { $n } cases: { $passed } passed
  }
rules-case-passed = passed
rules-case-failed = failed
rules-gave-fires = fires
rules-gave-not = does not fire
rules-gave-untold = cannot tell
rules-difference = Difference from version { $n }
rules-against = Compare with
rules-no-difference = No line differs.
rules-versions = Versions
rules-steps = Steps
rules-no-steps = Nothing was done with it yet.
refused-rule-no_such_step = This version cannot take that step from where it is.
refused-rule-duty = This is for an approver, not for who keeps the rules.
refused-rule-oneself = You wrote this version; somebody else approves it.
refused-rule-no_reason = Say why.
refused-rule-cases = It cannot be read, or does not give what its own cases say.
refused-rule-share = It fires for more people than its file allows. Narrow it, or state another share.
refused-rule-written = Somebody wrote another version meanwhile. Nothing was kept; look at it first.
refused-rule-moved = Somebody led this version on meanwhile. Nothing was changed; look again.
alarm-throttled = A rule is throttled: { $reference }

## Back-test of a rule, whom it falls upon, and what comes of rules in life

span = { $low } to { $high }
share-of = { $share } % ({ $span })
chance-tiny = less than 0.0001
backtest = Back-test
backtest-version = { $rule }, version { $number }
backtest-title = Back-test of { $rule }, version { $number }
backtest-why = What this version would have meant for people who have already travelled. Nothing here changes anything for anybody.
backtest-ask = Try it on recorded traffic
backtest-never = This version has not been tried on recorded traffic yet.
backtest-failed = It could not be worked out: { $why }
backtest-failed-no-traffic = No traffic is recorded in that time, so nothing can be said.
backtest-stopped = { $n ->
    [one] One rule must not start: it would hit more people than it may
   *[other] { $n } rules must not start: they would hit more people than they may
 }
backtest-stopped-by-file = <bdi>{ $rule }</bdi>: { $share } % of all people; its file states at most { $limit } %.
backtest-stopped-by-node = <bdi>{ $rule }</bdi>: { $share } % of all people; its file states no share, and then { $limit } % is the most.
backtest-sum = What would have been different
backtest-people = { $people ->
    [one] One person
   *[other] { $people } people
 } on { $days ->
    [one] one day
   *[other] { $days } days
 }; both rule sets as if in force on { $on }.
backtest-before = Referred before
backtest-after = Referred after
backtest-throttled = Once throttled
backtest-throttled-said = { $rules } { $n ->
    [one] hits more people than it may, and a node throttles it: it fires on, and refers nobody. Then { $share } are referred.
   *[other] hit more people than they may, and a node throttles them: they fire on, and refer nobody. Then { $share } are referred.
 }
backtest-changed = Change
backtest-more-fewer = { $more } more people and { $fewer } fewer.
backtest-change = The share changes by { $span } points; chance alone would part them so unevenly with probability { $chance }.
backtest-cost = Officers
backtest-cost-more = { $hours } hours more, { $day } a day.
backtest-cost-less = { $hours } hours less, { $day } a day.
backtest-rate-measured = At { $minutes } minutes a referral, the median measured here.
backtest-rate-stated = At { $minutes } minutes a referral, which is assumed: too few were closed here to measure it.
backtest-known = Known findings
backtest-known-held = Of { $confirmed } confirmed findings { $before } were held before and { $after } after: { $lost } lost, { $won } won.
backtest-known-refuted = Of those that officers refuted, { $before } were referred before and { $after } after.
backtest-known-change = The share held changes by { $span } points.
backtest-honest = Findings are known only of people at whom somebody looked. Of everybody else nothing is known, so nobody can tell from this what was missed; only random selection can. Intervals hold in 95 of 100 cases.
backtest-rules = Rule by rule
backtest-column-rule = Rule
backtest-column-before = Before
backtest-column-after = After
backtest-column-share = Of all, %
backtest-column-alone = Alone
backtest-column-cannot = Cannot tell
backtest-column-confirmed = Confirmed
backtest-column-refuted = Refuted
backtest-column-limit = At most, %
backtest-column-who = Who
backtest-column-then = After the change
backtest-column-rules = Because of
backtest-is-new = New
backtest-is-changed = Changed
backtest-is-gone = Gone
backtest-is-stopped = Stopped
backtest-sample = A sample to look at
backtest-sample-none = Nobody would be treated otherwise, or nobody at your sites.
backtest-person = { $voyage }, { $ordinal }
backtest-now-referred = Referred, and was not
backtest-now-not = No longer referred
disparity-all = Whom all referrals fall upon
disparity-risk = Whom referrals by risk rules fall upon
disparity-why = Measured afterwards, and never an input to rules. Tolerance: at most { $tolerance } times as often as everybody else, and at least the inverse. The intervals of the table hold together in 95 of 100 cases.
disparity-not-shown = How referrals fall upon groups is shown to analysts and the privacy officer.
disparity-by-nationality = by nationality
disparity-by-age = by age
disparity-by-sex = by sex
disparity-column-group = Group
disparity-column-people = People
disparity-column-before = Before, %
disparity-column-after = After, %
disparity-column-times = Times the rest
disparity-column-span = Interval
disparity-column-verdict = Tolerance
disparity-is-within = Within
disparity-is-beyond = Beyond
disparity-is-open = Cannot be told yet
disparity-is-too-few = Too few people
group-CAN = Canada
group-USA = United States
group-africa = Africa
group-americas = Americas, other states
group-asia-east = East and Southeast Asia
group-asia-south = Central and South Asia
group-asia-west = West Asia
group-europe = Europe
group-oceania = Oceania
group-no-state = Refugees, stateless, organizations
group-not-known = Not known
group-F = Female
group-M = Male
group-X = X
room-effect = Effect
effect-title = What comes of the rules
effect-why = For how many people each rule in force fired, and what officers then found. Counts alone.
effect-of = { $rule }, week by week
effect-picture = Bars by week for { $rule }: what came of the people for whom it fired, { $most } in the fullest week; the table below holds the figures.
effect-base = What is found on people drawn by lot
effect-base-is = { $n } of { $of }: { $share }. A rule that finds no more often than that is no better than a lot.
effect-base-none = Nobody drawn by lot was looked at in this time, so no rule can be compared with chance.
effect-nothing = { $n ->
    [one] One rule found nothing, of at least 30 findings:
   *[other] { $n } rules found nothing, of at least 30 findings each:
 }
effect-silent = { $n ->
    [one] One rule fired for nobody:
   *[other] { $n } rules fired for nobody:
 }
effect-rules = All rules in force
effect-column-rule = Rule
effect-column-hits = Fired for
effect-column-confirmed = Confirmed
effect-column-refuted = Refuted
effect-column-not-told = Could not tell
effect-column-waiting = Waiting
effect-column-not-asked = Nobody asked
effect-column-found = Confirmed of findings
effect-column-verdict = Against chance
effect-is-nothing = Finds nothing
effect-is-worse = Worse than chance
effect-is-open = Cannot be told yet
effect-is-better = Better than chance
effect-is-not-asked = Asks no officer
effect-is-no-hit = No hit
effect-by-lot = draws by lot

## Queries

room-queries = Queries
query-title = Queries
query-why = Ask of stored travellers and voyages what rules ask. Every question is recorded with who asked and what for.
query-ask = Ask
query-condition = Condition
query-hint = As in a rule: <bdi>{ $example }</bdi>. Law 4 holds here too: questions of risk cannot read nationality, names or sex.
query-purpose = What for
query-of = Of
query-of-travellers = Travellers
query-of-voyages = Voyages
query-kind = A question of
query-kind-match = Matches
query-kind-document = Documents
query-kind-data = Data
query-kind-risk = Risk
query-days = Traffic of the last
query-name = Name, to save it
query-every = Ask again
query-every-n = { $n ->
    [0] Only by hand
    [1] Every hour
   *[other] Every { $n } hours
 }
query-do = Ask
query-saved = Saved queries
query-saved-none = None is saved.
query-runs = Latest answers
query-runs-none = Nothing was asked yet.
query-column-name = Name
query-column-condition = Condition
query-column-purpose = What for
query-column-every = Again
query-column-do = Do
query-column-by = Asked by
query-column-found = Found
query-next = Next:
query-again = Ask now
query-end = End
query-failed = This question can no longer be asked.
query-failed-short = cannot be asked
query-failed-mend = Nobody was looked at, so nothing is said about anybody. End the saved question, and save it anew with facts that there are.
query-working = Being answered
query-found-title = What a query found
query-recorded = Asked by <bdi>{ $name }</bdi> for “{ $purpose }”, and recorded:
query-counted-travellers = { $n } of { $of ->
    [one] one traveller
   *[other] { $of } travellers
 }
query-counted-voyages = { $n ->
    [one] One voyage
   *[other] { $n } voyages
 }, of { $of ->
    [one] one list
   *[other] { $of } lists
 } looked at
query-new = { $n ->
    [0] None is new since the last time.
    [one] One is new since the last time.
   *[other] { $n } are new since the last time.
 }
query-untold = Of { $n } it cannot be told, since a fact was not declared.
query-faulty = On { $n } the condition is at fault.
query-open-one = The count is exact, nothing is cut off. Names are shown when you open somebody, and that look is recorded.
query-pages = Pages
query-page = Page { $n } of { $of }
query-before = Back
query-after = Next
query-wrong-condition = The condition is wrong: { $why }
query-wrong-purpose = Say what the question is for
query-wrong-name = A question that is asked again needs a name
query-wrong-taken = Another query has this name

# What is wrong with a rule or a question: the rooms say it in these English words (a test holds them together).
mistake-character = character { $n }: { $why }
mistake-case = case { $name }: { $why }
mistake-choice-sides = the two sides of ? : give { $left } and { $right }
mistake-choice-record = ? : gives values, not a { $type }; ask for a field of each side
mistake-reserved-list = a rule of kind { $kind } may not read the list { $name }: { $why }
mistake-reserved-fact = a rule of kind { $kind } may not read { $fact }: { $why }
mistake-no-fields = { $type } has no fields
mistake-no-fact = there is no fact { $fact }; there are { $facts }
mistake-no-fact-case = there is no fact { $fact }
mistake-minus = - cannot be put before { $type }
mistake-null = no fact is ever null; has(...) asks whether it was declared
mistake-operator = { $operator } cannot stand between { $left } and { $right }
mistake-list-mixed = the list holds { $one } and { $other }; it can hold one type
mistake-list-of = a list cannot hold { $type }
mistake-through-list = { $macro } goes through a list, not { $type }
mistake-macros = more than { $n } macros within each other
mistake-map = map gives a list of values, not of { $type }
mistake-no-function-for = there is no function { $function } for { $types }
mistake-no-function = there is no function { $function }; there are { $there }
mistake-written-out = { $function } takes a text that is written out, or a parameter
mistake-not-taken = { $function } does not take { $types }
mistake-pattern-written-out = matches takes a pattern that is written out, or a parameter
mistake-distance = distance takes two places, as in distance(voyage.origin, voyage.destination)
mistake-wanted = { $wanted } is wanted here, not { $type }
mistake-whole-days = a date moves by whole days only
mistake-date = a date is written "2026-05-01"
mistake-duration = a duration is written "36h" or "1h30m"
mistake-timestamp = a timestamp is written "2026-05-01T10:15:00Z"
mistake-zone = there is no time zone { $zone }
mistake-pattern-long = a pattern has { $n } characters at the most
mistake-pattern = it is no pattern of RE2: { $what }
mistake-no-least = an empty list has no least
mistake-no-most = an empty list has no most
mistake-number-large = the number is too large
mistake-by-zero = division by zero
mistake-duration-long = the duration is too long
mistake-calendar = more days than the calendar has
mistake-calendar-2 = date value out of range
mistake-condition-long = longer than { $n } words; lists of values belong into the parameters of the version
mistake-no-meaning = { $sign } has no meaning here
mistake-nested = nested more than { $n } levels deep
mistake-operator-belongs = an operator or the end belongs here, not { $found }
mistake-operator-belongs-end = an operator or the end belongs here, but the condition ends
mistake-value-belongs = a value belongs here, not { $found }
mistake-value-belongs-end = a value belongs here, but the condition ends
mistake-name-belongs = a name belongs here, not { $found }
mistake-name-belongs-end = a name belongs here, but the condition ends
mistake-sign-belongs = { $sign } belongs here, not { $found }
mistake-sign-belongs-end = { $sign } belongs here, but the condition ends
mistake-has = has() takes one field of something, as in has(document.expires)
mistake-escape-none = the escape { $escape } is no character
mistake-escape = the escape { $escape } is not in the subset
mistake-lacks = it lacks { $path }, which is not given
mistake-case-list = { $path } is a list
mistake-case-fields = { $path } has fields of its own
mistake-case-type = { $path } is of type { $type }
mistake-boolean = the condition gives { $type }, not true or false
mistake-boolean-query = it gives { $type }, not true or false
mistake-of-one-person = { $fact } is of one person; of voyages one can ask { $facts }
mistake-empty = { $key } is empty
mistake-both-languages = { $key } is wanted in English and in French
mistake-severity = a rule that refers has a severity, 1 (gravest) to 3; no other rule has one
mistake-share = a share lies above 0 and is 1 at most: 0.02 is two people of a hundred
mistake-cases = a rule needs at least one case on which it fires and one on which it does not
mistake-carrier = the condition reads nothing that a carrier could supply, so the carrier cannot be asked for it
mistake-version-day = each version has a day (from = 2026-05-01), later than the one before
mistake-parameter = a parameter is text, a number, true or false, a date, or a list of one of them
mistake-parameters-same = all versions have the same parameters, of the same types
mistake-version-none = a rule needs a version that is not repealed
mistake-list-fact = a list has the name of a fact: { $name }
mistake-parameter-unused = the condition never uses the parameter { $name }
mistake-chance = a chance lies above 0 and is 1.0 at most, and the carrier has nothing to mend about it
mistake-case-form = a case has a name, a day (on) and whether it fires: true, false or "cannot tell"
mistake-law-nationality = nationality, and what stands for it, is never part of a risk rule (law 4)
mistake-law-protected = it reveals what is nobody's business, and is never part of a risk rule (law 4)
mistake-law-stands-for = it tells status, origin or the issuing state, and is never part of a risk rule (law 4)
mistake-law-faults = codes of faults tell of nationality, names and kinds of document, and are never part of a risk rule (law 4)
mistake-law-places = the places of one person's way stand for where the person is from, and are never part of a risk rule (law 4)
mistake-law-matches = a possible match is weighed by rules of kind match alone
mistake-list-name = the name of a list is small letters, digits and _
mistake-list-ends = { $member } ends before it begins
mistake-list-empty = a list has a source and members
mistake-missing-key = Object missing required field `{ $key }`
mistake-missing-key-at = Object missing required field `{ $key }` - at `{ $where }`
mistake-unknown-key = Object contains unknown field `{ $key }`
mistake-unknown-key-at = Object contains unknown field `{ $key }` - at `{ $where }`
mistake-expected-type = Expected `{ $wanted }`, got `{ $type }` - at `{ $where }`
mistake-enum = Invalid enum value { $value } - at `{ $where }`
mistake-toml-statement = Invalid statement
mistake-toml-value = Invalid value
mistake-toml-equals = Expected '=' after a key in a key/value pair
mistake-toml-newline = Expected newline or end of document after a statement
mistake-toml-character = Illegal character { $sign }
mistake-toml-array = Unclosed array
mistake-toml-table = Unclosed inline table
mistake-toml-string = Unterminated string
mistake-toml-overwrite = Cannot overwrite a value
mistake-toml-escape = Unescaped '\' in a string
mistake-toml-key = Duplicate inline table key { $key }
mistake-toml-declare = Cannot declare { $key } twice

# Search over everyone on record

room-search = Search
search-title = Have we met this person before?
search-why = Everyone on record, by a name in any spelling that sounds alike, by a number, or by both.
search-whom = Whom
search-name = Name, in any order
search-number = Document, booking or bag tag
search-born = Birth date (1974-08-12, 1974-08 or 1974)
search-purpose = What do you look for?
search-do = Search
search-nothing = Give a name or a number
search-wrong-born = A birth date is written as 1974-08-12, 1974-08 or 1974
search-purpose-missing = Say what you search for
search-too-wide = So many people answer to this that looking took too long. Add a name, a number or a date of birth.
search-none = Nobody on record answers to this.
search-found = { $n ->
    [one] One declaration answers to this.
   *[other] { $n } declarations answer to this.
}
search-first = { $n ->
    [one] The nearest is shown; more words find fewer.
   *[other] The nearest { $n } are shown; more words find fewer.
}
search-elsewhere = { $n ->
    [one] One more is of a voyage at another site, which you do not serve.
   *[other] { $n } more are of voyages at other sites, which you do not serve.
}
search-recorded = That you searched, and for what ({ $purpose }), is recorded.
search-best-first = The nearest first
search-column-person = Person
search-column-voyage = Voyage
search-column-told = Carrier told
search-column-why = Why found
search-why-number = Number: the same
search-why-number-begins = Number: begins so
search-why-number-near = Number: one character off
search-why-name-same = Name: the same
search-why-name-spelling = Name: spelled otherwise
search-why-name-form = Name: another form of it
search-why-name-vowels = Name: other vowels
search-why-name-letters = Name: a letter off
search-why-name-initial = Name: an initial
search-why-name-cut = Name: begins so
search-why-name-part = Name: in part

# Powers and sites
room-sites = Sites
pw-title = What you may do here, now
pw-here = { $place }; { $phase }
pw-as = By law you are here: { $actor }. Site: { $site }.
pw-no-actor = The Preclearance Act gives officers of this node’s country nothing at this site.
pw-law = The law, as restated
pw-group-permitted = Permitted
pw-group-grounds = Needs grounds
pw-group-facts = Something is missing
pw-group-others = Not yours
pw-group-elsewhere = Not here, or not at this stage
pw-rights = The traveller may
pw-whose = It is for: { $who }
pw-record = Record grounds
pw-suspect = reasonable grounds to <b>suspect</b> that { $text }
pw-believe = reasonable grounds to <b>believe</b> that { $text }
pw-or = { " " }or{ " " }
pw-grounds = Needs { $what } ({ $section })
pw-unknown = Not known: { $what } ({ $section })
pw-not-so = Not so: { $what } ({ $section })
pw-bar = Barred, since { $what } ({ $section })
pw-duty-at-once = Then, at once: { $duty }
pw-duty-as-soon-as-feasible = Then, as soon as feasible: { $duty }
pw-duty-days = Then, in { $days } days: { $duty }
pw-duty-none = Then: { $duty }
pw-unclear = The text is unclear: { $text }
pw-effect-permit = permits
pw-effect-exempt = exempts
pw-effect-require = requires
pw-effect-forbid = forbids
pw-effect-limit = limits
pw-effect-define = says what it means
pw-effect-offence = makes it an offence
law-title = The law of preclearance sites
law-why = Restated for this workbench from the texts of { $day }; no legal advice. The official texts alone bind.
law-instruments = From
law-need = Needs: { $what }
law-bar = Barred where: { $what }
law-duty = Then: { $what }
st-title = Sites
st-why = Who inspects where, whose law binds, since when. What is said here is kept with its days and goes before what travels with the program.
st-on = Sites on { $day }
st-day = Day, as 2026-07-14
st-show = Show
st-kinds = Kinds of site
st-none = There is no such site on that day.
st-kind-preclearance = Preclearance
st-kind-preinspection = Pre-inspection
st-kind-port-of-entry = Port of entry
st-kind-all = All
st-status-operating = operating
st-status-operating-seasonal = operating in season
st-status-agreed-in-principle = agreed in principle
st-status-pilot-announced = pilot announced
st-status-suspended = suspended
st-status-ended = ended
st-column-site = Site
st-column-mode = Mode
st-column-kind = Kind
st-column-status = Status
st-column-inspects = Inspects
st-column-host = Law of
st-column-since = Since
st-parties = Inspecting: { $inspecting }. Law that binds: { $host } ({ $law })
st-no-site = No inspection is done here today.
st-minute = Area or perimeter at this minute
st-at = Minute by the clock of the place, as 2026-07-14T10:15
st-whole = The whole site
st-inside = Inside { $conveyance } at { $stand }, its corridor and shuttle
st-is-area = preclearance area
st-is-perimeter = preclearance perimeter
st-is-outside = neither
st-why-designated = This ground is designated.
st-why-conveyance = { $conveyance } stands ready for departure.
st-why-perimeter = The ground is designated, and { $conveyance } stands there.
st-why-not-open = No preclearance is done here on that day.
st-why-not-designated = Nothing is designated on that day.
st-why-no-period = It is not designated at that hour.
st-why-no-conveyance = No conveyance stands there ready for departure.
st-why-unknown = No such ground is known.
st-until = Until
st-section = s. { $section }
st-stands = Conveyances that stand ready
st-stands-why = While one stands, its inside and what leads to it are area, and the ground beside it a perimeter.
st-stands-none = None in the last week.
st-stand = Gate, berth or track
st-conveyance = Flight, train or vessel
st-say-stands = It stands ready from now on
st-left = Has left
st-grounds = Designated ground
st-grounds-none = None was entered: the whole site counts as one area while it operates.
st-next-to = next to { $stand }
st-say-ground = Say what is designated
st-ground-code = Short name, small letters
st-ground-kind = What it is
st-ground-stand = For a perimeter: next to which gate, berth or track
st-begins = From this time of day, as 04:00
st-ends = Until this time of day, as 20:30
st-days = Days of the week; none is every day
st-day-0 = Mon
st-day-1 = Tue
st-day-2 = Wed
st-day-3 = Thu
st-day-4 = Fri
st-day-5 = Sat
st-day-6 = Sun
st-always = at all times
st-hours = { $days }, { $begins } to { $ends }
st-history = History
st-from = from
st-from-unknown = from a day that is not published
st-to = to
st-say-site = Say how the site is from a day on
st-done-state = That is kept, and holds from its first day.
st-done-ground = That ground is kept.
st-done-stands = It stands ready.
st-done-left = It has left.
st-wrong-inspecting-party = Who inspects is a three-letter code, such as USA
st-wrong-host-party = Whose law binds is a three-letter code, such as CAN
st-wrong-valid-from = The first day is a date, such as 2026-07-14
st-wrong-valid-to = The last day is a date, and not before the first
st-wrong-law = The law is missing
st-wrong-source = The source is missing
st-wrong-kind = The kind is missing
st-wrong-status = The status is missing
st-wrong-name = The name is missing
st-wrong-code = The short name has small letters, digits and hyphens
st-wrong-stand = A perimeter names the gate, berth or track that it is next to; an area names none. For a conveyance, say where it stands.
st-wrong-begins = A time of day is written as 04:00
st-wrong-conveyance = Say which flight, train or vessel it is
st-wrong-taken = Another conveyance still stands there: say first that it has left
# End: powers and sites

# What leaves the node: reports and tables

report-title = Report (PDF)
report-ask = What is it for?
report-purpose = Purpose
report-purpose-missing = Say what it is for
report-recorded = That you took it, and what for, is recorded. It stands on each page of a report.
report-take = Make the report
report-by = { $name }, { $day }, { $clock }
report-for = Purpose: { $purpose }
report-handling = Protected personal information. Destroy it when its purpose is served.
report-page-of = page { $n } of { $all }
table-word = Table
table-title = People of this voyage as a table
table-kind = Form
table-xlsx = Workbook (XLSX)
table-csv = Plain table (CSV)
table-take = Make the table
table-ordinal = No.
table-role = Role
table-family-name = Family name
table-given-names = Given names
table-birth-date = Birth date
table-sex = Sex
table-nationality = Nationality
table-document = Document
table-seat = Seat
table-answer = Carrier told
table-needs = Needs a person

# Notes, attachments, and the next shift

room-hand-over = Hand-over
notes-title = Notes
notes-person = Traveller
notes-written = What was noted
notes-none = Nothing was noted yet.
note-write = Write a note
note-words = Note
note-told-to = For whom
note-everybody = Everybody who works on this person
note-files = Files (PDF, PNG, JPEG, text; { $n } at most)
note-stays = A note cannot be changed or taken back. The traveller may ask to read it.
note-keep = Keep the note
note-for = For { $name }.
note-seen = Read.
note-open = { $name } ({ $n } kB)
note-missing = Write what is to be noted
note-too-long = A note has { $n } characters at most
note-no-colleague = This colleague does not work on travellers
note-too-large = { $n } files at most, together no larger than a message may be
note-empty-file = A file is empty
note-wrong-type = Only PDF, PNG, JPEG and plain text can be attached
hand-over-title = Hand-over
hand-over-why = What the next shift must know. As of
hand-over-told = Colleagues tell you
hand-over-told-none = Nothing that you have not read.
hand-over-mine = Your open cases
hand-over-waiting = Refusals that wait for a second officer
hand-over-none = None.
hand-over-last = Last note

# The node's own list

room-lookouts = Lookouts
lookouts-title = Lookouts
lookouts-why = Whom and which documents this node looks out for. One officer proposes, another approves; each has a last day.
lookouts-list = Proposed and listed
lookouts-none = Nothing is looked out for.
lookouts-more = And { $n } more.
lookout-whom = Whom or what
lookout-state = State
lookout-state-proposed = Waits for an approver
lookout-state-listed = On the list
lookout-state-expired = Expired
lookout-state-ended = Taken back
lookout-reason = Reason
lookout-expires = Last day
lookout-by = Proposed by
lookout-do = Do
lookout-approved-by = Approved by { $name }
lookout-ended-by = Taken back by { $name }: { $why }
lookout-approve = Put on the list
lookout-end = Take back
lookout-end-why = Why
lookout-propose = Propose a lookout
lookout-last-day = Last day
lookout-reason-label = Reason, in your own words; the traveller may ask to read it
lookout-reason-missing = Give the reason
lookout-wrong-expires = The last day is a day from today on, { $n } days ahead at most
lookout-wrong-state = This is no code of a state
lookout-second = Nobody is screened by it until another officer puts it on the list.
refused-lookout-decided = This lookout was approved or ended already, or has expired
refused-lookout-why = Say why it is taken back

# Who shares what

links-title = Links
links-why = Who was declared with the same document, or booked with the same telephone, address, card or agent.
links-none = Nobody on record shares anything of this.
links-picture = Picture
links-picture-says = In the middle the traveller; around it { $n ->
    [one] one thing that is shared
   *[other] { $n } things that are shared
}; outside them the others who share it. The lists below say the same.
links-undrawn = { $n ->
    [one] One more thing is shared; it is in the lists below.
   *[other] { $n } more things are shared; they are in the lists below.
}
links-says-nothing = Families, colleagues and customers of one agency share these too. A link is a question, not an answer.
links-count = { $n ->
    [one] one other declaration
   *[other] { $n } other declarations
}
links-more = And { $n } more.
link-document = Document
link-telephone = Telephone
link-email = Mail address
link-address = Postal address
link-card = Card
link-agency = Agency and its agent

# A person at the site: course, goods, declaration -----
room-encounters = In the area
key-withdraw = traveller withdraws
enc-title = Course
enc-list-title = Who is in the area
enc-list-why = Whoever has entered and not gone on or left; withdrawals and detentions first.
enc-list-none = Nobody is in the area
enc-list-how = A course is opened on the traveller’s page, when they enter.
enc-column-person = Person
enc-column-state = Where
enc-column-since = Since
enc-column-voyage = Voyage
enc-where = { $site }
enc-in-transit = In transit: all bags must be seen before clearing.
enc-gate = For the phone
enc-notice = Traveller’s notice
enc-whole = Whole course
enc-now = Now
enc-since = Since
enc-place = Place
enc-actor = By whom
enc-delay = Withdrawal has taken
enc-delay-why = without times of detention
enc-goods-count = Goods and bags
enc-course = Course so far
enc-recorded-by = recorded by
enc-times = Time in each state
enc-next = What may follow
enc-leads-to = then: { $state }
enc-powers = What you may do here, now
enc-powers-none = Nothing: this person is in no area or perimeter.
enc-power-ok = permitted
enc-power-need = needs grounds or facts
enc-power-no = not given
enc-power-why-need = what is missing
enc-power-why-no = why not
enc-by-policy = by this office’s own limit; the law sets no number
enc-not-given = The law does not give this now; nothing was recorded.
enc-nothing-recorded = Nothing was recorded.
enc-acted = Recorded:
enc-act-title = Record the use of a power
enc-act-what = What was done
enc-act-grounds = Grounds held
enc-act-facts = What holds now
enc-act-record = Record
enc-suspects = I have reasonable grounds to <b>suspect</b>:
enc-believes = I have reasonable grounds to <b>believe</b>:
enc-restricted-us-in-canada = Record under s. 33
enc-restricted-canada-in-us = Record under s. 56
enc-restricted-short = Withdrew
enc-open-title = At the site
enc-open-why = Open the course when this person enters the area.
enc-open-how = What was shown
enc-open = Open the course
enc-open-again = See the course
enc-declare-ahead = Take down a declaration made ahead
enc-clock-withdrawal = Withdrawal may not be unreasonably delayed
enc-clock-deliver = Deliver to the host country as soon as feasible
enc-clock-deliver-for-search = Deliver to a border services officer as soon as feasible
enc-clock-request-officer = Request a border services officer at once, and state the grounds
enc-complaints = Complaints and redress
enc-complaints-none = None so far.
enc-complain = Take down a complaint
enc-complaint-kind = What it is
enc-complaint-complaint = Complaint
enc-complaint-redress = Redress: a wrong match or record
enc-complaint-consultative-group = Letter to the Preclearance Consultative Group (s. 26.1)
enc-complaint-event = Section of the event, for such a letter
enc-complaint-words = In the traveller’s own words
enc-done-step = Recorded.
enc-done-withdraw = The withdrawal is recorded. Only what remains of your powers is shown.
enc-done-complaint = The complaint is taken down.
enc-done-tie = It is tied to this person.
enc-done-goods = Custody has passed, and is recorded.
enc-done-declared = The declaration is taken down.
gate-title = At the gate
gate-actions = Actions
gate-withdraw = Withdrawal
gate-next = What may follow
wd-title = The traveller withdraws
wd-button = Traveller withdraws
wd-nothing-yet = Opening this page has recorded nothing.
wd-then = What follows when you record it
wd-then-powers-us-in-canada = Only sections 13 to 15, 31 and 32 remain: who the traveller is, and why they withdraw.
wd-then-powers-canada-in-us = Only what United States law authorises remains (s. 56).
wd-then-biometrics = No biometric information can be recorded any more, whatever is suspected.
wd-then-record-us-in-canada = The record is marked under s. 33: for border security and control alone, or as law otherwise authorises.
wd-then-record-canada-in-us = The record is marked under s. 56.
wd-then-goods = Nothing can be seized any more; a checked bag is taken off and given back.
wd-then-clock = The clock of reasonable delay starts.
wd-then-leave = The traveller may leave once they have said who they are and why they withdraw.
wd-no-reason = Neither you nor the traveller need give a reason here.
wd-record = Record the withdrawal
wd-back = Back without recording
wd-already = This withdrawal is recorded already.
wd-detained = This person is detained: nobody withdraws while detained (s. 29; Part 2: s. 54).
wd-not-now = This person is no longer in an area or perimeter.
notice-title = Your rights here
notice-print = Print
notice-back = Back
notice-who-us-in-canada = You are here: { $site }. Officers of the United States check you here, before you leave Canada. The law of Canada applies, including the Canadian Charter of Rights and Freedoms.
notice-who-canada-in-us = You are here: { $site }. Officers of Canada check you here, before you leave the United States. The law of the United States applies.
notice-leave = You may change your mind
notice-leave-1 = You may leave at any time without travelling, unless you are detained.
notice-leave-2 = Tell an officer that you want to leave. You will be asked who you are and why.
notice-leave-3 = You must answer truthfully. You must not be kept waiting without good reason.
notice-search = If you are searched
notice-search-1 = Before your body or clothing is searched for hidden goods, you may ask to be taken before a senior officer.
notice-search-2 = The person who searches you must be of your sex.
notice-search-3 = Nothing is ever taken from your body to find out who you are.
notice-withdrew = You have said that you want to leave
notice-withdrew-1 = You will be asked who you are and why you are leaving. You must answer truthfully.
notice-withdrew-2 = No fingerprints and no measurements of your face are taken.
notice-withdrew-3 = A photograph is taken only if you show no photo identification by which you can be recognised.
notice-withdrew-4 = You must not be kept waiting without good reason.
notice-detained = You are detained
notice-detained-1 = You have the right to be told why, at once.
notice-detained-2 = You have the right to speak to a lawyer without delay.
notice-goods = Your bags and goods
notice-wrong = If something went wrong
notice-wrong-1-us-in-canada = Tell any officer here. Your complaint is written down in your own words.
notice-wrong-2-us-in-canada = If you were strip searched, detained for a search of your body, or held after saying that you want to leave, you may write to the Canadian officials of the Preclearance Consultative Group.
notice-wrong-3-us-in-canada = If you were taken for somebody else, ask for redress: your record is looked at again.
notice-wrong-1-canada-in-us = Tell any officer here. Your complaint is written down in your own words.
notice-wrong-2-canada-in-us = You may write to the Canada Border Services Agency.
notice-wrong-3-canada-in-us = If you were taken for somebody else, ask for redress: your record is looked at again.
notice-number = When you write, give this number: { $number }.
notice-given = Given on
goods-title = Goods and bags
goods-none = Nothing is tied to this person.
goods-chain = Chain of custody, { $n } { $n ->
    [one] step
   *[other] steps
 }
goods-notice = Written notice ({ $n } given)
goods-notice-first = written notice first
goods-tie = Tie a bag or goods to this person
goods-kind = Kind
goods-type = Under which law
goods-tag = Bag tag, or a number of ours
goods-description = What it is
goods-kind-bag = Bag, checked
goods-kind-goods = Goods
goods-kind-currency = Currency
goods-kind-document = Document
goods-kind-conveyance = Conveyance
goods-type-other = Other goods
goods-type-food-plant-animal-health = Food, plants, animals, health
goods-type-nuclear-substance = Nuclear substance
goods-type-dangerous-goods = Dangerous goods
goods-custody-carried = With the traveller
goods-custody-checked = With the carrier, awaiting a decision
goods-custody-called = At secondary
goods-custody-released = Released to the conveyance
goods-custody-offloaded = Taken off
goods-custody-detained = Detained for examination
goods-custody-held-for-host = Held for the host country
goods-custody-seized = Seized
goods-custody-seized-listed = Seized, to be transferred
goods-custody-handed-over = Handed over to the host country
goods-custody-returned = Returned to the traveller
goods-custody-disposed = Disposed of
goods-step-carry = Carried by the traveller
goods-step-check-in = Checked in
goods-step-call = Call to secondary
goods-step-pass-on = Release to the conveyance
goods-step-offload = Take off
goods-step-claim = Given back to the traveller
goods-step-detain = Detain for examination
goods-step-detain-in-perimeter = Detain in the perimeter
goods-step-detain-dangerous = Detain what is dangerous
goods-step-detain-evidence = Detain as evidence
goods-step-detain-withdrawing = Detain, after withdrawal
goods-step-seize = Seize
goods-step-seize-returned = Seize what the host country gave back
goods-step-transfer = Transfer to the host country
goods-step-transfer-for-disposal = Transfer for disposal
goods-step-hand-over = Hand over to the host country
goods-step-give-back = Give back
goods-step-dispose = Dispose of
goods-took-carry = Tied to the traveller
goods-took-check-in = Checked in
goods-took-call = Called to secondary
goods-took-pass-on = Released to the conveyance
goods-took-offload = Taken off
goods-took-claim = Given back
goods-took-detain = Detained for examination
goods-took-detain-in-perimeter = Detained in the perimeter
goods-took-detain-dangerous = Detained as dangerous
goods-took-detain-evidence = Detained as evidence
goods-took-detain-withdrawing = Detained after withdrawal
goods-took-seize = Seized
goods-took-seize-returned = Seized after the host country gave it back
goods-took-transfer = Transferred to the host country
goods-took-transfer-for-disposal = Transferred for disposal
goods-took-hand-over = Handed over to the host country
goods-took-give-back = Given back
goods-took-dispose = Disposed of
goods-notice-title = Written notice about your goods
goods-notice-seized = These goods are seized.
goods-notice-transferred = These goods are seized and will be transferred to an officer of the host country for disposal.
goods-notice-reasons = Why
goods-notice-requirements = What the law of the country of arrival asks for
goods-notice-remedy = What you can do so that you do not lose them
goods-notice-give = Give this notice
goods-notice-why = The law asks for it before the goods are seized (Regulations, s. 7(2), 8). In the language of this page: choose the traveller’s.
decl-title = Declaration
decl-none = Nothing has been declared.
decl-take = Take down a declaration
decl-made-ahead = Made ahead
decl-made-primary = Made at primary
decl-money-note = All amounts in { $money }. Duty is an estimate; the officer decides.
decl-limit = Personal exemption
decl-no-limit = none in all
decl-dutiable = Dutiable
decl-estimate = (an estimate)
decl-amount = { $amount } { $money }
decl-nothing = Nothing needs an officer.
decl-finding-agriculture = Food, plants, animals or a farm: secondary
decl-finding-weapon = Weapon: secondary
decl-finding-commercial = Commercial goods: secondary
decl-finding-currency = Money to be reported; carrying it is no fault
decl-finding-over-exemption = Over the exemption
decl-finding-alcohol-over = More alcohol than allowed
decl-finding-tobacco-over = More tobacco than allowed
decl-finding-underage-alcohol = Alcohol, under age
decl-finding-underage-tobacco = Tobacco, under age
decl-who = Who travels
decl-asked = Asked of everybody
decl-goods = What is brought
decl-resident-canada = Lives in Canada
decl-resident-us = Lives in the United States
decl-field-age = Age
decl-field-alcohol-age = Age from which alcohol may be brought
decl-field-tobacco-age = Age from which tobacco may be brought
decl-field-absence-hours = Hours of absence, of a resident
decl-field-stay-hours = Hours of stay, of a visitor
decl-field-last-exemption-days = Days since the exemption was last used
decl-field-food-plants-animals = Food, plants, animals
decl-field-farm-visit = Was on a farm
decl-field-firearm = Weapons
decl-field-commercial = Commercial goods
decl-field-currency-total = Money carried
decl-field-value = Value
decl-field-quantity = Litres, pieces or grams
decl-currency-canada = To be reported from 10,000 on.
decl-currency-us = To be reported above 10,000.
decl-article-general = Goods
decl-article-gift = Gifts
decl-article-wine-l = Wine, litres
decl-article-liquor-l = Liquor, litres
decl-article-beer-l = Beer, litres
decl-article-cigarettes = Cigarettes, pieces
decl-article-cigars = Cigars, pieces
decl-article-tobacco-g = Tobacco, grams
decl-wrong-missing = is missing
decl-wrong-number = is not a number that can be read
enc-state-entered = Entered
enc-state-primary = Primary inspection
enc-state-referred = Referred to secondary
enc-state-secondary = Secondary inspection
enc-state-held = Held for a search
enc-state-refusal_proposed = Refusal proposed
enc-state-reported = Report of inadmissibility made
enc-state-inadmissible = Inadmissible
enc-state-cleared = Cleared
enc-state-boarded = On board
enc-state-departed = Departed
enc-state-arrived = Arrived
enc-state-withdrawing = Withdrawing
enc-state-held_withdrawing = Withdrawing, held on suspicion
enc-state-withdrawn = Withdrawn and left
enc-state-detained = Detained for an offence
enc-state-detained_withdrawing = Detained for an offence, had withdrawn
enc-state-detained_health = Detained for public health
enc-state-detained_health_withdrawing = Detained for public health, had withdrawn
enc-state-delivered = Delivered to the host country
enc-state-left = Left
enc-step-enter = Enters with photo identification
enc-step-enter-exempt = Enters without a photo: under 16, Canadian, not by air
enc-step-enter-unidentified = Enters without identification
enc-step-begin-primary = Begin primary inspection
enc-step-refer = Refer to secondary
enc-step-begin-secondary = Begin secondary inspection
enc-step-clear = Clear
enc-step-propose-refusal = Propose refusal
enc-step-report-inadmissible = Report inadmissibility
enc-step-confirm-refusal = Confirm the refusal
enc-step-refuse-entry = Refuse entry through this area
enc-step-reject-refusal = Reject the refusal
enc-step-leave-refused = Leaves after the refusal
enc-step-direct-to-leave = Direct to leave the area
enc-step-remove = Removed by police at your request
enc-step-leave = Leaves without departing
enc-step-hold-for-strip-search = Hold for a strip search
enc-step-hold-for-monitoring = Hold for a monitored bowel movement
enc-step-hold-for-search = Hold for a search
enc-step-end-hold = End the hold
enc-step-hold-withdrawing = Hold on suspicion of an offence
enc-step-detain-for-offence = Detain for an offence
enc-step-detain-for-public-health = Detain for public health
enc-step-detain = Detain under the host’s law
enc-step-release = Release
enc-step-deliver = Deliver to the host country
enc-step-deliver-for-medical-transfer = Deliver for transfer to a medical facility
enc-step-board = Boards
enc-step-depart = Departs
enc-step-arrive = Arrives, without another inspection
enc-step-arrive-to-inspection = Arrives, and is inspected again
enc-took-enter = Entered with photo identification
enc-took-enter-exempt = Entered without a photo
enc-took-enter-unidentified = Entered without identification
enc-took-begin-primary = Primary inspection began
enc-took-refer = Referred to secondary
enc-took-begin-secondary = Secondary inspection began
enc-took-clear = Cleared
enc-took-propose-refusal = Refusal proposed
enc-took-report-inadmissible = Inadmissibility reported
enc-took-confirm-refusal = Refusal confirmed by a second officer
enc-took-refuse-entry = Entry through this area refused by a second officer
enc-took-reject-refusal = Refusal rejected by a second officer
enc-took-leave-refused = Left after the refusal
enc-took-direct-to-leave = Directed to leave
enc-took-remove = Removed by police
enc-took-withdraw = Withdrew
enc-took-leave = Left without departing
enc-took-hold-for-strip-search = Held for a strip search
enc-took-hold-for-monitoring = Held for a monitored bowel movement
enc-took-hold-for-search = Held for a search
enc-took-end-hold = Hold ended
enc-took-hold-withdrawing = Held on suspicion of an offence
enc-took-detain-for-offence = Detained for an offence
enc-took-detain-for-public-health = Detained for public health
enc-took-detain = Detained under the host’s law
enc-took-release = Released
enc-took-deliver = Delivered to the host country
enc-took-deliver-for-medical-transfer = Delivered for transfer to a medical facility
enc-took-board = Boarded
enc-took-depart = Departed
enc-took-arrive = Arrived
enc-took-arrive-to-inspection = Arrived and inspected again
enc-need-identification = Identification
enc-need-age-under-16 = Under 16
enc-need-citizen = Citizen of
enc-need-identity-verified = Identity is verified
enc-need-bags-seen = All bags were seen
enc-need-reason = Reason, in your own words
enc-need-note = Note
enc-need-ground = Ground
enc-need-report = The report is
enc-need-delegated = I have the Minister’s written authorisation
enc-need-po-request = You asked for it
enc-need-public-peace = For the public peace
enc-need-refused-direction-20-1-e = Refused the direction to leave
enc-need-identity-answered = Answered who they are
enc-need-reason-answered = Answered why they withdraw
enc-need-directions-followed = Followed other directions
enc-need-necessary = I suspect that the search is necessary
enc-need-would-find = I suspect that it would find the goods
enc-need-us-law-confers = United States law gives this
enc-need-us-law-allows = Consistent with United States law
enc-need-delivered-to = To whom
enc-need-to-be-loaded = To be loaded onto the standing conveyance
enc-need-suspected-canadian-evidence = Suspected evidence of an offence under Canadian law
enc-need-minister-notice = The Minister gave notice for this type of goods
enc-need-returned-by-canadian-officer = The Canadian officer gave them back
enc-need-returned-to = Given back to
enc-value-photo = with a photo
enc-value-without-photo = without a photo
enc-value-none = none
enc-value-yes = yes
enc-value-no = no
enc-value-prescribed = prescribed for this class of person
enc-value-well-founded = well founded
enc-value-traveller = the traveller
enc-value-representative = somebody the traveller named
enc-value-suspected-canadian-evidence = evidence of an offence under Canadian law is suspected
enc-value-minister-notice = the Minister gave notice for this type of goods
enc-actor-carrier = carrier
enc-actor-us-police-officer = police officer of the United States
enc-actor-quarantine-officer = quarantine officer
enc-actor-peace-officer = peace officer
enc-actor-enforcer-of-the-act = enforcer of the Act concerned
refused-enc-ended = This course has ended; nothing more can be recorded on it.
refused-enc-step = No law gives this step from where the person is now.
refused-enc-actor = The law gives this step to somebody else.
refused-enc-place = The law does not give this step in this place.
refused-enc-mode = The law does not give this step for this way of travelling.
refused-enc-time = This happened before what is recorded already, or has not happened yet.
refused-enc-given = Something that the law asks for was not given.
refused-enc-extra = Something was given that this step has no place for.
refused-enc-overtaken = Somebody recorded another step meanwhile; look at where the person is now.
refused-enc-second = Another officer than the one before must do this.
refused-enc-senior = A secondary officer or a supervisor does this.
refused-enc-no-site = No preclearance is done at this place by a law that is known here.
refused-complaint = Say what it is, in the traveller’s words; a letter to the Group needs the section of the event.
refused-goods = A tag and a description are needed.
refused-goods-out = These goods are no longer here; nothing more can be recorded on them.
refused-goods-step = No law gives this step for these goods from where they are.
refused-goods-state = The law does not give this step while the traveller is where they are.
refused-goods-actor = The law gives this step to somebody else.
refused-goods-place = The law does not give this step in this place.
refused-goods-time = This happened before what is recorded already, or has not happened yet.
refused-goods-given = Something that the law asks for was not given.
refused-goods-extra = Something was given that this step has no place for.
refused-goods-notice = The traveller must have the written notice first.
refused-decl-no-amounts = No amounts are known for this day.
refused-decl-too-late = Nobody declares anything here any more.
# End: a person at the site

# Expected voyages and the port
room-schedule = Schedule
room-port = Port
schedule-title = Schedule
schedule-why = Regular voyages across the border, as their carriers say them. What leaves by it and is not heard of in time is an alarm.
schedule-said = { $n ->
    [one] One row is said. It holds from now on.
   *[other] { $n } rows are said. They hold from now on.
 }
schedule-aside = { $n ->
    [one] One voyage does not cross our border and was set aside.
   *[other] { $n } voyages do not cross our border and were set aside.
 }
schedule-aside-one = This voyage does not cross our border
schedule-faults = { $n ->
    [one] One row does not fit
   *[other] { $n } rows do not fit
 }
schedule-good = { $n ->
    [0] Nothing was taken in.
    [one] Nothing was taken in. One row has no fault: mend the file, or send it again and take what has none.
   *[other] Nothing was taken in. { $n } rows have no fault: mend the file, or send it again and take what has none.
 }
schedule-more-faults = { $n } more
schedule-coming = First lists due in the next 24 hours, nothing heard yet
schedule-coming-none = Something was heard of every voyage whose first list is due in the next 24 hours, or none is scheduled.
schedule-list-due = First list due
schedule-more = { $n } more
schedule-rows = What is said, the latest first
schedule-none = Nothing is said of any regular voyage.
schedule-none-why = Without a schedule nobody can tell that a carrier is silent.
schedule-days = Days
schedule-source = Who says so
schedule-arrives = arrives { $clock }
schedule-not-run = Does not run
schedule-take-back = Take back
schedule-say = Say a voyage or an exception
schedule-say-do = Say it
schedule-later = What is said later goes before what was said earlier, for its days. For an exception give the same voyage and one day as the first and the last.
schedule-field-carrier = Carrier's code
schedule-field-designator = Voyage
schedule-field-departure = From (code)
schedule-field-arrival = To (code)
schedule-field-days = Days of the week
schedule-field-departs = Leaves, local time
schedule-field-arrives = Arrives, local time
schedule-field-valid-from = First day
schedule-field-valid-to = Last day
schedule-field-source = Who says so, and where
schedule-hint-days = 1 for Monday to 7 for Sunday, such as 12345
schedule-hint-departs = As 09:05. Left empty: the voyage does not run on these days.
schedule-file = Take in a file
schedule-file-label = Schedule
schedule-file-kinds = A table (CSV), TOML, or the airlines' own form (IATA SSIM, chapter 7); eight megabytes at most.
schedule-replace = Take back all that was said before of the carriers in it
schedule-take-good = Take what has no fault, and leave the other rows out
schedule-file-do = Take it in
schedule-no-file = Choose a file
schedule-one-day = This day alone
schedule-daily = Daily
awaited-due = list due { $clock }
awaited-late = Nothing heard, its time has passed
awaited-not-yet = Expected, nothing heard yet
need-no-list = No list in time
need-no-crew = No crew list in time
need-no-booking = No bookings in time
alarm-no_list = No first list was heard in time
alarm-no_crew = No crew list was heard in time
alarm-no_booking = No bookings were heard in time
alarm-unwatched = No node was at work from { $clock } on, and what was sent meanwhile could not come in
port-title = Whom to look out for
port-at = Whom to look out for: { $name }
port-why = Who comes to these lanes and is not to pass unseen. What was found stands on the person's own page.
port-place = Place
port-hours = Hours ahead
port-nowhere = No voyage goes through any of your places in these hours.
port-nobody = Nobody to look out for in the next { $hours } hours.
port-as-of = As of
port-column-when = Time left
port-column-whom = Person
port-column-voyage = Voyage
port-column-why = Why
port-column-where = Where
port-leaves = leaves
port-arrives = arrives
port-gone = { $time } ago
port-seat = Seat { $seat }
port-to = to { $place }
port-from = from { $place }
port-since = for { $time }
port-more = { $n ->
    [one] One more
   *[other] { $n } more
 }
port-why-lookout = Lookout
port-why-match = Possible match
port-why-document = Document
port-why-rule = By rule
port-why-not-screened = Not screened
port-why-manual = Asked by an officer
port-why-external = Asked by another service
port-why-told-not-to-board = Not to board
port-why-course = In the course
port-state-expected = Expected
port-state-missed = Missed
port-state-did-not-board = Did not board
# End: expected voyages and the port
## Raised by hand, and by other systems
hits-title = Raised questions
hits-none = Nothing was raised on this person by hand or by another system.
raised-title = Raised question { $n }
raised-by-hand = raised by { $name }
raised-by-system = told by { $name }
raised-source = Source: { $source }; reference { $reference }
raised-entry = Points to entry
raised-said = Said
raised-until = valid until
hit-waits = Waits for a finding
hit-over = Withdrawn
hit-raise = Raise a question
hit-what-follows = The person is referred at once, and the carrier is told to contact the duty desk where it was told to board. Only a decision answers the question: it outlives new lists from the carrier.
hit-kind = What it is about
hit-kind-identity = Identity
hit-kind-document = Travel document
hit-kind-itinerary = Itinerary or booking
hit-kind-goods = Goods or currency
hit-kind-security = Security
hit-kind-other = Something else
hit-severity = How grave
hit-severity-1 = Grave
hit-severity-2 = Middling
hit-severity-3 = Slight
hit-entry = Entry of a list or lookout, if it points to one
hit-reason = Why, in your own words; the traveller may ask to read it
hit-wrong-kind = Say what it is about
hit-wrong-severity = Say how grave it is
hit-wrong-reason = Give the reason
hit-wrong-entry = No list in force that is shown to you has this entry; write it as ofac:36
refused-hit-withdrawn = The carrier has taken this person off. Nothing was raised.
need-manual = { $n } raised by hand
need-external = { $n ->
    [one] { $n } told by another system
   *[other] { $n } told by other systems
}
why-manual = Raised by hand
why-external = Told by another system

## Other systems
room-systems = Other systems
systems-title = Other systems
systems-why = Who may tell this node of people, by a key of its own. No traveller is on this page.
systems-all = All systems
systems-none = No system may tell of people yet.
system-column-system = System
system-column-hits = Told
system-column-standing = Standing
system-column-not-found = Not found yet
system-column-last = Last told
system-column-keys = Keys
system-closed = closed
system-keys = Keys of { $name }
system-close = Close this system
system-close-what = Its keys end at once and nothing more is taken from it. What it told stays.
system-terms = What { $name } may send
system-add = Add a system
system-agree = Keep
system-agreed = Kept.
system-id = Sign: small letters, digits and hyphens
system-name = Name
system-severest = The gravest it may give
system-pace = Requests a minute
system-kinds = What it may tell of
system-wrong-taken = There is a system with this sign, or it is closed
system-wrong-id = The sign begins with a small letter and has 2 to 32 small letters, digits and hyphens
system-wrong-name = Give a name
system-wrong-kinds = Tick at least one thing that it may tell of
system-wrong-pace = Requests a minute are a number from 1 to { $n }

## What came of lists
findings-of-lists = What came of its entries
findings-of-list = What came of { $title }
findings-of-lists-why = For how many people each entry was a possible match, what officers found, and what inspection at the site came to. Counts alone.
findings-of-entry = Entry { $ref }, week by week
findings-picture = Bars by week for entry { $ref }: what came of the people whom it hit, { $most } in the fullest week; the list below holds the figures.
findings-by-edition = By the edition that hit
findings-column-edition = Edition
findings-column-entry = Entry
findings-entries = Entries that hit somebody
findings-entries-none = No entry hit anybody in this time.
findings-only-false = Only false matches
findings-false = { $n ->
    [one] { $n } entry led to nothing but false matches.
   *[other] { $n } entries led to nothing but false matches.
}
findings-false-then = Look at what they say: a birth date or a document number that is missing makes everybody of the name a possible match.
effect-column-site-found = Refused or seized at the site
effect-column-site-nothing = Nothing in secondary
effect-column-version = Version
effect-by-version = By the version that fired
effect-version-unknown = not kept
effect-site-hint = At the site: refused, delivered to the police, or goods seized; or let go after secondary inspection.

# Retention: how long records are kept, legal holds, orders to unmask, figures of a year
room-retention = Retention
rt-parts = Parts of retention
rt-title = Retention
rt-why = How long each kind of record is kept in { $party }, by which law, and what is due. The node does it on its own, a little at a time.
rt-failed = One voyage could not be masked or deleted and was put off for a day:
rt-due = What is due
rt-due-now = { $n ->
    [0] Of no voyage is anything due now; { $unseen } were not looked at yet.
    [one] Of { $n } voyage something is due now; { $unseen } were not looked at yet.
   *[other] Of { $n } voyages something is due now; { $unseen } were not looked at yet.
}
rt-coming = { $day }: { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
}
rt-coming-none = Nothing falls due in the next month.
rt-kinds = Kinds of record
rt-column-kind = Kind
rt-column-masked = Masked after
rt-column-deleted = Deleted after
rt-column-records = On record
rt-column-oldest = Since
rt-column-done = Nothing due at
rt-masked = { $n } masked
rt-doubt = Doubtful: { $text }
rt-length-years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
rt-length-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
rt-length-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
rt-length-hours = { $n ->
    [one] { $n } hour
   *[other] { $n } hours
}
rt-starts-arrival = from the arrival
rt-starts-departure = from the departure
rt-starts-receipt = from the receipt
rt-starts-last-act = from the last act
rt-starts-end = from the end
rt-starts-replaced = from when another took its place
rt-starts-asked = from the question
rt-starts-closed = from the closing
rt-starts-written = from the event
rt-kind-baggage = Baggage messages
rt-kind-message = Other messages
rt-kind-case = What other systems told
rt-kind-lookout = Lookouts
rt-kind-edition = Former editions of lists
rt-kind-query = Queries and their results
rt-kind-trial = Trials of rules
rt-kind-account = Closed accounts
rt-kind-partner = Contacts of closed carriers
rt-kind-order = Holds and orders
rt-kind-event = Contents of the audit log
rt-done = Done last
rt-done-at = When
rt-done-what = What
rt-done-counts = How many, by table
rt-done-none = Nothing was masked or deleted yet.
rt-holds = Legal holds
rt-holds-why = What a hold is on is neither masked nor deleted. One officer asks and it holds at once; another confirms it within 7 days, and one who did not ask for it ends it. Bytes as received are held by a hold on their voyage.
rt-holds-list = Holds
rt-holds-none = Nothing is held.
rt-hold-ask = Put on a hold
rt-hold-second = It holds from now on. Without another officer's confirmation it ends after 7 days.
rt-hold-asked = Waits for confirmation
rt-hold-confirmed = Confirmed
rt-hold-ended = Ended
rt-hold-ended-by = Ended by { $name }: { $why }
rt-of-person = Person, declaration { $n }
rt-of-case = Case, referral { $n }
rt-of-voyage = Voyage { $n }
rt-what = What
rt-what-person = A person on a voyage
rt-what-case = A case
rt-what-voyage = A voyage
rt-number = Number of the declaration, referral or voyage
rt-authority = Authority: who orders it, under which number
rt-until = Last day; empty: until somebody ends it
rt-reason = Reason
rt-confirm = Confirm
rt-confirmed-by = Confirmed by { $name }
rt-end = End
rt-end-why = Why
rt-order-of = Whom or what
rt-order-state = State
rt-order-reason = Reason and authority
rt-order-until = Until
rt-order-by = Asked by
rt-order-do = Do
rt-orders = Orders to unmask
rt-orders-why = What was masked is kept sealed until it is deleted. It is opened by an order with a reason and a limit in time, when another officer has confirmed it; every look is recorded.
rt-orders-list = Orders
rt-orders-none = There is no order.
rt-order-ask = Ask for an order
rt-order-second = Nothing is opened until another officer confirms it.
rt-order-asked = Waits for confirmation
rt-order-in-force = In force
rt-order-over = Over
rt-order-end = End or refuse
rt-hours = Hours, { $n } at most
rt-open = Open
rt-opened = Unmasked records
rt-opened-recorded = That you saw this is recorded. The order ends:
rt-opened-none = Nothing is masked any more, or all of it was deleted.
rt-more = And { $n } more.
rt-record-traveller = Declaration
rt-record-mention = Mention in list
rt-record-booking = Booking
rt-record-assessment = What rules were asked
rt-record-answer = Answer
rt-record-manifest = List
rt-wrong-kind = Say what is meant
rt-wrong-number = There is nothing of this number
rt-wrong-reason = Give the reason
rt-wrong-authority = Name the authority
rt-wrong-until = The last day lies ahead
rt-wrong-hours = Hours are a number up to { $n }
rt-figures = Figures of the year
rt-figures-of = Figures of { $year }
rt-figures-why = Everybody of the year's voyages, those included whose records are gone. Numbers below { $n }, and those from which one could be had, are not shown.
rt-figures-csv = Table (CSV)
rt-figures-none = There are no figures of this year.
rt-years = Years
rt-measure = Measure
rt-hidden = not shown
rt-everybody = Everybody
rt-not-known = Not known
rt-by-all = Everybody
rt-by-mode = By mode of travel
rt-by-role = By role
rt-by-sex = By sex
rt-by-age = By age
rt-by-nationality = By region of nationality
rt-measure-travellers = Travellers
rt-measure-hits = With possible matches
rt-measure-referred = Referred to an officer
rt-measure-matches = Found to be the listed person
rt-measure-no-matches = Found to be another person
rt-measure-refusals = Refused boarding
rt-measure-refusals-overturned = Proposed refusals not confirmed
rt-measure-not-screened = Could not be screened
rt-measure-incomplete = Incomplete data
rt-measure-messages = Messages received
rt-measure-messages-unreadable = Messages that could not be read
refused-own-hold = You asked for this hold: another officer confirms or ends it
refused-hold-decided = This hold was confirmed already, or has ended
refused-hold-past = The last day of a hold lies ahead
refused-hold-why = Say why it is ended
refused-own-order = You asked for this order: another officer confirms it
refused-order-decided = This order was confirmed already, or has ended
refused-order-not-in-force = This order is not in force: it is not confirmed, has ended, or its hours are over
refused-message-erased = The bytes of this message were deleted when their time was over
refused-message-masked = This message is masked: it is opened by an order to unmask its voyage

# Figures, map and cabin
room-figures = Figures
board-map = Map
seats-title = Cabin
seats-why = Read from the seats that were declared. Rows in which nobody is known are left out, and no letter is drawn that nobody has. It is no plan of the aircraft.
seats-none = No seat is known
seats-none-why = The carrier declared no seats, or none that names a row and a letter.
seats-count = { $n ->
    [one] { $n } person has a seat.
   *[other] { $n } people have a seat.
}
seats-letters = Letters seen: { $letters } (a bar is an aisle, by the customs of lettering).
seats-letters-untold = Letters seen: { $letters } (a bar is an aisle, by the customs of lettering; at a question mark they do not tell).
seats-unseated = { $n ->
    [one] Of { $n } person no seat was declared.
   *[other] Of { $n } people no seat was declared.
}
seats-shared = { $n ->
    [one] { $n } seat was declared of more than one person: a child on a lap, or a mistake.
   *[other] { $n } seats were declared of more than one person: children on laps, or mistakes.
}
seats-picture = Who sits where
seats-picture-says = The cabin from the front. Seats of people who need an officer are links; the table holds everybody.
seats-table = Everybody with a seat, row by row
seats-look-person = Needs a person
seats-look-calm = Nothing found
seats-look-shared = Several people, one seat
seats-look-empty = Nobody known
seats-look-booking = Number of a booking of several people
seats-booking = Booking
seats-booking-of = { $n ->
    [one] { $number }: { $n } person
   *[other] { $number }: { $n } people
}
seats-near = Next in the row
seats-near-beside = { $seat }
seats-near-apart = { $seat } (seats between)
seats-near-aisle = { $seat } (across the aisle)
seats-near-row = { $seat } (same row)
seats-row = row { $first }
seats-rows = rows { $first }–{ $last }
seats-place = { $seat }: { $why }
seats-other = Seats that name no row and letter
seats-other-why = As declared: a coach, a berth, a cabin of a ship, or a slip.
map-title = Map of voyages
map-span = Voyages that leave from { $since } UTC on { $first } until { $until } UTC on { $last }.
map-sum = { $n ->
    [one] { $n } voyage
   *[other] { $n } voyages
}: { $waiting } with people waiting for an officer, { $expected } of which nobody has been declared.
map-picture = Where they go
map-picture-says = { $n ->
    [one] One route is drawn, marked by the state of the voyage that most needs somebody. The table says the same.
   *[other] { $n } routes are drawn, each marked by the state of the voyage that most needs somebody. The table says the same.
}
map-view = Part of the map
map-view-all = Both countries
map-view-west = Pacific
map-view-east = Great Lakes and east
map-of-waiting = People wait for an officer: { $n }
map-of-expected = Expected, nobody declared: { $n }
map-of-declared = Declared, nobody waits: { $n }
map-of-closed = Departed or closed: { $n }
map-site = Site of inspection before departure
map-source = Outlines: Natural Earth, 1:50 million, simplified. They say nothing on where a boundary runs. A line begins or ends at the edge where a place lies beyond it.
map-table = Voyages by route
map-every-route = Every route
map-none = No voyage leaves in this time.
map-more = { $n ->
    [one] { $n } more on this route
   *[other] { $n } more on this route
}
map-unplaced = { $n ->
    [one] { $n } more, without a place declared: on the board
   *[other] { $n } more, without a place declared: on the board
}
map-left-out = { $n ->
    [one] { $n } more route finds no room here.
   *[other] { $n } more routes find no room here.
}
map-state-waiting = { $n ->
    [one] { $n } waits
   *[other] { $n } wait
}
map-state-expected = Expected
map-state-declared = Declared
map-state-closed = Departed or closed
figures-title = Figures
figures-why = How long the queue is, how long answers and decisions take, and what is found. Counts alone: nobody can be found here.
figures-span = Shown:
figures-days = { $n ->
    [1] 24 hours
   *[other] { $n } days
}
figures-place = Place
figures-every-place = , show every place
figures-queue = The queue
figures-queue-says = { $now ->
    [one] { $now } case is open now
   *[other] { $now } cases are open now
}; at most { $most } in this time.
figures-queue-picture = Open cases over time, at most { $most }. The same numbers stand in the table below.
figures-open = Open cases
figures-before = The time before
figures-decisions = Decisions
figures-decisions-says = { $n ->
    [one] { $n } decision. Minutes from referral to decision:
   *[other] { $n } decisions. Minutes from referral to decision:
}
figures-decisions-picture = Minutes from referral to decision, by when it was decided: half of them, and nine of ten. The same numbers stand in the table below.
figures-answers = Answered messages
figures-answers-says = { $n ->
    [one] { $n } message answered. Seconds from message to answer:
   *[other] { $n } messages answered. Seconds from message to answer:
}
figures-answers-picture = Seconds from message to answer, by when the message came: half of them, and nine of ten. The same numbers stand in the table below.
figures-median = Half within
figures-ninetieth = Nine of ten within
figures-median-before = Half within, the time before
figures-numbers = The numbers of the charts
figures-numbers-show = { $n ->
    [one] Show { $n } row
   *[other] Show { $n } rows
}
figures-nothing = Nothing in this time.
figures-step = From
figures-by-place = By place
figures-leaving = Voyages that leave
figures-times = Half within; nine of ten within
figures-pair = { $median }; { $ninetieth }
figures-seconds = { $n } s
figures-asked = What rules and lists asked
figures-asked-says = Questions put to officers in this time, by rule or list, and what they last found. The share is of findings that say either, with its range of 95 %.
figures-what = Rule or list
figures-rule = Rule
figures-list = List
figures-list-hidden = A list that is not named to your duty
figures-asked-of = Asked
figures-few = Fewer than { $n } findings
figures-too-few = Too few to say
figures-outcomes = What was decided
figures-outcome = Decision
figures-states = Time in each state of the course
figures-state = State
figures-stays = Stays ended
# End: figures, map and cabin
