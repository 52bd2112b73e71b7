#!/usr/bin/env bash
# Holds the reports against tools that nobody here wrote: two validators of xAPI statements, a learning record store, a
# browser with axe, and readers of PDF.
#   tests/reports/validate.sh PROGRAM
# Debian packages: chromium-headless-shell nodejs npm poppler-utils python3-venv (Node 18, Python 3.10 or later)
# The tools themselves are installed once, in the versions named beside this script, outside the checkout.
set -euo pipefail
program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
peers=${XDG_CACHE_HOME:-$HOME/.cache}/shikyu/peers
work=$(mktemp -d)
stores=()
trap 'for store in "${stores[@]}"; do kill "$store" 2>/dev/null || true; done; rm -rf "$work"' EXIT
export SHIKYU_HOME="$work/home" PEERS="$peers/node" PYTHONDONTWRITEBYTECODE=1
python=$peers/python/bin/python

step() { printf '\n== %s\n' "$1"; }
fail() { printf '%s\n' "$@" >&2; exit 1; }

step 'the tools, in the versions that are named'
mkdir -p "$peers"
exec 9>"$peers/lock"
flock 9
# What is installed says of itself which list it came from, last of all: a broken installation is begun again.
pins=$(sha256sum "$here/requirements.txt" | cut -d' ' -f1)
if ! "$python" -c '' 2>/dev/null || [ "$(cat "$peers/python/pins" 2>/dev/null)" != "$pins" ]; then
    rm -rf "$peers/python"
    python3 -m venv "$peers/python"
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$here/requirements.txt"
    echo "$pins" >"$peers/python/pins"
fi
pins=$(sha256sum "$here/package-lock.json" | cut -d' ' -f1)
if [ "$(cat "$peers/node/pins" 2>/dev/null)" != "$pins" ]; then
    rm -rf "$peers/node"
    mkdir -p "$peers/node"
    cp "$here/package.json" "$here/package-lock.json" "$peers/node"
    npm ci --prefix "$peers/node" --ignore-scripts --no-audit --no-fund --loglevel=error
    echo "$pins" >"$peers/node/pins"
fi
exec 9>&-
chromium-headless-shell --version 2>/dev/null
"$python" -m pip freeze | grep -i ralph
(cd "$peers/node" && npm ls --depth=0 | tail -n +2)

step 'runs: two scenarios, four trainees, both languages'
mkdir "$work/runs" "$work/marked"
hour=10
for lang in ja en; do
    # So many of the first that its bars are drawn as boxes, and so few of the other that they are drawn as dots.
    for day in month_end_outage-7 month_end_outage-8 payday_cutoff-7; do
        for trainee in by_the_book as_it_happened call_everyone_empty silent; do
            # The name says when a run was begun, so that none is the same as another.
            run=$work/runs/20261130T${hour}5000Z-$day-$trainee-$lang.shikyu
            "$program" run "${day%-*}" --trainee "$trainee" --seed "${day#*-}" --lang "$lang" --out "$run" >/dev/null
            "$program" report "$run" --to xapi -o "$work/$(basename "$run" .shikyu).json" 2>/dev/null
        done
    done
    hour=11
done
run=$work/runs/20261130T105000Z-month_end_outage-7-by_the_book-ja.shikyu
told=$work/$(basename "$run" .shikyu).json
# A run of which nobody knows when it was begun: its statements carry no time.
timeless=$work/timeless.shikyu
cp "$run" "$timeless"
"$program" report "$timeless" --to xapi -o "$work/timeless.json" 2>/dev/null
echo "$(ls "$work/runs" | wc -l) runs"

