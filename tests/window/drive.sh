#!/usr/bin/env bash
# Opens the program in a real window on a virtual screen, plays from the first ring to the debrief by keys, verifies the
# record it kept, and compares pictures with those in tests/window/expected/.
#   tests/window/drive.sh PROGRAM            compare
#   tests/window/drive.sh PROGRAM --accept   take the new pictures as expected
set -euo pipefail
program=$1
accept=${2:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export SHIKYU_HOME="$work/home" LANG=ja_JP.UTF-8 XDG_RUNTIME_DIR="$work"
display=:$((90 + RANDOM % 400))
Xvfb "$display" -screen 0 1280x720x24 >"$work/xvfb.log" 2>&1 &
xvfb=$!
trap 'kill $xvfb 2>/dev/null || true; [ -n "${shikyu:-}" ] && kill $shikyu 2>/dev/null || true; rm -rf "$work"' EXIT
export DISPLAY="$display"
unset WAYLAND_DISPLAY
sleep 2

"$program" play month_end_outage --seed 7 --pace standard --lang ja >"$work/out.log" 2>&1 &
shikyu=$!
window=
for _ in $(seq 120); do
    window=$(xdotool search --name Shikyu 2>/dev/null | head -n 1 || true)
    [ -n "$window" ] && break
    kill -0 $shikyu 2>/dev/null || { cat "$work/out.log"; echo 'the program ended before its window opened'; exit 1; }
    sleep 0.5
done
[ -n "$window" ] || { cat "$work/out.log"; echo 'no window'; exit 1; }
sleep 6
xdotool windowfocus --sync "$window"

key() { xdotool key "$1"; sleep "${2:-0.7}"; }
picture() { sleep 1.5; import -window root "$work/$1.png"; }

failed=0
# Pictures may differ in a few pixels between drivers: less than 2 % beyond a fuzz of 8 %.
compared() {
    local name=$1 different
    picture "$name"
    if [ "$accept" = --accept ]; then
        mkdir -p "$here/expected"
        convert "$work/$name.png" -colors 64 -depth 8 "PNG8:$here/expected/$name.png"
        return
    fi
    different=$(compare -metric AE -fuzz 8% "$here/expected/$name.png" "$work/$name.png" null: 2>&1 | cut -d' ' -f1 | cut -d. -f1 || true)
    echo "$name: $different of 921600 pixels differ"
    if [ "${different:-921600}" -gt 18432 ]; then
        failed=1
        [ -n "${CI_PICTURES:-}" ] && cp "$work/$name.png" "$CI_PICTURES/"
    fi
}

compared briefing
key Return 3                # sit down
key p 1                     # the clock stands: the picture is the same whatever the machine's speed
compared desk
key p 0.3
key w 3                     # wait: a mail comes first
key w 6                     # and then the phone rings
picture ringing
key a 9                     # lift the receiver, listen
key 2 6                     # ask
key h 2                     # lay it down
key F1 1
key 5 1                     # close the case
key 5 2                     # really
for _ in $(seq 60); do
    if grep -qs '"end"' "$SHIKYU_HOME"/runs/*.shikyu; then break; fi
    sleep 0.5
done
sleep 4
picture question
key Escape 2                # look without answering
picture debrief
key F2 8                    # what one other decision would have brought
picture what-if
key F6 2
picture plan
record=$(ls "$SHIKYU_HOME"/runs/*.shikyu)
"$program" verify "$record" --lang en
"$program" replay "$record" --format json >"$work/run.json"
grep -q '"call_answered"' "$work/run.json" || { echo 'the phone was not answered by key'; failed=1; }
grep -q '"asked"' "$work/run.json" || { echo 'nothing was asked by key'; failed=1; }
# The debrief is another picture than the desk: most of it is paper.
light=$(convert "$work/debrief.png" -colorspace Gray -threshold 85% -format '%[fx:mean*100]' info: | cut -d. -f1)
echo "debrief: $light % paper"
[ "$light" -ge 40 ] || { echo 'the debrief did not open'; failed=1; }
[ -n "${CI_PICTURES:-}" ] && cp "$work"/*.png "$CI_PICTURES/"

# Without a display it says so in one sentence and exits 1.
if env -u DISPLAY -u WAYLAND_DISPLAY "$program" >"$work/none.log" 2>&1; then
    echo 'without a display it should have failed'; failed=1
fi
[ "$(wc -l <"$work/none.log")" -le 1 ] && grep -q 'shikyu run' "$work/none.log" || { cat "$work/none.log"; echo 'no plain sentence without a display'; failed=1; }
# Without a Vulkan driver, too.
if VK_DRIVER_FILES=/nonexistent VK_ICD_FILENAMES=/nonexistent "$program" >"$work/none.log" 2>&1; then
    echo 'without a driver it should have failed'; failed=1
fi
grep -q 'shikyu run' "$work/none.log" || { cat "$work/none.log"; echo 'no plain sentence without a driver'; failed=1; }
[ $failed = 0 ] && echo 'the window holds'
exit $failed
