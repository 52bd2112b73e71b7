#!/usr/bin/env bash
# Measures the program beside a window of the same engine with nothing in it, on a virtual screen, in turn, so that a
# machine that slows down slows both. Not part of the checks: times on a busy machine say nothing.
#   cargo build && cargo build --example bare_window
#   tests/window/beside_bare.sh target/debug/shikyu target/debug/examples/bare_window
set -euo pipefail
program=$1 bare=$2
work=$(mktemp -d)
export SHIKYU_HOME="$work/home" LANG=ja_JP.UTF-8 XDG_RUNTIME_DIR="$work"
unset WAYLAND_DISPLAY
mkdir -p "$SHIKYU_HOME"
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT

number=$((500 + RANDOM % 400))
opened() { # on a screen of its own, so that what was there before is not taken for a picture
    number=$((number + 1))
    export DISPLAY=:$number
    Xvfb "$DISPLAY" -screen 0 1280x720x24 >/dev/null 2>&1 &
    screen=$!
    sleep 2
    begun=$(date +%s%N)
    "$@" >/dev/null 2>&1 &
    window=$!
    until [ "$(import -window root -crop 64x64+600+600 +repage -format '%[fx:maxima>0]' info: 2>/dev/null)" = 1 ]; do
        kill -0 $window 2>/dev/null || { echo "$1 ended before it drew anything" >&2; exit 1; }
    done
    first=$((($(date +%s%N) - begun) / 1000000))
}
closed() { kill $window $screen 2>/dev/null || true; wait $window $screen 2>/dev/null || true; }
ticks() { awk '{print $14 + $15}' "/proc/$window/stat"; }
idle() { # hundredths of a second of processor time in so many seconds
    local from
    from=$(ticks); sleep "$1"; echo $(($(ticks) - from))
}
median() { sort -n | awk '{all[NR] = $1} END {print all[int((NR + 1) / 2)]}'; }

for _ in 1 2 3 4 5; do
    opened "$program"; echo "$first" >>"$work/first.program"; closed
    opened "$bare"; echo "$first" >>"$work/first.bare"; closed
done
printf 'start to first frame, median of 5: program %s ms, bare window %s ms\n' \
    "$(median <"$work/first.program")" "$(median <"$work/first.bare")"

opened "$bare"; sleep 5
printf 'bare window, twice a second: %s %% of a core, %s MiB\n' \
    "$(awk "BEGIN {print $(idle 20) / 20}")" "$(($(awk '/VmRSS/ {print $2}' "/proc/$window/status") / 1024))"
closed

opened "$program" play month_end_outage --seed 7 --pace standard; sleep 5
xdotool search --sync --name Shikyu windowfocus >/dev/null 2>&1 || true
sleep 1; xdotool key Return; sleep 4
printf 'program at the desk, nothing happening: %s %% of a core, %s MiB\n' \
    "$(awk "BEGIN {print $(idle 15) / 15}")" "$(($(awk '/VmRSS/ {print $2}' "/proc/$window/status") / 1024))"
xdotool key p; sleep 4
printf 'program, paused: %s %% of a core\n' "$(awk "BEGIN {print $(idle 15) / 15}")"
import -window root "${BESIDE_BARE_PICTURE:-$work/last.png}"
closed
