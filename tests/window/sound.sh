#!/usr/bin/env bash
# Plays to a real sound server and listens: the phone is heard when it rings, not before, and not after it was answered; a
# silent window asks for no samples; without a server, and when it goes away, the program goes on and says so.
#   tests/window/sound.sh PROGRAM
set -euo pipefail
program=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export SHIKYU_HOME="$work/home" LANG=en_US.UTF-8 XDG_RUNTIME_DIR="$work"
unset WAYLAND_DISPLAY PULSE_RUNTIME_PATH PULSE_COOKIE
display=:$((490 + RANDOM % 400))
Xvfb "$display" -screen 0 1280x720x24 >"$work/xvfb.log" 2>&1 &
xvfb=$!
export DISPLAY="$display"
server= listener= shikyu=
trap 'for one in $shikyu $listener $server $xvfb; do kill "$one" 2>/dev/null || true; done; rm -rf "$work"' EXIT

fail() { echo "$1"; tail -n 20 "$work"/*.log; exit 1; }

# until SECONDS WHAT COMMAND…: waits until the command succeeds.
until_true() {
    local seconds=$1 what=$2
    shift 2
    for _ in $(seq "$((seconds * 2))"); do
        if "$@" >/dev/null 2>&1; then return; fi
        sleep 0.5
    done
    fail "it never came about: $what"
}

serve() {
    rm -f "$work/sound"
    HOME="$work" pulseaudio --daemonize=no -n --exit-idle-time=-1 --use-pid-file=no \
        -L 'module-null-sink sink_name=desk rate=48000 channels=1' \
        -L "module-native-protocol-unix socket=$work/sound auth-anonymous=1" >"$work/server.log" 2>&1 &
    server=$!
    until_true 10 'a sound server' pactl info
}

# open LOG: opens the program at the briefing.
open() {
    "$program" play month_end_outage --seed 1 --pace hard --lang en >"$work/$1.log" 2>&1 &
    shikyu=$!
    until_true 60 'a window' xdotool search --name Shikyu
    sleep 6
    xdotool windowfocus --sync "$(xdotool search --name Shikyu | head -n 1)"
}

corked() { pactl list sink-inputs | grep -q "Corked: $1"; }
seconds() { echo $(($(stat -c %s "$work/heard") / 96000)); }

export PULSE_SERVER="unix:$work/sound"
serve
parec --device=desk.monitor --format=s16le --rate=48000 --channels=1 --latency-msec=50 --raw >"$work/heard" 2>"$work/parec.log" &
listener=$!
open played
until_true 20 'a stream that rests while nothing sounds' corked yes
xdotool key Return          # sit down
sat=$(seconds)
until_true 10 'a stream that plays' corked no
rings_twice() { [ "$(python3 "$here/find_ring.py" "$work/heard" -8 | wc -l)" -ge 2 ]; }
until_true 60 'the phone rings, and rings again' rings_twice
xdotool key a               # lift the receiver
answered=$(seconds)
sleep 6
# The first call comes 5 simulated minutes after the beginning: at 20 to 1, 15 s; a slow machine takes longer.
python3 "$here/find_ring.py" "$work/heard" | awk -v sat="$sat" -v answered="$answered" '
    { print "ring " $1 " to " $2 " s"; length_ = $2 - $1 }
    $1 < sat + 13 { print "it rang before the call came"; bad = 1 }
    $1 > answered + 1.5 { print "it rang on after it was answered"; bad = 1 }
    $2 < answered && (length_ < 0.8 || length_ > 1.2) { print "a ring of " length_ " s"; bad = 1 }
    NR > 1 && ($1 - last < 2.8 || $1 - last > 3.2) { print "a pause of another length"; bad = 1 }
    { last = $1 }
    END { exit bad || NR < 2 }' || fail 'the ring is not as it should be'
if grep -q 'no sound' "$work/played.log"; then fail 'it said there was no sound'; fi

# The server goes away in the middle, and comes back.
kill "$listener" "$server"
wait "$server" 2>/dev/null || true
until_true 20 'words about the lost server' grep -q 'no sound' "$work/played.log"
kill -0 "$shikyu" || fail 'the program ended with the server'
serve
until_true 20 'a stream to the new server' corked no
kill "$shikyu"
wait "$shikyu" 2>/dev/null || true
kill "$server"
wait "$server" 2>/dev/null || true

# Without any.
unset PULSE_SERVER
open silent
grep -q 'no sound' "$work/silent.log" || fail 'without a server it should have said so'
xdotool key Return
sleep 3
kill -0 "$shikyu" || fail 'without a server the program ended'
echo 'the sound holds'