step 'statements hold by two validators, which refuse spoiled ones'
node "$here/statements.mjs" "$work"/*.json
"$python" "$here/statements.py" "$work"/*.json

export SHIKYU_LRS_USER=writer SHIKYU_LRS_PASSWORD=secret
# serve FOLDER [lost_at=N] [silent_at=N]: a store that keeps what it holds in a folder; sets address and log.
serve() {
    log=$work/$(basename "$1").log
    # The store is started beside: until then a former one's address would be read here.
    : >"$log"
    "$python" "$here/store.py" serve "$@" >"$log" 2>"$log.err" &
    stores+=($!)
    for _ in $(seq 150); do
        address=$(head -n 1 "$log")
        [ -z "$address" ] || return 0
        sleep 0.1
    done
    fail 'the store does not begin' "$(cat "$log.err")"
}
# send CODE LANGUAGE WORDS [RUN]: sending ends with this code, and says these words.
send() {
    local code=0 said
    said=$("$program" report "${4:-$run}" --to-lrs "$address" --lang "$2" 2>&1) || code=$?
    if [ "$code" != "$1" ] || ! grep -qF "$3" <<<"$said"; then
        fail "expected: $1, $3" "came: $code, $said"
    fi
    sed 's/^/    /' <<<"$said"
}
# answered STATUS COUNT: the store, since it serves, has answered so many posts with this status.
answered() {
    local all
    all=$(grep -c "\"POST .*\" $1 " "$log" || true)
    [ "$all" = "$2" ] || fail "expected $2 answers $1, came $all" "$(cat "$log")"
}
count=$(grep -c '"actor"' "$told")

step 'a store that is down, and one that is lost in the middle: a plain sentence, exit code 1, and the rest goes through later'
# Both wait 13 seconds, so they wait together. Nobody listens at port 1.
address=http://127.0.0.1:1/xAPI
send 1 en 'the store cannot be reached' >"$work/down" 2>&1 &
down=$!
serve "$work/lost" lost_at=2
send 1 ja "${count}件のうち50件"
wait "$down" || fail "$(cat "$work/down")"
cat "$work/down"
serve "$work/lost"
send 0 en "$count of $count statements are in the store"
answered 204 1
answered 200 1
"$python" "$here/store.py" holds "$work/lost" "$told"

step 'a sender that is killed in the middle: the rest goes through later, and nothing twice'
serve "$work/killed" silent_at=2
"$program" report "$run" --to-lrs "$address" --lang en >/dev/null 2>&1 &
sender=$!
for _ in $(seq 100); do
    ! grep -q '^silent' "$log" || break
    sleep 0.1
done
kill -KILL "$sender"
wait "$sender" 2>/dev/null || true
[ "$(wc -l <"$work/killed/held/fs_lrs.jsonl")" = 50 ] || fail 'it was not in the middle'
send 0 ja "${count}件のうち${count}件"
"$python" "$here/store.py" holds "$work/killed" "$told"

step 'a store takes every statement as it was sent (200), and the same again without keeping it twice (204)'
serve "$work/whole"
send 0 en "$count of $count statements are in the store"
answered 200 2
send 0 ja "${count}件のうち${count}件"
answered 204 2
"$python" "$here/store.py" holds "$work/whole" "$told"

step 'a wrong password, no login, a wrong address: a plain sentence and exit code 1'
SHIKYU_LRS_PASSWORD=wrong send 1 en 'the store does not accept the login (401)'
(unset SHIKYU_LRS_USER SHIKYU_LRS_PASSWORD && send 1 ja 'LRS がログインを受けつけません(401)')
(address=${address%/xAPI} && send 1 en 'there is no learning record store at')
"$python" "$here/store.py" holds "$work/whole" "$told"

step 'statements without a time, which this store answers with 409 when they come again: they are known as the same'
serve "$work/timeless"
send 0 en "$count of $count statements are in the store" "$timeless"
send 0 en "$count of $count statements are in the store" "$timeless"
"$python" "$here/store.py" holds "$work/timeless" "$work/timeless.json"

step 'a statement that the store holds with another outcome (409) is named, and all others go through'
serve "$work/altered"
id=$("$python" "$here/store.py" put "$address" "$told" 3)
send 1 en "$id"
answered 409 2
"$python" "$here/store.py" holds "$work/altered" "$told" 3

step 'the same with a login that may write and not read'
serve "$work/courier"
id=$("$python" "$here/store.py" put "$address" "$told" 60)
SHIKYU_LRS_USER=courier SHIKYU_LRS_PASSWORD=bag send 1 ja "$id"
"$python" "$here/store.py" holds "$work/courier" "$told" 60

step 'pages ask nobody for anything, have no fault that axe finds, print on A4, and keep markup in a title as text'
# The program's own fonts, so that paper looks the same everywhere.
cat >"$work/fonts.conf" <<END
<?xml version="1.0"?>
<fontconfig><dir>$root/assets/fonts</dir><cachedir>$work/fonts</cachedir></fontconfig>
END
markup="<script>document.title = 'taken'</script><b>Bold</b> \& \&lt;i\&gt;"
sed "0,/^    title: .*/s||    title: (ja: \"$markup\", en: \"$markup\"),|" "$root/scenarios/month_end_outage.ron" >"$work/marked.ron"
marked=$work/marked/20261130T125000Z-marked.shikyu
"$program" run "$work/marked.ron" --trainee as_it_happened --seed 7 --lang ja --out "$marked" >/dev/null
for lang in ja en; do
    "$program" report "$run" --to html --lang "$lang" -o "$work/run-$lang.html" 2>/dev/null
    "$program" report "$work/runs" --to html --lang "$lang" -o "$work/cohort-$lang.html" 2>/dev/null
    "$program" report "$marked" --to html --lang "$lang" -o "$work/marked-run-$lang.html" 2>/dev/null
    "$program" report "$work/marked" --to html --lang "$lang" -o "$work/marked-cohort-$lang.html" 2>/dev/null
done
FONTCONFIG_FILE="$work/fonts.conf" node "$here/pages.mjs" "$(command -v chromium-headless-shell)" "$work" "$work"/*.html
